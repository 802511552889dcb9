-- What items were called before, for links of notes that name them so. Of an item known by its identifier only that
-- was no title.
CREATE TABLE former_titles (
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    title   TEXT NOT NULL,
    PRIMARY KEY (item_id, title)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER items_renamed AFTER UPDATE OF title ON items
WHEN old.title <> new.title AND NOT old.stub
BEGIN
    INSERT OR IGNORE INTO former_titles (item_id, title) VALUES (old.id, old.title);
END;
