-- Words as they are written stand beside their stems: for phrases, for the beginning of a word, and to know
-- which words the library holds. The index is filled anew from the items when the library is next opened.
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, names, exact, raw,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '+#.-_@/:'"
);
DELETE FROM facts WHERE name = 'words-tokenizer';
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'col');

-- Questions to come back to. `seen_at` is when their results were last looked at.
CREATE TABLE saved_searches (
    name    TEXT PRIMARY KEY,
    query   TEXT NOT NULL,
    made_at TEXT NOT NULL,
    seen_at TEXT NOT NULL
) WITHOUT ROWID;

-- Grows whenever a passage or a vector comes or goes: copies of vectors in memory are stale then, and
-- only then. Filing an item leaves them valid.
INSERT INTO facts (name, value) VALUES ('passages', '0');
CREATE TRIGGER chunk_added AFTER INSERT ON chunks BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'passages';
END;
CREATE TRIGGER chunk_removed AFTER DELETE ON chunks BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'passages';
END;
CREATE TRIGGER vector_added AFTER INSERT ON vectors BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'passages';
END;
CREATE TRIGGER vector_removed AFTER DELETE ON vectors BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'passages';
END;
