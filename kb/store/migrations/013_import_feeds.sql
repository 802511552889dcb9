-- The sources that each import named, so that it can be taken back. `part` is `made` where the import made it a
-- source, `met` where it was one, `kept` where the person changed it since.
CREATE TABLE import_feeds (
    step INTEGER NOT NULL REFERENCES events (id),
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    part TEXT NOT NULL,
    PRIMARY KEY (step, feed_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_feeds_feed ON import_feeds (feed_id, step);
-- The imports of which is known what they met.
CREATE VIEW import_traces AS SELECT step FROM import_changes UNION ALL SELECT step FROM import_feeds;
