-- Sources that bring new things by themselves. One that was removed stays, so that what it showed is not shown
-- again when it comes back.
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    -- The address in the one form that all ways to write it have.
    address TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    zone TEXT NOT NULL,
    -- New things shown in a week; hours between two visits; what is wanted, in words.
    budget INTEGER NOT NULL,
    hours INTEGER NOT NULL,
    criterion TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]',
    -- What its server said last, to ask only for what changed since.
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    asked_at TEXT,
    succeeded_at TEXT,
    due_at TEXT NOT NULL,
    -- Why the last visit failed, empty where it did not; since when, and how often in a row.
    error TEXT NOT NULL DEFAULT '',
    error_since TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0
);

-- What feeds told of, so that nothing is new twice. `fate` is one of kb.types.Fate; `document` (JSON) is kept
-- while an entry waits: to be saved, or in the overflow.
CREATE TABLE feed_entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    guid TEXT NOT NULL,
    fate TEXT NOT NULL,
    item_id INTEGER REFERENCES items (id) ON DELETE SET NULL,
    document TEXT,
    -- How well it met the criterion when it came: the order of the overflow.
    score REAL NOT NULL DEFAULT 0,
    first_seen_at TEXT NOT NULL,
    -- When it was chosen to be shown; NULL where it was not.
    chosen_at TEXT,
    UNIQUE (feed_id, guid)
);
CREATE INDEX feed_entries_fate ON feed_entries (fate, feed_id);
CREATE INDEX feed_entries_item ON feed_entries (item_id);
