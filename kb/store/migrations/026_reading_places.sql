-- Where the person is in what they read. It moves with the reading, so it has no history.
CREATE TABLE reading_places (
    item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    -- Of the text, from 0 to 1: what lies above the lowest line that was seen.
    share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
    -- A page or a heading; empty where nothing is known of it.
    place TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX reading_places_at ON reading_places (at);
