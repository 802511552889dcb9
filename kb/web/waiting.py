"""How long a server that did not answer is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MOST_GROWTH = 10
"""Steps of growth that count: any wait here is the longest by then, and a much larger power would be no
timedelta."""


def growing(
    first: timedelta, growth: int, before: int, longest: timedelta, asked_for_s: float | None
) -> timedelta:
    """How long to wait after a failure that `before` others came before in a row: `first`, then each time
    `growth` times as long, and no less than the server asked for (in seconds); `longest` at the most."""
    asked_for = timedelta(seconds=min(asked_for_s or 0.0, longest.total_seconds()))
    factor: int = growth ** min(before, _MOST_GROWTH)
    return max(min(first * factor, longest), asked_for)


def seconds_to_wait(retry_after: str) -> float | None:
    """What `Retry-After` says, in seconds from now: it is a number of them, or a date."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
