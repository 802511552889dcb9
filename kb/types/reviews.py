"""What a review says: shares, rates and delays, each with the items behind it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from kb.types.terms import State, Verdict, Zone


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """An item of the reviewed period. `zone_at_decision` is where the person had filed it before its
    use was known; `used_at` the first known use. `verdict` is None until judged."""

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


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a group helped. `useful` (direct or indirect) is counted among the `judged`, of
    `total` items; `share` with its 95 % interval is None while nothing is judged."""

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


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a decision turned out wrong: `count` of the `judged` items it applied to, of `total`.

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

    None where it is undefined (all in one zone, or all with one verdict) or, for the interval, n < 5."""

    n: int
    correlation: float | None
    low: float | None
    high: float | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """All figures of a review. `notes` say in plain words what to be careful about."""

    total: int
    judged: int
    overall: Share
    by_zone: tuple[Share, ...]
    by_source: tuple[Share, ...]
    by_area: tuple[Share, ...]
    regret: Rate
    waste: Rate
    delay: Delay
    agreement: Agreement
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The figures as plain values, ready for JSON."""
        return asdict(self)
