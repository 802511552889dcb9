"""The present moment, in the form times are stored in."""

from datetime import UTC, date, datetime, timedelta


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> str:
    """The present date where the person is."""
    return datetime.now().astimezone().date().isoformat()


def as_of(present: date, last: str | None, days: int) -> date:
    """The day to look at what is recent from: the present one, or the day of the last arrival (an ISO time)
    where nothing came for so many days, since nothing would be recent there."""
    if last is None or last[:10] >= (present - timedelta(days=days)).isoformat():
        return present
    return date.fromisoformat(last[:10])
