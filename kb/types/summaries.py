"""Summaries that a model wrote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WrittenSummary:
    """What a model wrote of an item, for triage only: which model at which host, and when (UTC)."""

    text: str
    model: str
    host: str
    written_at: str


@dataclass(frozen=True, slots=True)
class ToBeSent:
    """What would be sent to whom, to be seen before it is. `asks` is whether the person has to agree: nothing
    was ever sent there, or the item is their own."""

    host: str
    model: str
    text: str
    asks: bool
