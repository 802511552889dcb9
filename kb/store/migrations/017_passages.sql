-- Passages of pages that may retell a paper, and their vectors, apart from those of items: these are searched.
CREATE TABLE writing_passages (
    id INTEGER PRIMARY KEY,
    page_id INTEGER NOT NULL REFERENCES writing_pages (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    made_at TEXT,
    text_hash TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX writing_passages_page ON writing_passages (page_id);
CREATE INDEX writing_passages_hash ON writing_passages (text_hash);
CREATE TABLE writing_vectors (
    id INTEGER PRIMARY KEY,
    text_hash TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    vector BLOB NOT NULL,
    UNIQUE (text_hash, fingerprint)
) STRICT;

-- Grows whenever such a passage comes or goes: what was found in them before is to be found anew then.
INSERT INTO facts (name, value) VALUES ('written', '0');
CREATE TRIGGER writing_passage_added AFTER INSERT ON writing_passages BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'written';
END;
CREATE TRIGGER writing_passage_removed AFTER DELETE ON writing_passages BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'written';
END;

-- The next scan keeps the passages of what was read before.
UPDATE writing_files SET modified_ns = 0, digest = '';
