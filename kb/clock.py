"""The present moment, in the form times are stored in."""

from datetime import UTC, datetime


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> str:
    """The present date where the person is."""
    return datetime.now().astimezone().date().isoformat()
