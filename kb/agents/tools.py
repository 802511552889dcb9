"""The eight tools, as agents see them: the docstrings are what an agent reads before it asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field

from kb.agents import finding, reading, standing
from kb.agents.answer import BUDGET, LEAST, MOST
from kb.agents.privacy import Privacy
from kb.clock import first_day, last_day, today
from kb.errors import JomoError
from kb.library import Library
from kb.reflection.periods import a_year_up_to
from kb.types import SearchMode
from kb.types.filters import FILTERS, is_day

_BOX = ", ".join(f"{one.word}:" for one in FILTERS)

Query = Annotated[
    str,
    Field(
        description='Words, a question, an id or a link, in Russian or English; "phrases", -words to'
        f" leave out, filters ({_BOX} as in zone:must-have since:2025-06). Empty, or filters alone: all,"
        " newest first."
    ),
]
Mode = Annotated[
    Literal["hybrid", "words", "meaning"], Field(description="By words, by meaning, or by both together.")
]
Key = Annotated[str, Field(description="An item's key, or any address of it: arXiv id, DOI, link.")]
Since = Annotated[
    str, Field(description="First day: 2026, 2026-01 or 2026-01-31. Empty: a year before the last.")
]
Until = Annotated[str, Field(description="Last day, written as the first. Empty: today.")]
Offset = Annotated[int, Field(ge=0, description="Where to go on: next_offset of the answer before.")]
Budget = Annotated[int, Field(ge=LEAST, le=MOST, description="About how many tokens the answer may have.")]
Answer = dict[str, Any]


class Tools:
    """What may be asked of a library. Each answers with a dictionary that is JSON."""

    def __init__(self, library: Library, privacy: Privacy) -> None:
        self._library = library
        self._privacy = privacy
        self._made: tuple[object, str] | None = None

    @property
    def every(self) -> tuple[Callable[..., Answer], ...]:
        """All of them."""
        return (
            self.search, self.item, self.similar, self.areas,
            self.standing, self.notes, self.used, self.report,
        )  # fmt: skip

    def search(
        self, query: Query, mode: Mode = "hybrid", offset: Offset = 0, budget: Budget = BUDGET
    ) -> Answer:
        """Finds saved items by words and by meaning, with the passage that answers. `total` is exact where it
        is a number; null where items are only ranked, `among` tells of how many."""
        return finding.search(self._library, self._privacy, query, SearchMode(mode), offset, budget)

    def item(self, key: Key, offset: Offset = 0, budget: Budget = BUDGET) -> Answer:
        """One item: who, when, where it lies, its areas, links both ways, summary, and its text in stretches
        (`offset` in characters)."""
        return reading.item(self._library, self._privacy, key, offset, budget)

    def similar(
        self,
        keys: Annotated[list[str], Field(description="Keys or addresses of items.")] = [],  # noqa: B006
        text: Annotated[str, Field(description="A text to find the like of, besides or instead.")] = "",
        offset: Offset = 0,
        budget: Budget = BUDGET,
    ) -> Answer:
        """More like one item, like several together, or like a text; the most alike first."""
        return finding.similar(self._library, self._privacy, keys, text, offset, budget)

    def areas(
        self,
        name: Annotated[str, Field(description="An area, for its members and why. Empty: all areas.")] = "",
        offset: Offset = 0,
        budget: Budget = BUDGET,
    ) -> Answer:
        """What the person follows and what they ignore on purpose, by what criterion and why, since when, and
        when they look again."""
        if name:
            return standing.area(self._library, self._privacy, name, offset, budget)
        return standing.areas(self._library, offset, budget)

    def standing(self) -> Answer:
        """How things stand today: how many items in each zone and state, the gate, what must-have asks for
        next, what waits, is parked or delegated, what sources brought this week against their budgets."""
        return standing.standing(self._library, self._privacy)

    def notes(
        self,
        key: Annotated[str, Field(description="Only of this item: a key or any address of it.")] = "",
        words: Annotated[str, Field(description="Only with all of these words, in any form.")] = "",
        since: Annotated[str, Field(description="Only those made from this day, month or year on.")] = "",
        offset: Offset = 0,
        budget: Budget = BUDGET,
    ) -> Answer:
        """The person's own notes and highlights, the last first. Private unless the person allowed them."""
        if since:
            _day(since)
        return finding.notes(self._library, self._privacy, key, words, since, offset, budget)

    def used(
        self,
        key: Annotated[str, Field(description="An item. Empty: everything saved in the period.")] = "",
        since: Since = "",
        until: Until = "",
        offset: Offset = 0,
        budget: Budget = BUDGET,
    ) -> Answer:
        """What shows that saved things were of use: traces in the person's own writing and in the library,
        verdicts. Of one item, or of what was saved in a period."""
        if key:
            return standing.used(self._library, self._privacy, key, offset, budget)
        return standing.used_between(self._library, self._privacy, *_period(since, until), offset, budget)

    def report(
        self, since: Since = "", until: Until = "", offset: Offset = 0, budget: Budget = BUDGET
    ) -> Answer:
        """What of a period's savings helped, what to change, what was rightly ignored, with intervals;
        Markdown in stretches (`offset` in characters)."""
        first, last = _period(since, until)
        asked = (first, last, self._library.revision())
        # A report takes seconds, and is read in stretches.
        if self._made is None or self._made[0] != asked:
            self._made = (asked, reading.report(self._library, self._privacy, first, last))
        return reading.report_from(self._made[1], first, last, offset, budget)


def _period(since: str, until: str) -> tuple[str, str]:
    """Two days in order; the year up to the last where no first is given.

    :raises JomoError: one is no day, or they are the wrong way round.
    """
    last = _day(until or today())
    first = _day(since or a_year_up_to(last_day(last)))
    if first_day(first) > last_day(last):
        raise JomoError(f"The period ends ({last}) before it begins ({first}); change one of them")
    return first, last


def _day(text: str) -> str:
    if not is_day(text):
        raise JomoError(f"{text} is no day; write 2026, 2026-01 or 2026-01-31")
    return text
