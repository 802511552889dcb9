-- The words of slides, by what the file holds: to read them takes a program of its own and seconds, and they are
-- compared again whenever an item comes.
CREATE TABLE writing_extracts (
    digest TEXT NOT NULL,
    place TEXT NOT NULL,
    pages TEXT NOT NULL,
    PRIMARY KEY (digest, place)
) STRICT, WITHOUT ROWID;

-- Histories are read anew, now with pages in HTML and canvases.
DELETE FROM writing_histories;
