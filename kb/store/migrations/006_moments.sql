-- One time scale: times that were given with a zone of their own become UTC, as all others are, so that their
-- order as text is their order in time. What is no time keeps its day.
UPDATE items SET saved_at = coalesce(strftime('%Y-%m-%dT%H:%M:%S+00:00', saved_at), substr(saved_at, 1, 10))
WHERE length(saved_at) > 10 AND saved_at NOT GLOB '????-??-??T??:??:??+00:00';
UPDATE items SET verdict_at = coalesce(strftime('%Y-%m-%dT%H:%M:%S+00:00', verdict_at), substr(verdict_at, 1, 10))
WHERE length(verdict_at) > 10 AND verdict_at NOT GLOB '????-??-??T??:??:??+00:00';
UPDATE events SET at = coalesce(strftime('%Y-%m-%dT%H:%M:%S+00:00', at), substr(at, 1, 10))
WHERE length(at) > 10 AND at NOT GLOB '????-??-??T??:??:??+00:00';
