-- What was handed to whom, and what came back.
CREATE TABLE delegations (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id     INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    person      TEXT NOT NULL,
    given_at    TEXT NOT NULL,
    due         TEXT,
    why         TEXT NOT NULL,
    returned_at TEXT,
    gist        TEXT NOT NULL,
    rating      INTEGER
) STRICT;
CREATE INDEX delegations_item ON delegations (item_id);

-- Where items wait for a survey: an area, or a topic in the person's own words. An area that was taken off the
-- register and comes back has its number again, so nothing is deleted with it.
CREATE TABLE parkings (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT NOT NULL,
    area_id       INTEGER UNIQUE,
    watched_since TEXT
) STRICT;
CREATE UNIQUE INDEX parkings_topic ON parkings (name) WHERE area_id IS NULL;

-- Each item waits in one place at most. It ended its wait when a survey settled it or it was let out.
CREATE TABLE parked (
    item_id    INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    parking_id INTEGER NOT NULL REFERENCES parkings (id),
    parked_at  TEXT NOT NULL,
    ended_at   TEXT,
    survey_id  INTEGER REFERENCES items (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX parked_parking ON parked (parking_id);
CREATE INDEX parked_survey ON parked (survey_id);
