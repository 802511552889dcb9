-- A post of X has one address whatever account stands before its number. What two items went by stays as it is.
UPDATE OR IGNORE items SET key = 'url:https://x.com/i/status/' || substr(key, instr(key, '/status/') + 8)
WHERE key GLOB 'url:https://x.com/*/status/[0-9]*' AND key NOT GLOB '*[?#]*' AND NOT EXISTS (
    SELECT 1 FROM aliases WHERE aliases.key = 'url:https://x.com/i/status/' || substr(items.key, instr(items.key, '/status/') + 8)
);
UPDATE OR IGNORE aliases SET key = 'url:https://x.com/i/status/' || substr(key, instr(key, '/status/') + 8)
WHERE key GLOB 'url:https://x.com/*/status/[0-9]*' AND key NOT GLOB '*[?#]*' AND NOT EXISTS (
    SELECT 1 FROM items WHERE items.id != aliases.item_id
    AND items.key = 'url:https://x.com/i/status/' || substr(aliases.key, instr(aliases.key, '/status/') + 8)
);
UPDATE OR IGNORE refs SET key = 'url:https://x.com/i/status/' || substr(key, instr(key, '/status/') + 8)
WHERE key GLOB 'url:https://x.com/*/status/[0-9]*' AND key NOT GLOB '*[?#]*';
UPDATE OR IGNORE contexts SET key = 'url:https://x.com/i/status/' || substr(key, instr(key, '/status/') + 8)
WHERE key GLOB 'url:https://x.com/*/status/[0-9]*' AND key NOT GLOB '*[?#]*';
