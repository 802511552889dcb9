"""What a review says: shares, rates and delays, each with the items behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kb.types.evidence import Trace
from kb.types.terms import Kind, Stance, State, Verdict, Zone

FEWEST = 5
"""Verdicts from which a share is told: the interval of fewer spans more than two thirds of the scale."""
OVERFLOW = "overflow"
"""What lists of a review call that which feeds brought beyond their budgets."""
KNOWN = "known"
"""The stratum of what was judged before a sample was drawn."""


@dataclass(frozen=True, slots=True)
class Likely:
    """The verdict that the traces of an item speak for. `certain` ones may be confirmed together."""

    verdict: Verdict
    certain: bool
    reason: str


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """An item of the reviewed period. `zone_at_decision` is where the person had filed it before its use was
    known, by a trace or by the verdict; `used_at` the first known use after it was saved. `verdict` is None
    until judged; `sure` says that it was confirmed from evidence together with others.

    What waits in a feed's overflow has the number of its entry below zero as `item_id`. `suggested` is the
    zone that was suggested and accepted, `snoozed` whether it was put off, `let_in` whether it was read from
    a list whose gate was opened early, `handed_to` names who got it. In a sample, `stratum` is what
    it was drawn from, empty where it was not drawn."""

    item_id: int
    key: str
    title: str
    zone_at_decision: Zone
    zone_now: Zone
    state: State
    source: str
    areas: tuple[str, ...]
    saved_at: str
    verdict: Verdict | None = None
    used_at: str | None = None
    kind: Kind = Kind.ARTICLE
    stance: Stance | None = None
    minutes: int = 0
    sure: bool = False
    suggested: Zone | None = None
    snoozed: bool = False
    let_in: bool = False
    traces: tuple[Trace, ...] = ()
    likely: Likely | None = None
    stratum: str = ""
    handed_to: tuple[str, ...] = ()

    @property
    def overflow(self) -> bool:
        """Whether it was left in a feed's overflow."""
        return self.item_id < 0

    @property
    def list_name(self) -> str:
        """The list it lay in: its zone, or the overflow."""
        return OVERFLOW if self.overflow else str(self.zone_at_decision)

    @property
    def asked(self) -> bool:
        """Whether it can be asked if it helped: what waits unread in the inbox was not decided on."""
        decided = self.zone_at_decision is not Zone.INBOX or bool(self.handed_to)
        return self.overflow or decided or self.state is not State.UNREAD


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of a period's items: when it was drawn, its seed, and of each item in it the stratum it was
    drawn from and its design weight, the number of items it stands for. Those judged before are the stratum
    `known`, all of them, and stand for themselves."""

    seed: int
    drawn_at: str
    drawn: Mapping[int, tuple[str, float]]

    @property
    def size(self) -> int:
        """How many items were drawn by lot from what the person saved."""
        return sum(stratum not in (KNOWN, OVERFLOW) for stratum, _ in self.drawn.values())


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a group helped. `useful` (direct or indirect) is counted among the `judged`, of `total`
    items; `share` with its 95 % interval is None below five verdicts. In a sample, items count for as many as
    they stand for, so that `share` is not `useful` by `judged`; what was judged outside of it is listed
    apart."""

    label: str
    useful: int
    direct: int
    judged: int
    total: int
    share: float | None
    low: float
    high: float
    direct_keys: tuple[str, ...]
    indirect_keys: tuple[str, ...]
    none_keys: tuple[str, ...]
    unjudged_keys: tuple[str, ...]
    outside_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a decision turned out so: `count` of the `judged` items it applied to, of `total`. `rate` is
    None below five verdicts.

    `keys` are the items counted, `other_keys` the judged ones that were not."""

    label: str
    count: int
    judged: int
    total: int
    rate: float | None
    low: float
    high: float
    keys: tuple[str, ...]
    other_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Helped:
    """How many items of the period helped, about, with the 95 % interval. Exact where all are judged."""

    total: int
    about: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two neighbouring lists: how much more often things of the `upper` one helped, as a difference
    of shares with its 95 % interval; and what of each was judged."""

    upper: str
    lower: str
    difference: float
    low: float
    high: float
    upper_keys: tuple[str, ...] = ()
    lower_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LagPoint:
    """Of what was saved, the share used `days` later at most, with its 95 % interval, while `waiting` had not
    been used just before."""

    days: int
    used: float
    low: float
    high: float
    waiting: int


