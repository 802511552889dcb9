-- Filings that Jomo did by itself, by the event of each: how probable the zone was, and whether the person is
-- asked if it was right. What they say to that, and that a filing was taken back, the events tell.
CREATE TABLE own_filings (
    event_id    INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    probability REAL NOT NULL,
    audited     INTEGER NOT NULL
) STRICT;
