"""Numbers and times as words a person would use, in their language. The present moment is passed in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from kb.catalogue import RUSSIAN, _, language, n_, np_, number, p_, percent
from kb.catalogue import day as full_day
from kb.catalogue import month as full_month
from kb.clock import local, present
from kb.types import Item
from kb.types.reading import ReadingPlace

PAGE = "p. "
"""What stands before a page in a place that is kept."""
_NO_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_SECONDS_PER_CARD = 25
"""By judgement: three sentences are read in about 20 seconds, and a key is pressed."""
_DAYS_OF_A_WEEK = 7
"""The name of a weekday means one day only so far ahead."""
_TOLD_IN_DAYS, _TWO_WEEKS, _A_MONTH, _A_YEAR = 2, 14, 30, 365
"""Days from which an age is told in days, weeks, months, years: roughly."""

_MB, _GB = 10**6, 10**9
"""Bytes of what is written MB and GB, as systems show files."""


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


def day_form() -> str:
    """How a field to enter a day has it, as Streamlit writes that."""
    return "DD.MM.YYYY" if language() == RUSSIAN else "YYYY-MM-DD"


def age(iso: str | None, at: datetime) -> str:
    """How long ago, where it stands alone, as in a list: `today`, `yesterday`, `3 days`, `2 weeks` (`3 дня
    назад`). Empty when the date is unknown; a month or a year alone comes as `March 2024` or `2024`.

    Whole calendar days in the zone of `at`; a date ahead counts as today.
    """
    days = _days_since(iso, at)
    if days is None or days < _TOLD_IN_DAYS:
        return _near(iso, days)
    if days >= _A_YEAR:
        return np_("how long ago", "{count} year", "{count} years", days // _A_YEAR)
    if days >= _A_MONTH:
        return np_("how long ago", "{count} month", "{count} months", days // _A_MONTH)
    if days >= _TWO_WEEKS:
        return np_("how long ago", "{count} week", "{count} weeks", days // _DAYS_OF_A_WEEK)
    return np_("how long ago", "{count} day", "{count} days", days)


def ago(iso: str | None, at: datetime) -> str:
    """As `age`, within a sentence: `today`, `yesterday`, `3 days ago`."""
    days = _days_since(iso, at)
    if days is None or days < _TOLD_IN_DAYS:
        return _near(iso, days)
    if days >= _A_YEAR:
        return n_("{count} year ago", "{count} years ago", days // _A_YEAR)
    if days >= _A_MONTH:
        return n_("{count} month ago", "{count} months ago", days // _A_MONTH)
    if days >= _TWO_WEEKS:
        return n_("{count} week ago", "{count} weeks ago", days // _DAYS_OF_A_WEEK)
    return n_("{count} day ago", "{count} days ago", days)


def _days_since(iso: str | None, at: datetime) -> int | None:
    """Whole calendar days, none below zero; None where no day is known."""
    then = None if iso and _NO_DAY.fullmatch(iso) else moment(iso)
    if then is None:
        return None
    on = then.date() if len(iso or "") == 10 else then.astimezone(at.tzinfo).date()
    return max(0, (at.date() - on).days)


def _near(iso: str | None, days: int | None) -> str:
    """An age that is not counted."""
    if days is None:
        return day(iso)
    return _("yesterday") if days else _("today")


def day(iso: str | None) -> str:
    """The date in full, `11 November 2025`, or as much of it as is known; empty when nothing is."""
    if iso and _NO_DAY.fullmatch(iso):
        return iso if len(iso) == 4 else full_month(date.fromisoformat(iso + "-01"))
    then = moment(iso)
    return full_day(then.date()) if then else ""


def when(iso: str) -> str:
    """A moment in full, by the person's clock: `11 November 2025, 14:05`; empty where it is none."""
    found = moment(iso)
    if found is None:
        return ""
    here = local(found)
    return f"{full_day(here.date())}, {here:%H:%M}"


def size(many: int) -> str:
    """Bytes as a person says them: `0.3 MB`, `12 MB`, `1.4 GB`."""
    if many >= _GB:
        return _("{number} GB", number=number(many / _GB, 1))
    return _("{number} MB", number=number(many / _MB, 0 if many >= 10 * _MB else 1))


def minutes(many: int) -> str:
    """Reading time: `12 min`, `2 h`, `1 h 20 min`; empty when there is nothing to read yet."""
    if many <= 0:
        return ""
    hours, rest = divmod(many, 60)
    if hours == 0:
        return _("{minutes} min", minutes=rest)
    if rest == 0 or hours >= 5:
        return _("{hours} h", hours=hours)
    return _("{hours} h {minutes} min", hours=hours, minutes=rest)


def progress(place: ReadingPlace, of: int) -> str:
    """How much of so many minutes was read: `12 of 40 min`, `50 min of 2 h`; empty where they are none."""
    if not (whole := minutes(of)):
        return ""
    behind = max(0, place.minutes(of))
    said = str(behind) if of < 60 else minutes(behind) or _("{minutes} min", minutes=0)
    return _("{part} of {whole}", part=said, whole=whole)


