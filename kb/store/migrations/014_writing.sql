-- Places that the person marked as their own writing. The one without a path is the library: items that are
-- marked as written by the person.
CREATE TABLE writing_sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    -- What the person is called in groups of messengers.
    called TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL,
    scanned_at TEXT,
    -- What could not be looked at in the last scan, as JSON: [spec, reason] each.
    failures TEXT NOT NULL DEFAULT '[]',
    -- A digest of the bibliographies in it.
    bibliographies TEXT NOT NULL DEFAULT ''
) STRICT;

-- Files as they were read. One with no time of change is read again.
CREATE TABLE writing_files (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES writing_sources (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    modified_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    digest TEXT NOT NULL,
    -- Whether a page of it cites by keys.
    cites INTEGER NOT NULL DEFAULT 0,
    -- What of it could not be read, as JSON.
    failures TEXT NOT NULL DEFAULT '[]',
    UNIQUE (source_id, name)
) STRICT;

CREATE TABLE writing_pages (
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES writing_files (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    written_on TEXT,
    draft INTEGER NOT NULL DEFAULT 0,
    -- What links of other pages call it, as JSON, and the item that it is about.
    names TEXT NOT NULL DEFAULT '[]',
    about INTEGER REFERENCES items (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX writing_pages_file ON writing_pages (file_id);
CREATE INDEX writing_pages_about ON writing_pages (about);

-- Traces of items in pages. The fields are those of kb.types.evidence.Trace.
CREATE TABLE traces (
    page_id INTEGER NOT NULL REFERENCES writing_pages (id) ON DELETE CASCADE,
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    line INTEGER,
    made_at TEXT,
    snippet TEXT NOT NULL,
    strength TEXT NOT NULL,
    reason TEXT NOT NULL,
    timing TEXT NOT NULL,
    probability REAL NOT NULL
) STRICT;
CREATE INDEX traces_page ON traces (page_id);
CREATE INDEX traces_item ON traces (item_id);

-- The items that pages were compared with, as they were.
CREATE TABLE writing_compared (
    item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    digest TEXT NOT NULL
) STRICT;

-- Histories of repositories that marked files lie in: the commit up to which each was read, what went away of
-- late, and of each file its lines with their days (packed, see kb/writing/history.py).
CREATE TABLE writing_histories (
    id INTEGER PRIMARY KEY,
    root TEXT NOT NULL UNIQUE,
    head TEXT NOT NULL,
    buried BLOB NOT NULL
) STRICT;
CREATE TABLE writing_lines (
    history_id INTEGER NOT NULL REFERENCES writing_histories (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    days BLOB NOT NULL,
    PRIMARY KEY (history_id, path)
) STRICT, WITHOUT ROWID;
