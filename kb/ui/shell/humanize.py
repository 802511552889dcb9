"""Numbers and times as words a person would use. Pure: the present moment is passed in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from kb.clock import present
from kb.text.counts import count as count
from kb.types import Item
from kb.types.reading import ReadingPlace

_NO_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_SECONDS_PER_CARD = 25
"""By judgement: three sentences are read in about 20 seconds, and a key is pressed."""
_STEPS = ((365, "year"), (30, "month"), (7, "week"))
"""Days of a unit, the longest first: an age is told roughly."""
_DAYS_OF_A_WEEK = 7
"""The name of a weekday means one day only so far ahead."""


def now() -> datetime:
    """The present moment by the person's clock."""
    return present()


def moment(iso: str | None) -> datetime | None:
    """An ISO 8601 date or time as an aware datetime (UTC where no zone is given); None if it is neither."""
    if not iso:
        return None
    try:
        read = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def age(iso: str | None, at: datetime) -> str:
    """How long ago: `today`, `yesterday`, `3 days`, `2 weeks`. Empty when the date is unknown; a month or
    a year alone comes as `March 2024` or `2024`.

    Whole calendar days in the zone of `at`; a date ahead counts as today.
    """
    if iso and _NO_DAY.fullmatch(iso):
        return day(iso)
    then = moment(iso)
    if then is None:
        return ""
    on = then.date() if len(iso or "") == 10 else then.astimezone(at.tzinfo).date()
    days = (at.date() - on).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    for length, name in _STEPS:
        if days >= length and (name != "week" or days >= 14):
            return count(days // length, name)
    return count(days, "day")


def ago(iso: str | None, at: datetime) -> str:
    """As `age`, within a sentence: `today`, `yesterday`, `3 days ago`."""
    said = age(iso, at)
    return f"{said} ago" if said and said[0].isdigit() else said


def day(iso: str | None) -> str:
    """The date in full, `11 November 2025`, or as much of it as is known; empty when nothing is."""
    if iso and _NO_DAY.fullmatch(iso):
        return iso if len(iso) == 4 else f"{date.fromisoformat(iso + '-01'):%B %Y}"
    then = moment(iso)
    return f"{then.day} {then:%B %Y}" if then else ""


def minutes(number: int) -> str:
    """Reading time: `12 min`, `2 h`, `1 h 20 min`; empty when there is nothing to read yet."""
    if number <= 0:
        return ""
    hours, rest = divmod(number, 60)
    if hours == 0:
        return f"{rest} min"
    return f"{hours} h" if rest == 0 or hours >= 5 else f"{hours} h {rest} min"


def progress(place: ReadingPlace, of: int) -> str:
    """How much of so many minutes was read: `12 of 40 min`, `50 min of 2 h`; empty where they are none."""
    if not (whole := minutes(of)):
        return ""
    behind = minutes(place.minutes(of)) or "0 min"
    return f"{behind.removesuffix(' min') if whole.endswith('min') and of < 60 else behind} of {whole}"


def duration(seconds: int) -> str:
    """How much longer: `less than a minute`, `about 6 minutes`, `about 2 hours`."""
    if seconds < 50:
        return "less than a minute"
    if seconds < 3_000:
        return f"about {count(round(seconds / 60) or 1, 'minute')}"
    return f"about {count(round(seconds / 3_600) or 1, 'hour')}"


def as_of(until: date, at: datetime) -> str:
    """Where a figure counts up to the last arrival and not up to today, a sentence that says so, after a
    blank; empty else."""
    if until >= at.date():
        return ""
    return f" Nothing came since {day(until.isoformat())}, so it is counted up to that day."


def greeting(at: datetime) -> str:
    """`Good morning`, by the clock of `at`."""
    if at.hour < 5:
        return "Good night"
    if at.hour < 12:
        return "Good morning"
    return "Good afternoon" if at.hour < 18 else "Good evening"


def share(part: int, whole: int, low: float | None = None, high: float | None = None) -> str:
    """A share with its interval and count: `22 % (17 to 28), 41 of 188`. `low`, `high` are in 0..1."""
    if whole <= 0:
        return "none yet"
    interval = "" if low is None or high is None else f" ({low * 100:.0f} to {high * 100:.0f})"
    return f"{part / whole * 100:.0f} %{interval}, {part:,} of {whole:,}"


def people(names: tuple[str, ...], shown: int = 3) -> str:
    """Authors in one line: `A, B, C and 5 more`."""
    if len(names) <= shown + 1:
        return ", ".join(names)
    return f"{', '.join(names[:shown])} and {len(names) - shown} more"


def triage_seconds(cards: int) -> int:
    """About how long so many cards take."""
    return cards * _SECONDS_PER_CARD


def must_have(unread: int, total: int) -> str:
    """The must-have list in one sentence of Markdown."""
    return f"Must-have: **{unread:,}** of {total:,} unread." if total else "Must-have: empty."


def inbox(cards: int, of_a_round: int) -> str:
    """The inbox in one sentence of Markdown, with the time one sitting takes."""
    if cards == 0:
        return "Inbox: empty."
    if cards <= of_a_round:
        return f"Inbox: **{cards}**, {duration(triage_seconds(cards))}."
    return f"Inbox: **{cards:,}**; a round of {of_a_round} takes {duration(triage_seconds(of_a_round))}."


def until(on: str, at: datetime) -> str:
    """A day to come, within a sentence: `tomorrow`, `Tuesday` within the week, else `3 January 2027`."""
    ahead = (date.fromisoformat(on) - at.date()).days
    if ahead == 1:
        return "tomorrow"
    return f"{date.fromisoformat(on):%A}" if 1 < ahead < _DAYS_OF_A_WEEK else day(on)


def put_off(days: Sequence[str], at: datetime) -> str:
    """How many things were put off, and when the first comes back: `2 put off until tomorrow`."""
    first = min(days)
    when = until(first, at)
    if max(days) == first:
        return f"{len(days):,} put off until {when}"
    return f"{len(days):,} put off, the first until {when}"


def saved_within(items: Sequence[Item], days: int, at: datetime) -> list[Item]:
    """Those of the items that were saved in the last `days` days before `at`."""
    start = at - timedelta(days=days)
    return [item for item in items if (saved := moment(item.saved_at)) and saved >= start]


def by_source(sources: Mapping[str, int], shown: int = 4) -> str:
    """Where items came from: `arXiv 12, @channel 8, 4 from elsewhere`, of how many each source has, most
    first."""
    named = [f"{source or 'no source'} {number:,}" for source, number in [*sources.items()][:shown]]
    rest = sum([*sources.values()][shown:])
    return ", ".join([*named, *([f"{rest:,} from elsewhere"] if rest else [])])
