"""Lists that people keep of what they read: entries, days, states, tables. What they are written in is
read by `notes` and `exports`."""