@dataclass(frozen=True, slots=True)
class Lag:
    """From saving to the first use that left a dated trace, as a curve that also counts what was not used
    yet. `median_days` is when half was used, None where it was not. `keys` go from the fastest to the
    slowest, with the `days` each of them waited; `unused_keys` wait still."""

    curve: tuple[LagPoint, ...]
    median_days: int | None
    keys: tuple[str, ...]
    unused_keys: tuple[str, ...]
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Delay:
    """Days from saving to the first use, over the `n` items whose use is known. The interval of the
    median is None where n is too small for one. `keys` go from the fastest to the slowest."""

    n: int
    median_days: float | None
    low: float | None
    high: float | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether higher zones helped more: Spearman's rank correlation of zone and verdict, from -1 to 1.

    None where it is undefined (all in one zone, or all with one verdict) or n < 5."""

    n: int
    correlation: float | None
    low: float | None
    high: float | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """Reading minutes, about, of what was read: in all, of what helped, and of what was judged. `share` of
    the judged minutes went to what helped, None below five verdicts. `other_keys` are those of no use."""

    spent: int
    judged: int
    useful: int
    share: float | None
    low: float
    high: float
    keys: tuple[str, ...]
    other_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a list without anybody being asked: keys of the items that were read, of those with a
    trace of use, and of those with neither."""

    label: str
    total: int
    read_keys: tuple[str, ...]
    used_keys: tuple[str, ...]
    untouched_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """All figures of a review. `waiting` items are still undecided in the inbox and not asked about;
    `evidenced` have a trace of use, `used_by_year` tells of which years of saving. `unknown` names what
    cannot be known yet, and why; `notes` say in plain words what to be careful about."""

    total: int
    judged: int
    waiting: int
    evidenced: int
    sampled: bool
    overall: Share
    helped: Helped | None
    by_zone: tuple[Share, ...]
    by_source: tuple[Share, ...]
    by_area: tuple[Share, ...]
    by_stance: tuple[Share, ...]
    by_kind: tuple[Share, ...]
    by_depth: tuple[Share, ...]
    by_person: tuple[Share, ...]
    gaps: tuple[Gap, ...]
    readings: tuple[Reading, ...]
    used_by_year: tuple[Rate, ...]
    regret: Rate
    waste: Rate
    unread_use: Rate
    delay: Delay
    lag: Lag
    agreement: Agreement
    suggestions: Rate
    gate: Rate
    snoozed: Rate
    minutes: Minutes
    unknown: tuple[str, ...]
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The figures as plain values, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Review:
    """A period (two days, both inclusive) with all that came in it, and the sample that was drawn of it, if
    any."""

    since: str
    until: str
    items: tuple[JudgedItem, ...]
    sample: Sample | None = None

    @property
    def certain(self) -> tuple[tuple[JudgedItem, Likely], ...]:
        """Items without a verdict of which strong traces leave no doubt, with what they say."""
        return tuple(
            (item, item.likely)
            for item in self.items
            if item.verdict is None and item.asked and item.likely and item.likely.certain
        )

    @property
    def asked(self) -> tuple[JudgedItem, ...]:
        """Items that are asked about, judged or not: decided on, and in the sample where there is one."""
        return tuple(item for item in self.items if item.asked and (self.sample is None or item.stratum))

    @property
    def open(self) -> tuple[JudgedItem, ...]:
        """Items still to ask about."""
        return tuple(item for item in self.asked if item.verdict is None)
