"""Deciding what deserves time: filing and the gate, suggested zones, short summaries, what is new.

`kb.library`, `kb.search` and what stands above may import this room.
"""
