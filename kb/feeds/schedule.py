"""When a feed is asked again. Pure: moments come in and go out, in UTC."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from kb.types import Feed
from kb.web.waiting import growing

_LONGEST = timedelta(days=7)
"""A feed that fails is still asked once a week: sites come back after a holiday."""
_EARLY = timedelta(minutes=15)
"""A command run each day at the same minute comes a little early now and then."""


def is_due(feed: Feed, now: str) -> bool:
    """Whether a feed may be asked by now. One that was taken away for good never is."""
    return not feed.gone and datetime.fromisoformat(feed.due_at) <= datetime.fromisoformat(now) + _EARLY


def after_success(feed: Feed, now: str, etag: str, last_modified: str) -> Feed:
    """The feed once it has answered."""
    return replace(
        feed,
        etag=etag, last_modified=last_modified,
        asked_at=now, succeeded_at=now, due_at=_after(now, timedelta(hours=feed.hours)),
        error="", error_since=None, failures=0, gone=False,
    )  # fmt: skip


def after_failure(
    feed: Feed, now: str, reason: str, retry_after_s: float | None = None, *, gone: bool = False
) -> Feed:
    """The feed once it has failed: with each failure in a row it is left alone twice as long, up to a week
    (or its own hours, where these are more), and as long as its server asks for, up to the same."""
    pause = timedelta(hours=feed.hours)
    wait = growing(pause, 2, feed.failures, max(_LONGEST, pause), retry_after_s)
    return replace(
        feed,
        asked_at=now, due_at=_after(now, wait),
        error=reason, error_since=feed.error_since or now, failures=feed.failures + 1,
        gone=gone,
    )  # fmt: skip


def _after(now: str, wait: timedelta) -> str:
    return (datetime.fromisoformat(now) + wait).isoformat(timespec="seconds")
