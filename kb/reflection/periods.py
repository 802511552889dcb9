"""The periods a review looks at: those that hold items, how each is called, and the days before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kb.catalogue import _, day


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inclusive."""

    since: date
    until: date

    @property
    def before(self) -> Period:
        """The same days of an earlier year, the last that all lie before it."""
        years = max(1, self.until.year - self.since.year)
        if _years_before(self.until, years) >= self.since:
            years += 1
        return Period(_years_before(self.since, years), _years_before(self.until, years))

    @classmethod
    def of(cls, since: str, until: str) -> Period:
        """The period between two days as they are written: `2025-07-01`."""
        return cls(date.fromisoformat(since), date.fromisoformat(until))

    @property
    def name(self) -> str:
        """What files and programs call it: `2026`, `H2 2026`, or the two days."""
        named = of_year(self.since.year).items()
        return next((name for name, period in named if period == self), f"{self.since} to {self.until}")

    @property
    def label(self) -> str:
        """Its name in the person's language."""
        year = self.since.year
        said = {
            f"H2 {year}": _("H2 {year}", year=year),
            f"H1 {year}": _("H1 {year}", year=year),
            str(year): str(year),
        }
        days = _("{first} to {last}", first=day(self.since), last=day(self.until))
        return said.get(self.name, days)


def of_year(year: int) -> dict[str, Period]:
    """The periods of a year that have a name, by it, the last first: `H2 2025`, `H1 2025`, `2025`."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        f"H2 {year}": Period(date(year, 7, 1), last),
        f"H1 {year}": Period(first, date(year, 6, 30)),
        str(year): Period(first, last),
    }


def with_days(given: Iterable[str]) -> list[Period]:
    """Half-years and years that hold one of the days, the last first, each year after its halves."""
    days = set(given)
    held = {f"H{1 if day[5:7] <= '06' else 2} {day[:4]}" for day in days} | {day[:4] for day in days}
    return [
        period
        for year in sorted({int(day[:4]) for day in days}, reverse=True)
        for name, period in of_year(year).items()
        if name in held
    ]


def _years_before(day: date, years: int) -> date:
    """The same day of an earlier year; the 28th for a 29th of February."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=max(day.year - years, date.min.year))


def a_year_up_to(day: str) -> str:
    """The first of the twelve months' days that end with a day."""
    return (_years_before(date.fromisoformat(day), 1) + timedelta(days=1)).isoformat()
