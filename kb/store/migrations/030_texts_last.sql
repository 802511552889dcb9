-- SQLite reaches what stands behind a long text in a row by walking through the text: where whole papers are kept,
-- lists and counts read all of them. The texts go to the end; what pages count lies in an index of its own.
ALTER TABLE items ADD COLUMN said TEXT NOT NULL DEFAULT '[]';
ALTER TABLE items ADD COLUMN whole TEXT NOT NULL DEFAULT '';
UPDATE items SET whole = text, said = turns;
ALTER TABLE items DROP COLUMN text;
ALTER TABLE items DROP COLUMN turns;
ALTER TABLE items RENAME COLUMN whole TO text;
ALTER TABLE items RENAME COLUMN said TO turns;
CREATE INDEX items_counted ON items (kind, language, source, verdict);
