-- Pages that were asked for and have not come yet. A row goes when its page has come.
CREATE TABLE fetches (
    item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    asked_at TEXT NOT NULL,
    -- How often in a row it did not come, when it was last tried and why it did not come.
    attempts INTEGER NOT NULL DEFAULT 0,
    tried_at TEXT,
    reason TEXT NOT NULL DEFAULT '',
    -- When it is tried again by itself; NULL: not before somebody asks.
    due_at TEXT
) STRICT;
