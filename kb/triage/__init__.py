"""Deciding what deserves time: the gate, suggested zones, short summaries and what is new."""
