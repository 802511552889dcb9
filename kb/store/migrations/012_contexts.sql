-- The words around an item's links, by what they lead to. Derived from the item's text, so not in snapshots.
CREATE TABLE contexts (
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (item_id, key)
) STRICT, WITHOUT ROWID;
-- What is derived is made anew at the next opening, this with it.
UPDATE facts SET value = '' WHERE name = 'words-tokenizer';
