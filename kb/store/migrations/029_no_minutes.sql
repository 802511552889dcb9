-- What has no text takes no time to read: it was told to be a minute.
UPDATE items SET minutes = 0 WHERE trim(text) = '' AND trim(summary) = '' AND turns = '[]';
