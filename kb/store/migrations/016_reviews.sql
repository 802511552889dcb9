-- What a feed brought beyond its budget can be judged as items are: whether it was missed.
ALTER TABLE feed_entries ADD COLUMN verdict TEXT;
ALTER TABLE feed_entries ADD COLUMN verdict_at TEXT;
ALTER TABLE feed_entries ADD COLUMN verdict_note TEXT NOT NULL DEFAULT '';

-- Samples of periods to judge, one a period (its first and last day, inclusive).
CREATE TABLE review_samples (
    id INTEGER PRIMARY KEY,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    seed INTEGER NOT NULL,
    drawn_at TEXT NOT NULL,
    UNIQUE (since, until)
) STRICT;

-- What was drawn: an item, or an entry of a feed's overflow. `weight` is how many it stands for.
CREATE TABLE review_drawn (
    sample_id INTEGER NOT NULL REFERENCES review_samples (id) ON DELETE CASCADE,
    item_id INTEGER REFERENCES items (id) ON DELETE CASCADE,
    entry_id INTEGER REFERENCES feed_entries (id) ON DELETE CASCADE,
    stratum TEXT NOT NULL,
    weight REAL NOT NULL,
    UNIQUE (sample_id, item_id),
    UNIQUE (sample_id, entry_id)
) STRICT;
CREATE INDEX review_drawn_item ON review_drawn (item_id);
CREATE INDEX review_drawn_entry ON review_drawn (entry_id);
