-- What the person decided about topics: the name given to one, and that its items stay together.
ALTER TABLE topics ADD COLUMN hand_name TEXT NOT NULL DEFAULT '';
ALTER TABLE topics ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;

-- The map as it was before each redrawing and each step by hand; `drawing` holds all of it (npz).
CREATE TABLE map_versions (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,
    what    TEXT NOT NULL,
    items   INTEGER NOT NULL,
    topics  INTEGER NOT NULL,
    drawing BLOB NOT NULL
);
