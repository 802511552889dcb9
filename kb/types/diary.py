"""The person's diary."""

from __future__ import annotations

from dataclasses import dataclass

STRENGTHS = range(101)
"""How strong an emotion was, as such diaries count it: 0 not at all, 100 as strong as can be."""


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One entry: what happened, the thought that came by itself, the emotion with its strength (`STRENGTHS`),
    and what the person or their body did. `at` is the moment it is about, in UTC."""

    id: int
    at: str
    situation: str
    thought: str
    emotion: str
    strength: int
    reaction: str
