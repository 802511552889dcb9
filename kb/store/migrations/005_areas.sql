-- Yes and no beside an area are both remembered; an area may lie inside another.
ALTER TABLE area_examples ADD COLUMN belongs INTEGER NOT NULL DEFAULT 1;
ALTER TABLE areas ADD COLUMN parent INTEGER REFERENCES areas (id) ON DELETE SET NULL;

-- What may belong is kept with what does: `own` is how probable an item is by itself, `probability` also
-- counts the areas inside. Members are those above one half.
ALTER TABLE area_members RENAME TO area_odds;
ALTER TABLE area_odds ADD COLUMN own REAL NOT NULL DEFAULT 0;
UPDATE area_odds SET own = probability;
DROP INDEX area_members_item;
CREATE INDEX area_odds_item ON area_odds (item_id, probability);
CREATE VIEW area_members AS SELECT area_id, item_id, probability FROM area_odds WHERE probability >= 0.5;

-- What the person's work asks for, and the areas that serve it.
CREATE TABLE role_asks (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    text  TEXT NOT NULL UNIQUE,
    depth TEXT NOT NULL,
    place INTEGER NOT NULL
);
CREATE TABLE role_areas (
    ask_id  INTEGER NOT NULL REFERENCES role_asks (id) ON DELETE CASCADE,
    area_id INTEGER NOT NULL REFERENCES areas (id) ON DELETE CASCADE,
    PRIMARY KEY (ask_id, area_id)
) WITHOUT ROWID;
CREATE INDEX role_areas_area ON role_areas (area_id);
