-- Files without an ending have a history too: what was read of repositories lacks them.
DELETE FROM writing_lines;
DELETE FROM writing_histories;
