-- Vectors get a number that grows and is never used again: what came since a moment is a range of it.
-- Rows of this size also belong into a table with a rowid: their key alone is then searched, not they.
ALTER TABLE vectors RENAME TO vectors_before;
CREATE TABLE vectors (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    text_hash   TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    vector      BLOB NOT NULL,
    UNIQUE (text_hash, fingerprint)
);
INSERT INTO vectors (text_hash, fingerprint, vector)
SELECT text_hash, fingerprint, vector FROM vectors_before ORDER BY text_hash;
DROP TABLE vectors_before;
CREATE TRIGGER vector_added AFTER INSERT ON vectors BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'passages';
END;
CREATE TRIGGER vector_removed AFTER DELETE ON vectors BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'passages';
END;

-- Holds what joining passages to vectors asks for, so that the passages' texts stay unread.
DROP INDEX chunks_hash;
CREATE INDEX chunks_hash ON chunks (text_hash, item_id);
