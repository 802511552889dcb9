"""The present moment and the person's day.

Moments are stored in UTC; a day is the person's own. What was saved at one in the night belongs to the day
that had begun for them, not to the one that UTC was still in.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kb.catalogue import _
from kb.errors import JomoError

_A_DAY = "2026-11-29"
_zone: ZoneInfo | None = None
"""Where the person is; None: where the system says. One process serves one person."""


def live_in(name: str | None) -> None:
    """Names the person's time zone (`Europe/Moscow`); None for the system's.

    :raises JomoError: there is no such zone.
    """
    global _zone
    try:
        _zone = ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise JomoError(
            _("There is no time zone {name}; write KB_TIMEZONE as Europe/Moscow", name=name)
        ) from error
    day.cache_clear()


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def present() -> datetime:
    """This moment by the person's clock."""
    return datetime.now(UTC).astimezone(_zone)


def local(moment: datetime) -> datetime:
    """A moment by the person's clock."""
    return moment.astimezone(_zone)


def today() -> str:
    """The present date where the person is."""
    return present().date().isoformat()


def yesterday() -> str:
    """The date of the person's day before this one."""
    return (present().date() - timedelta(days=1)).isoformat()


def tomorrow() -> str:
    """The date of the person's next day."""
    return (present().date() + timedelta(days=1)).isoformat()


@lru_cache(maxsize=65_536)
def day(moment: str) -> str:
    """The person's day of a stored moment. A day, a month or a year alone comes back as it is."""
    if len(moment) <= len(_A_DAY):
        return moment
    return datetime.fromisoformat(moment).astimezone(_zone).date().isoformat()


def hour(moment: str) -> int | None:
    """The hour by the person's clock, 0 to 23, of a stored moment; None where only its day is known."""
    if len(moment) <= len(_A_DAY):
        return None
    return datetime.fromisoformat(moment).astimezone(_zone).hour


def as_stored(given: str) -> str:
    """A time as people give it, in the form times are stored in: UTC. A time without a zone is one of the
    person's clock; a day, a month or a year alone stays what it is.

    :raises JomoError: it is neither.
    """
    given = given.strip()
    try:
        if len(given) <= len(_A_DAY):
            date.fromisoformat(first_day(given))
            return given
        read = datetime.fromisoformat(given)
        # The zone of that day, not the one of today: they differ by the hour of summer time.
        at = read if read.tzinfo else read.replace(tzinfo=_zone) if _zone else read.astimezone()
        return at.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError) as error:
        raise JomoError(
            _("{given} is no date; write 2025, 2025-06, 2025-06-30 or 2025-06-30T18:00", given=given)
        ) from error


def first_day(given: str) -> str:
    """The first day of a year, a month or a day."""
    return given + "-01-01"[len(given) - 4 :] if len(given) in (4, 7) else given[: len(_A_DAY)]


def last_day(given: str) -> str:
    """The last day of a year, a month or a day."""
    if len(given) == 4:
        return f"{given}-12-31"
    if len(given) == 7:
        return f"{given}-{monthrange(int(given[:4]), int(given[5:]))[1]}"
    return given[: len(_A_DAY)]


def by(moment: str, bound: str) -> bool:
    """Whether a stored moment is not after `bound`: another moment, or a day, month or year, which includes
    the whole of it."""
    if len(bound) > len(_A_DAY):
        return moment <= bound
    return day(moment)[: len(bound)] <= bound


def within(moment: str, since: str | None, until: str | None) -> bool:
    """Whether a stored moment lies in a period between two days, months or years, both inclusive; None leaves
    an end open. What is known by its month or year alone lies on the first day of it, as filters have it."""
    begun = since is None or first_day(day(moment))[: len(since)] >= since
    return begun and (until is None or by(moment, until))


def as_of(present: date, last: str | None, days: int) -> date:
    """The day to look at what is recent from: the present one, or the day of the last arrival (a stored
    moment) where nothing came for so many days, since nothing would be recent there."""
    if last is None or day(last) >= (present - timedelta(days=days)).isoformat():
        return present
    return date.fromisoformat(day(last))
