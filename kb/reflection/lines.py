"""Lines of figures in words, as the page, the command line and reports show them alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kb import catalogue
from kb.catalogue import _, number

Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number of some unit (`share`, `points`, `days`) with its interval, where it has one."""

    value: float
    low: float | None
    high: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Line:
    """A number in words. `share` is (value, low, high) where it can be drawn between 0 and 1; `groups` are
    the keys of the items behind it by what they are; `meaning` says what was counted."""

    label: str
    said: str
    share: tuple[float, float, float] | None = None
    groups: Groups = field(default_factory=lambda: MappingProxyType({}))
    meaning: str = ""
    other: Numbers | None = None

    @property
    def numbers(self) -> Numbers | None:
        """What it says as numbers; None where it says no number with an interval."""
        return Numbers(*self.share, "share") if self.share else self.other


@dataclass(frozen=True, slots=True)
class Section:
    """A question and the lines that answer it. `silent` names what has no figure yet, `formula` how the
    numbers come about."""

    name: str
    title: str
    lines: tuple[Line, ...]
    formula: str = ""
    silent: str = ""


def percent(value: float, low: float, high: float) -> str:
    """`22 % (17 to 28)`, of shares between 0 and 1."""
    return _(
        "{value} ({low} to {high})",
        value=catalogue.percent(value),
        low=f"{100 * low:.0f}",
        high=f"{100 * high:.0f}",
    )


def counted(share: str, part: int, whole: int) -> str:
    """A share with the counts behind it: `22 % (17 to 28), 41 of 188`."""
    return _("{share}, {part} of {whole}", share=share, part=number(part), whole=number(whole))


def within(value: str, low: float | None, high: float | None, digits: int) -> str:
    """A number with its interval, where it has one."""
    if low is None or high is None:
        return value
    ends = {"low": number(round(low, digits), digits), "high": number(round(high, digits), digits)}
    return _("{value} ({low} to {high})", value=value, **ends)
