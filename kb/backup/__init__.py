"""Backups: one file that holds a whole library, bringing it back, a copy a day, and what can be read of a
damaged database.

`kb.work` (the daily copy), `kb.library` and `kb.cli` may import this room.
"""
