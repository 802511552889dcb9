-- The source of truth. Times are ISO 8601 text; lists and small mappings are JSON text.

CREATE TABLE items (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    title        TEXT NOT NULL,
    summary      TEXT NOT NULL,
    text         TEXT NOT NULL,
    turns        TEXT NOT NULL,
    url          TEXT,
    source       TEXT NOT NULL,
    authors      TEXT NOT NULL,
    tags         TEXT NOT NULL,
    language     TEXT NOT NULL,
    published    TEXT,
    saved_at     TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    minutes      INTEGER NOT NULL,
    zone         TEXT NOT NULL,
    state        TEXT NOT NULL,
    verdict      TEXT,
    verdict_at   TEXT,
    verdict_note TEXT NOT NULL DEFAULT '',
    stub         INTEGER NOT NULL,
    guessed      INTEGER NOT NULL,
    meta         TEXT NOT NULL,
    -- the date lists are sorted and filtered by
    dated        TEXT GENERATED ALWAYS AS (COALESCE(published, saved_at)) STORED
);
CREATE INDEX items_dated ON items (dated DESC, id DESC);
CREATE INDEX items_zone ON items (zone, state);

-- Every address that leads to an item, the item's own key among them.
CREATE TABLE aliases (
    key     TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX aliases_item ON aliases (item_id);

CREATE TABLE refs (
    item_id  INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key      TEXT NOT NULL,
    url      TEXT NOT NULL,
    label    TEXT NOT NULL,
    PRIMARY KEY (item_id, position)
) WITHOUT ROWID;
CREATE INDEX refs_key ON refs (key);

-- A chunk is never edited: changed text is a new chunk with a new id.
CREATE TABLE chunks (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id   INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    label     TEXT NOT NULL,
    text      TEXT NOT NULL,
    text_hash TEXT NOT NULL
);
CREATE INDEX chunks_item ON chunks (item_id, position);
CREATE INDEX chunks_hash ON chunks (text_hash);

-- float16, unit length; by text and model, so that equal text is embedded once.
CREATE TABLE vectors (
    text_hash   TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    vector      BLOB NOT NULL,
    PRIMARY KEY (text_hash, fingerprint)
) WITHOUT ROWID;

-- What the rebuildable vector index is known to hold. No foreign key: a row whose chunk is gone
-- is how the index learns what to drop.
CREATE TABLE indexed (
    collection TEXT NOT NULL,
    chunk_id   INTEGER NOT NULL,
    PRIMARY KEY (collection, chunk_id)
) WITHOUT ROWID;

-- One row an item; the columns hold tokens prepared by kb.text.words, so the tokenizer only splits
-- at spaces. The separators listed would otherwise cut `c++`, `gpt-4` or `2510.26692`.
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, names, exact,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '+#.-_@/:'"
);

CREATE TABLE events (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT NOT NULL,
    origin  TEXT NOT NULL,
    action  TEXT NOT NULL,
    item_id INTEGER REFERENCES items (id) ON DELETE CASCADE,
    subject TEXT NOT NULL DEFAULT '',
    before  TEXT NOT NULL DEFAULT '',
    after   TEXT NOT NULL DEFAULT '',
    note    TEXT NOT NULL DEFAULT '',
    batch   INTEGER,
    undoes  INTEGER REFERENCES events (id)
);
CREATE INDEX events_item ON events (item_id, id);
CREATE INDEX events_action ON events (action, at);
CREATE INDEX events_batch ON events (batch);
CREATE INDEX events_undoes ON events (undoes);

CREATE TABLE areas (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    name      TEXT NOT NULL UNIQUE,
    stance    TEXT NOT NULL,
    criterion TEXT NOT NULL,
    reason    TEXT NOT NULL,
    since     TEXT NOT NULL,
    review_on TEXT
);
CREATE TABLE area_examples (
    area_id INTEGER NOT NULL REFERENCES areas (id) ON DELETE CASCADE,
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    PRIMARY KEY (area_id, item_id)
) WITHOUT ROWID;
CREATE TABLE area_members (
    area_id     INTEGER NOT NULL REFERENCES areas (id) ON DELETE CASCADE,
    item_id     INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    probability REAL NOT NULL,
    PRIMARY KEY (area_id, item_id)
) WITHOUT ROWID;
CREATE INDEX area_members_item ON area_members (item_id);

CREATE TABLE topics (
    id       INTEGER PRIMARY KEY,
    parent   INTEGER,
    name     TEXT NOT NULL,
    keywords TEXT NOT NULL,
    x        REAL NOT NULL,
    y        REAL NOT NULL
);
CREATE TABLE map_points (
    item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    x       REAL NOT NULL,
    y       REAL NOT NULL,
    topic   INTEGER NOT NULL
);

CREATE TABLE jobs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    payload     TEXT NOT NULL,
    state       TEXT NOT NULL,
    done        INTEGER NOT NULL DEFAULT 0,
    total       INTEGER NOT NULL DEFAULT 0,
    message     TEXT NOT NULL DEFAULT '',
    report      TEXT NOT NULL DEFAULT '',
    created_at  TEXT NOT NULL,
    started_at  TEXT,
    finished_at TEXT
);
CREATE INDEX jobs_state ON jobs (state);

CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
