"""Highlights that are one: where it stands, and when it was made, are the same, and its note went on."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter

from kb.types import Annotation

_LAST = "\U0010ffff"
"""The greatest sign there is (Unicode)."""
_note = attrgetter("note")


def each_once(given: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Annotations, each once; of a highlight that was read twice the reading that says all of the other."""
    found: dict[tuple[str, str, str], Annotation] = {}
    for one in fullest(tuple(given)):
        found.setdefault(one.same_as, one)
    return tuple(found.values())


def fullest(given: Sequence[Annotation]) -> list[Annotation]:
    """For each annotation the one among them that says all of it and most besides, mostly itself. Only of a
    highlight another may: with the same words, place and moment, where its note was empty or went on in
    further paragraphs."""
    readings: dict[tuple[str, str, str | None], list[Annotation]] = defaultdict(list)
    for one in given:
        if one.quote:
            readings[one.quote, one.place, one.made_at].append(one)
    for of_one in readings.values():
        of_one.sort(key=_note)
    return [_goes_on(one, readings[one.quote, one.place, one.made_at]) if one.quote else one for one in given]


def _goes_on(one: Annotation, readings: Sequence[Annotation]) -> Annotation:
    """The last reading, in order of notes, that begins as a highlight's note does: none goes on from it."""
    start = f"{one.note}\n\n" if one.note else ""
    last = readings[bisect_left(readings, start + _LAST, key=_note) - 1]
    return last if last.note != one.note and last.note.startswith(start) else one
