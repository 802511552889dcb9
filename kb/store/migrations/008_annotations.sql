-- The person's own marks on items: notes (no quote) and highlights. What was taken off stays, so that another
-- reading of its source does not bring it back.
CREATE TABLE annotations (
    -- Never given twice: the event of a merge names them.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    quote TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    -- When it was made, in UTC; NULL where its source does not say.
    made_at TEXT,
    source TEXT NOT NULL DEFAULT '',
    removed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (item_id, quote, note, place)
);
