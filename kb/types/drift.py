"""Drift: where intake went beside where it was decided it should go. Each number finds its own items."""

from __future__ import annotations

from dataclasses import dataclass

from kb.types.filters import Filters
from kb.types.terms import Stance, Zone


@dataclass(frozen=True, slots=True)
class Number:
    """A count of items, and what finds just these items."""

    n: int
    where: Filters


@dataclass(frozen=True, slots=True)
class Part:
    """What came in for areas of one stance (None: in no area), as a share of all that came, with its 95 %
    interval."""

    stance: Stance | None
    items: Number
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Flow:
    """Items filed from one zone into another; `before` is None for all that was put into `after`, saved
    there or filed there."""

    before: Zone | None
    after: Zone
    items: Number


@dataclass(frozen=True, slots=True)
class Period:
    """A month (`2026-03`) or the whole period: what came, of which stance, and what was filed."""

    name: str
    came: Number
    parts: tuple[Part, ...]
    into_inbox: Number
    flows: tuple[Flow, ...]

    def part(self, stance: Stance | None) -> Part:
        """What came in for a stance; None stands for no area."""
        return next(part for part in self.parts if part.stance is stance)


@dataclass(frozen=True, slots=True)
class Trend:
    """What came into an area in the last quarter and in the one before. `share` is that of the last quarter
    in both, with its 95 % interval; None where neither brought anything. `grows` and `shrinks` are said
    only where the interval leaves out one half."""

    area: str
    recent: Number
    before: Number
    share: float | None
    low: float
    high: float

    @property
    def grows(self) -> bool:
        """Whether more came than before beyond what chance may bring: the whole interval lies above one
        half."""
        return self.low > 0.5

    @property
    def shrinks(self) -> bool:
        """Whether less came than before beyond what chance may bring."""
        return self.high < 0.5


@dataclass(frozen=True, slots=True)
class Underfed:
    """A tracked area that gets little: intake and reading of the last quarter beside a usual one, the median
    of up to four quarters before it; None while the library is too young to tell. `why` says what is
    lacking: `empty`, `intake`, `reading`."""

    area: str
    members: Number
    came: Number
    usually_came: float | None
    read: Number
    usually_read: float | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """How much of what came for one stance (None: in no area) helped, among the judged, with the 95 %
    interval; `share` is None below five verdicts."""

    stance: Stance | None
    judged: Number
    direct: Number
    indirect: Number
    none: Number
    share: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Drift:
    """Everything drift tells about the days from `since` to `until`, both inclusive. `quarter` is the first
    day of the last quarter. `notes` say in plain words what to be careful about."""

    since: str
    until: str
    whole: Period
    months: tuple[Period, ...]
    quarter: str
    ignored: tuple[Trend, ...]
    starving: tuple[Underfed, ...]
    uses: tuple[Use, ...]
    notes: tuple[str, ...]
