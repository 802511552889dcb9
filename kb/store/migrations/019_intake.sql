-- Items that came by themselves or in bulk, and not through a feed. Until their source's budget lets them into the
-- inbox (`shown_at`) they wait in its overflow. `batch` is the batch they came with.
CREATE TABLE arrivals (
    item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    came_at TEXT NOT NULL,
    shown_at TEXT,
    batch INTEGER
) STRICT;
CREATE INDEX arrivals_source ON arrivals (source, came_at);
CREATE INDEX arrivals_waiting ON arrivals (came_at) WHERE shown_at IS NULL;

-- What the person says of a source that is no feed: new things shown in a week, and hours of the day in which they
-- may be (as `8-10, 18-20`, empty for any).
CREATE TABLE budgets (
    source TEXT PRIMARY KEY,
    budget INTEGER NOT NULL,
    open_hours TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
ALTER TABLE feeds ADD COLUMN open_hours TEXT NOT NULL DEFAULT '';

-- What was let in together: how much had come since the batch before, how much of that was shown, and how much of
-- what had waited earlier.
CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    came INTEGER NOT NULL,
    shown INTEGER NOT NULL,
    earlier INTEGER NOT NULL
) STRICT;
-- What feeds told of before there were batches belongs to none.
ALTER TABLE feed_entries ADD COLUMN batch INTEGER;
UPDATE feed_entries SET batch = 0;
CREATE INDEX feed_entries_batch ON feed_entries (batch);

-- Drawn at random from what a batch left out, for the person to say whether it was missed.
CREATE TABLE batch_drawn (
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    item_id INTEGER REFERENCES items (id) ON DELETE CASCADE,
    entry_id INTEGER REFERENCES feed_entries (id) ON DELETE CASCADE,
    missed INTEGER,
    judged_at TEXT
) STRICT;
CREATE INDEX batch_drawn_item ON batch_drawn (item_id);
CREATE INDEX batch_drawn_entry ON batch_drawn (entry_id);
