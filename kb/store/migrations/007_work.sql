-- What a job is at, so that it can be said what it died of; how often its process ended under it.
ALTER TABLE jobs ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;

-- The state of passages and vectors an area's members were found by; empty where they were not found since
-- the area was changed.
ALTER TABLE areas ADD COLUMN measured TEXT NOT NULL DEFAULT '';
