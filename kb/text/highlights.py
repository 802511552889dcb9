"""Highlights that are one: where it stands, and when it was made, are the same, and its note went on, or the
place is told further."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from operator import attrgetter

from kb.types import Annotation

_LAST = "\U0010ffff"
"""The greatest sign there is (Unicode)."""
_FURTHER = ", "
"""What stands between the parts of a place, a page and its chapter say."""
_note = attrgetter("note")


def each_once(given: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Annotations, each once; of a highlight that was read twice the reading that says all of the other."""
    found: dict[tuple[str, str, str], Annotation] = {}
    for one in fullest(tuple(given)):
        found.setdefault(one.same_as, one)
    return tuple(found.values())


def fullest(given: Sequence[Annotation]) -> list[Annotation]:
    """For each annotation the one among them that says all of it and most besides, mostly itself. Another may
    where it tells its place further (`page 4`, and `page 4, Tides`), and of a highlight where with the same
    words, place and moment its note was empty or went on in further paragraphs."""
    given = _placed(given)
    readings: dict[tuple[str, str, str | None], list[Annotation]] = defaultdict(list)
    for one in given:
        if one.quote:
            readings[one.quote, one.place, one.made_at].append(one)
    for of_one in readings.values():
        of_one.sort(key=_note)
    return [_goes_on(one, readings[one.quote, one.place, one.made_at]) if one.quote else one for one in given]


def _placed(given: Sequence[Annotation]) -> list[Annotation]:
    """The same, each at the place that tells most of where it stands: what earlier versions read of a program
    had no chapters, and not every form of its exports has moments."""
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in given:
        places[_words(one)].add(one.place)
    return [replace(one, place=_furthest(one.place, places[_words(one)])) for one in given]


def _words(one: Annotation) -> tuple[str, str]:
    return one.quote, "" if one.quote else one.note


def _furthest(place: str, others: Iterable[str]) -> str:
    further = (one for one in others if place and one.startswith(place + _FURTHER))
    return max(further, default=place)


def is_among(one: Annotation, told: Set[tuple[str, str, str]]) -> bool:
    """Whether an annotation is one of those that `same_as` tells, were it by less of its place."""
    parts = one.place.split(_FURTHER)
    places = (_FURTHER.join(parts[:many]) for many in range(len(parts), 0, -1))
    return any((one.quote, one.note, place) in told for place in places)


def _goes_on(one: Annotation, readings: Sequence[Annotation]) -> Annotation:
    """The last reading, in order of notes, that begins as a highlight's note does: none goes on from it."""
    start = f"{one.note}\n\n" if one.note else ""
    last = readings[bisect_left(readings, start + _LAST, key=_note) - 1]
    return last if last.note != one.note and last.note.startswith(start) else one
