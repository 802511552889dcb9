-- What each import met, so that all of it can be taken back. `step` is the event of the import. `before` is the
-- item as it was (JSON of kb.store.merges), empty where the import made it, NULL where it changed nothing of it.
-- `merge` is the event by which the item became part of another. No foreign key to items: they come and go.
CREATE TABLE import_changes (
    step    INTEGER NOT NULL REFERENCES events (id),
    item_id INTEGER NOT NULL,
    before  TEXT,
    merge   INTEGER,
    PRIMARY KEY (step, item_id)
);
CREATE INDEX import_changes_item ON import_changes (item_id, step);
CREATE INDEX import_changes_merge ON import_changes (merge) WHERE merge IS NOT NULL;

-- The event of the import that a job does.
ALTER TABLE jobs ADD COLUMN step INTEGER;
