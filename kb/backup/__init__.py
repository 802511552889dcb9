"""Backups: one file that holds a whole library, bringing it back, and a copy a day."""