def place(kept: str) -> str:
    """Where in a work something stands, as it is kept (`p. 12`, a heading): a page in the person's words."""
    label = kept.removeprefix(PAGE)
    return _("p. {page}", page=label) if label != kept else kept


def duration(seconds: int) -> str:
    """How much longer: `less than a minute`, `about 6 minutes`, `about 2 hours`."""
    if seconds < 50:
        return _("less than a minute")
    if seconds < 3_000:
        return n_("about {count} minute", "about {count} minutes", round(seconds / 60) or 1)
    return n_("about {count} hour", "about {count} hours", round(seconds / 3_600) or 1)


def as_of(until: date, at: datetime) -> str:
    """Where a figure counts up to the last arrival and not up to today, a sentence that says so, after a
    blank; empty else."""
    if until >= at.date():
        return ""
    return " " + _("Nothing came since {day}, so it is counted up to that day.", day=full_day(until))


def greeting(at: datetime) -> str:
    """`Good morning`, by the clock of `at`."""
    if at.hour < 5:
        return _("Good night")
    if at.hour < 12:
        return _("Good morning")
    return _("Good afternoon") if at.hour < 18 else _("Good evening")


def share(part: int, whole: int, low: float | None = None, high: float | None = None) -> str:
    """A share with its interval and count: `22 % (17 to 28), 41 of 188`. `low`, `high` are in 0..1."""
    if whole <= 0:
        return _("none yet")
    told = {"share": percent(part / whole), "part": number(part), "whole": number(whole)}
    if low is None or high is None:
        return _("{share}, {part} of {whole}", **told)
    ends = {"low": f"{low * 100:.0f}", "high": f"{high * 100:.0f}"}
    return _("{share} ({low} to {high}), {part} of {whole}", **told, **ends)


def people(names: tuple[str, ...], shown: int = 3) -> str:
    """Authors in one line: `A, B, C and 5 more`."""
    if len(names) <= shown + 1:
        return ", ".join(names)
    more = len(names) - shown
    return n_("{names} and {count} more", "{names} and {count} more", more, names=", ".join(names[:shown]))


def triage_seconds(cards: int) -> int:
    """About how long so many cards take."""
    return cards * _SECONDS_PER_CARD


def must_have(unread: int, total: int) -> str:
    """The must-have list in one sentence of Markdown."""
    if not total:
        return _("Must-have: empty.")
    return _("Must-have: **{unread}** of {total} unread.", unread=number(unread), total=number(total))


def inbox(cards: int, of_a_round: int) -> str:
    """The inbox in one sentence of Markdown, with the time one sitting takes."""
    if cards == 0:
        return _("Inbox: empty.")
    if cards <= of_a_round:
        return _("Inbox: **{cards}**, {duration}.", cards=cards, duration=duration(triage_seconds(cards)))
    return n_(
        "Inbox: **{cards}**; a round of {count} takes {duration}.",
        "Inbox: **{cards}**; a round of {count} takes {duration}.",
        of_a_round,
        cards=number(cards),
        duration=duration(triage_seconds(of_a_round)),
    )


def until(on: str, at: datetime) -> str:
    """A day to come, as it stands after “until”: `tomorrow`, `Tuesday` within the week, else
    `3 January 2027`."""
    then = date.fromisoformat(on)
    ahead = (then - at.date()).days
    if ahead == 1:
        return p_("until", "tomorrow")
    return _until_weekday(then) if 1 < ahead < _DAYS_OF_A_WEEK else day(on)


def _until_weekday(on: date) -> str:
    return (
        p_("until", "Monday"),
        p_("until", "Tuesday"),
        p_("until", "Wednesday"),
        p_("until", "Thursday"),
        p_("until", "Friday"),
        p_("until", "Saturday"),
        p_("until", "Sunday"),
    )[on.weekday()]


def put_off(days: Sequence[str], at: datetime) -> str:
    """How many things were put off, and when the first comes back: `2 put off until tomorrow`."""
    first = min(days)
    when = until(first, at)
    if max(days) == first:
        return n_("{count} put off until {when}", "{count} put off until {when}", len(days), when=when)
    return n_(
        "{count} put off, the first until {when}",
        "{count} put off, the first until {when}",
        len(days),
        when=when,
    )


def saved_within(items: Sequence[Item], days: int, at: datetime) -> list[Item]:
    """Those of the items that were saved in the last `days` days before `at`."""
    start = at - timedelta(days=days)
    return [item for item in items if (saved := moment(item.saved_at)) and saved >= start]


def by_source(sources: Mapping[str, int], shown: int = 4) -> str:
    """Where items came from: `arXiv 12, @channel 8, 4 from elsewhere`, of how many each source has, most
    first."""
    named = [f"{source or _('no source')} {number(many)}" for source, many in [*sources.items()][:shown]]
    rest = sum([*sources.values()][shown:])
    if rest:
        named.append(n_("{count} from elsewhere", "{count} from elsewhere", rest))
    return ", ".join(named)
