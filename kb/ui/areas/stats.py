"""What came into each area of late, what became of it, and how much of it helped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import streamlit as st

from kb.areas.role import PERIOD_DAYS
from kb.library import Library
from kb.reflection.intervals import wilson
from kb.types import Area, Filters, State, Verdict, Zone
from kb.ui.shell import humanize

KEPT = (Zone.MUST_HAVE, Zone.NICE_TO_HAVE, Zone.NO_NEED)
"""Zones of what was kept to be read."""


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """`came`, `kept` and `read` are about what was saved since a day; `useful` of `judged` about all there
    is, with its 95 % interval between 0 and 1."""

    came: int
    kept: int
    read: int
    useful: int
    judged: int
    low: float
    high: float


def figures(library: Library, since: str) -> Mapping[int, AreaFigures]:
    """The figures of every area by its id; counted anew only when the library has changed."""
    return _figures(library, str(library.home), library.revision(), since)


@st.cache_data(max_entries=4, show_spinner=False)
def _figures(_library: Library, home: str, revision: int, since: str) -> dict[int, AreaFigures]:
    tallies = _library.areas.tallies(since, KEPT)
    return {
        area_id: AreaFigures(
            one.came, one.kept, one.read, one.useful, one.judged, *wilson(one.useful, one.judged)
        )
        for area_id, one in tallies.items()
    }


def as_of(since: str, at: datetime) -> str:
    """That the time such figures are about ended with the last arrival, a sentence after a blank; empty where
    it reaches up to now."""
    return humanize.as_of(date.fromisoformat(since) + timedelta(days=PERIOD_DAYS), at)


def came(area: Area, since: str) -> Filters:
    """What finds the items counted as `came`."""
    return Filters(areas=(area.name,), saved_since=since)


def kept(area: Area, since: str) -> Filters:
    """What finds the items counted as `kept`."""
    return Filters(areas=(area.name,), saved_since=since, zones=KEPT)


def read(area: Area, since: str) -> Filters:
    """What finds the items counted as `read`."""
    return Filters(areas=(area.name,), saved_since=since, states=(State.READ,))


def judged(area: Area) -> Filters:
    """What finds the items counted as `judged`."""
    return Filters(areas=(area.name,), verdicts=tuple(Verdict))


def came_together(areas: Sequence[Area], library: Library, since: str) -> int:
    """How many items came into any of these areas, each counted once."""
    return (
        library.items.count(Filters(areas=tuple(area.name for area in areas), saved_since=since))
        if areas
        else 0
    )
