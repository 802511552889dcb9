-- Summaries that a model of the person's choice wrote, kept beside what is extracted from the text itself: with which
-- model and endpoint each came to be. They are for triage; the text is what counts.
CREATE TABLE summaries (
    item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    model TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    written_at TEXT NOT NULL
) STRICT;
