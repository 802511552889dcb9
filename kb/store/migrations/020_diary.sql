-- The person's diary: what happened, what they thought at once, what they felt and how strongly (0 to 100), what they
-- did. It is read by nothing but the diary itself. What was taken out stays until the library goes, so that the step
-- can be taken back.
CREATE TABLE diary (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    situation TEXT NOT NULL,
    thought TEXT NOT NULL,
    emotion TEXT NOT NULL,
    strength INTEGER NOT NULL,
    reaction TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX diary_at ON diary (at);
