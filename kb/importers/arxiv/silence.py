"""That arXiv did not answer, kept between processes: since when, and until when it is left alone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kb.appearing import write_whole
from kb.catalogue import _, np_
from kb.web.waiting import growing

_FILE = "silence.json"
_FIRST, _GROWTH, _LONGEST = timedelta(minutes=2), 4, timedelta(hours=2)
"""How long arXiv is left alone: two minutes outlast a hiccup; its outages last for hours. By judgement."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Moments in UTC: the first question without an answer, the last one, and when the next may be asked."""

    since: datetime
    last: datetime
    until: datetime
    questions: int

    def told(self, now: datetime) -> str:
        """What a person is told."""
        ago, ahead = _minutes(now - self.last), _minutes(self.until - now)
        if self.questions > 1:
            silent = _minutes(now - self.since)
            said = _("arXiv did not answer {ago} ago, nor since {silent}", ago=ago, silent=silent)
        else:
            said = _("arXiv did not answer {ago} ago", ago=ago)
        if self.until > now:
            again = _("it is asked again in {ahead} at the earliest", ahead=ahead)
        else:
            again = _("it may be asked again")
        return f"{said}; {again}"


def silence(folder: Path) -> Silence | None:
    """Whether arXiv answered when it was asked last; `folder` holds its answers."""
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        since, last, until = (
            datetime.fromisoformat(kept[name]).astimezone(UTC) for name in ("since", "last", "until")
        )
        return Silence(since, last, until, int(kept["questions"]))
    except (OSError, ValueError, TypeError, KeyError):
        # Absent, or cut short: nothing is known.
        return None


def fell_silent(folder: Path, now: datetime, retry_after_s: float | None) -> None:
    """Notes a question without an answer; `retry_after_s` is how long arXiv wants to be left alone."""
    before = silence(folder)
    questions = before.questions + 1 if before else 1
    wait = growing(_FIRST, _GROWTH, questions - 1, _LONGEST, retry_after_s)
    kept = Silence(before.since if before else now, now, now + wait, questions)
    write_whole(folder / _FILE, json.dumps(asdict(kept), default=datetime.isoformat))


def answered(folder: Path) -> None:
    """Notes that arXiv answers."""
    (folder / _FILE).unlink(missing_ok=True)


def _minutes(span: timedelta) -> str:
    count = max(1, round(span.total_seconds() / 60))
    if count < 120:
        return np_("ago, or in", "{count} minute", "{count} minutes", count)
    return np_("ago, or in", "{count} hour", "{count} hours", round(count / 60))
