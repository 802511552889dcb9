"""What waits on purpose: items handed to somebody, and items parked until a survey covers them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.catalogue import p_
from kb.types.items import Item

RATINGS = range(1, 6)
"""How much what came back was worth, from 1, nothing, to 5, a great deal."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """An item handed to a person, and what came back.

    `given_at` and `returned_at` are moments in UTC, `due` is a day; `why` says what is asked of them. `gist`
    is what they told, `rating` what it was worth, of `RATINGS`, None where the person did not say."""

    id: int
    item: Item
    person: str
    given_at: str
    due: str | None = None
    why: str = ""
    returned_at: str | None = None
    gist: str = ""
    rating: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing came back yet."""
        return self.returned_at is None

    def overdue(self, today: str) -> bool:
        """Whether it should have come back before `today`."""
        return self.is_open and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody that items were handed to, with all of these, the last given first."""

    name: str
    given: tuple[Delegation, ...]

    @property
    def open(self) -> tuple[Delegation, ...]:
        """Those of which nothing came back yet."""
        return tuple(one for one in self.given if one.is_open)

    @property
    def returned(self) -> tuple[Delegation, ...]:
        """Those of which something came back."""
        return tuple(one for one in self.given if not one.is_open)

    @property
    def rating(self) -> float | None:
        """The mean rating of what came back; None where nothing was rated."""
        rated = [one.rating for one in self.given if one.rating is not None]
        return sum(rated) / len(rated) if rated else None


@dataclass(frozen=True, slots=True)
class Parking:
    """A place where items wait for a survey: an area, or a topic in the person's own words (`area` is None).
    A topic may be called as an area is.

    New items of an area that is watched wait here by themselves since `watched_since`, a moment in UTC; None
    where it is not watched. `items` wait, the last parked first."""

    id: int
    name: str
    area: str | None
    watched_since: str | None
    items: tuple[Item, ...]


class SurveyKind(StrEnum):
    """In which way an item takes stock of a field."""

    SURVEY = "survey"
    TUTORIAL = "tutorial"
    BENCHMARK = "benchmark"

    @property
    def label(self) -> str:
        """What such an item is, as a person would say it."""
        return {
            SurveyKind.SURVEY: p_("a kind of survey", "survey"),
            SurveyKind.TUTORIAL: p_("a kind of survey", "tutorial"),
            SurveyKind.BENCHMARK: p_("a kind of survey", "benchmark"),
        }[self]


@dataclass(frozen=True, slots=True)
class Survey:
    """That an item probably takes stock of a field, in which way, and the sign that says so most."""

    kind: SurveyKind
    probability: float
    reason: str

    @property
    def likely(self) -> bool:
        """Whether it is likelier one than not."""
        return self.probability >= 0.5


@dataclass(frozen=True, slots=True)
class Covered:
    """A parked item that a survey probably covers. `referred` says that the survey names it; else what both
    are about makes it likely. `place` is where it waits."""

    item: Item
    place: str
    probability: float
    referred: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """A survey that came, what makes it one, and what of the parked it covers, the surest first."""

    survey: Item
    sign: Survey
    covered: tuple[Covered, ...]
