"""Criteria that the figures of a review suggest, and what the past would have been under them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class CriterionKind(StrEnum):
    """What a criterion changes."""

    TRACK = "track"
    IGNORE = "ignore"
    NARROW = "narrow"
    BUDGET = "budget"
    SOURCE = "source"
    """A source that is no feed: written down only, for nothing of it comes by itself."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One change. `subject` is the area, the feed's address or the source; `part` what is taken out of an
    area that is narrowed, `examples` keys of items of that part; `budget` a feed's new things a week."""

    kind: CriterionKind
    subject: str
    part: str = ""
    budget: int | None = None
    examples: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What it is called by, the same whenever it is proposed: `ignore-3fa91c20`."""
        told = "\n".join((self.kind, self.subject, self.part))
        return f"{self.kind}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Replay:
    """The past under a criterion: keys of items that would not have been shown (`fewer`) or would have been
    (`more`), what was saved last first; `minutes_saved` about, of reading what would not have been.

    `useful_lost` are those of `fewer` that helped, `used_lost` those not judged that left a trace of use;
    `useful_gained` those of `more` that helped."""

    fewer: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    minutes_saved: int = 0
    useful_lost: tuple[str, ...] = ()
    used_lost: tuple[str, ...] = ()
    useful_gained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A criterion with what speaks for it: of the items it bears on `judged` have a verdict and `useful`
    helped, the share with its 95 % interval. `what` says what to do, `reason` why, `replayed` what the past
    would have been since the day `since`."""

    criterion: Criterion
    since: str
    until: str
    what: str
    reason: str
    replayed: str
    judged: int
    useful: int
    share: float
    low: float
    high: float
    replay: Replay

    @property
    def text(self) -> str:
        """All of it, as a person would say it."""
        return f"{self.what}. {self.reason} {self.replayed}"

    @property
    def record(self) -> dict[str, Any]:
        """As commands and reports tell it."""
        return {
            "id": self.criterion.id,
            "text": self.text,
            "kind": self.criterion.kind,
            "subject": self.criterion.subject,
            "items_fewer": len(self.replay.fewer),
            "items_more": len(self.replay.more),
            "minutes_saved": self.replay.minutes_saved,
            "useful_lost": list(self.replay.useful_lost),
            "used_lost": list(self.replay.used_lost),
            "useful_gained": list(self.replay.useful_gained),
            "judged": self.judged,
            "useful": self.useful,
            "share": self.share,
            "low": self.low,
            "high": self.high,
            "from": self.since,
            "to": self.until,
        }


@dataclass(frozen=True, slots=True)
class Decided:
    """A proposal that was accepted or dismissed: when (the person's day), by which step, why, and what was
    told of it then, as `Proposal.record`."""

    step: int
    on: str
    accepted: bool
    reason: str
    record: dict[str, Any]
