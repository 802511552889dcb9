"""Stored times in SQL: which day of the person's they belong to."""

from __future__ import annotations


def full(column: str) -> str:
    """A time for comparing: a year or a month alone stands for its first day."""
    return f"({column} || substr('-01-01', length({column}) - 3))"


def day(column: str) -> str:
    """The person's day of a stored time. `day` in SQL is `kb.clock.day`, as every connection knows it."""
    return f"day({full(column)})"
