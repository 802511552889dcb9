-- Since when each member of an area is known to be one, without a break: what was said of the area later was not known
-- before. Of members found earlier only the area's last change tells.
CREATE TABLE area_joined (
    area_id INTEGER NOT NULL REFERENCES areas (id) ON DELETE CASCADE,
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    at      TEXT NOT NULL,
    PRIMARY KEY (area_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX area_joined_item ON area_joined (item_id);
INSERT INTO area_joined (area_id, item_id, at)
    SELECT area_id, item_id, coalesce(changed.at, areas.since)
    FROM area_members JOIN areas ON areas.id = area_id
    LEFT JOIN (SELECT subject, max(at) AS at FROM events WHERE action = 'area-set' GROUP BY subject) AS changed
        ON changed.subject = areas.name;
