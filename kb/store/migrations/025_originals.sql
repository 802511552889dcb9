-- The files that items were read from. A file lies in the folder `originals` of the library by what it holds (SHA-256),
-- once for all items that were read from it; one that is only linked stays where `place` says.
CREATE TABLE originals (
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    -- In bytes.
    size INTEGER NOT NULL,
    -- Where it was when it was read: a path, or `ARCHIVE!/inner`.
    place TEXT NOT NULL,
    linked INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (item_id, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX originals_file ON originals (sha256);
