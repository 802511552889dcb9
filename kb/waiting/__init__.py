"""Waiting on purpose: what was handed to somebody, what is parked until a survey covers it, which items are
surveys.

Beside `kb.triage`, which files what was decided. Only `kb.library` may import this room.
"""
