"""The figures of a review: what helped, by zone, source and area, each with the items behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from math import atanh, sqrt, tanh
from statistics import NormalDist, median

from kb.clock import day
from kb.reflection.intervals import median_interval, wilson
from kb.types import READING_ZONES, Stance, State, Verdict, Zone
from kb.types.reviews import Agreement, Delay, JudgedItem, Rate, ReviewFigures, Share

USEFUL = (Verdict.DIRECT, Verdict.INDIRECT)
FEW_JUDGED = 30
"""Below this many verdicts a share's 95 % interval may span more than a third of the scale."""
NO_AREA = "no area"
NO_SOURCE = "unknown source"


def review_figures(items: Sequence[JudgedItem], stances: Mapping[str, Stance] | None = None) -> ReviewFigures:
    """The figures of a period's items. `stances` are those of the areas by name; an ignored area's
    items count for regret."""
    ignored = {name for name, stance in (stances or {}).items() if stance is Stance.IGNORED}
    by_zone = usefulness_by_zone(items)
    return ReviewFigures(
        total=len(items),
        judged=sum(item.verdict is not None for item in items),
        overall=_share("all", items),
        by_zone=by_zone,
        by_source=usefulness_by_source(items),
        by_area=usefulness_by_area(items),
        regret=regret(items, ignored),
        waste=waste(items),
        delay=delay(items),
        agreement=agreement(items),
        notes=_notes(items, by_zone),
    )


def usefulness_by_zone(items: Iterable[JudgedItem]) -> tuple[Share, ...]:
    """Usefulness by the zone items were filed into, in the zones' own order; the never filed last."""
    groups = _grouped(items, lambda item: (str(item.zone_at_decision),))
    order = [*map(str, READING_ZONES), str(Zone.INBOX)]
    return tuple(_share(zone, groups[zone]) for zone in order if zone in groups)


def usefulness_by_source(items: Iterable[JudgedItem]) -> tuple[Share, ...]:
    """Usefulness by source, the best proven first."""
    return _best_proven_first(_grouped(items, lambda item: (item.source or NO_SOURCE,)))


def usefulness_by_area(items: Iterable[JudgedItem]) -> tuple[Share, ...]:
    """Usefulness by area, the best proven first. An item of several areas counts in each of them."""
    return _best_proven_first(_grouped(items, lambda item: item.areas or (NO_AREA,)))


def regret(items: Iterable[JudgedItem], ignored_areas: Iterable[str] = ()) -> Rate:
    """How many of the items put away or of ignored areas were needed after all."""
    ignored = frozenset(ignored_areas)
    away = [
        item
        for item in items
        if item.zone_at_decision is Zone.PUT_AND_FORGET or not ignored.isdisjoint(item.areas)
    ]
    return _rate("regret", away, USEFUL)


def waste(items: Iterable[JudgedItem]) -> Rate:
    """How many of the must-have items that were read turned out of no use."""
    read = [item for item in items if item.zone_at_decision is Zone.MUST_HAVE and item.state is State.READ]
    return _rate("waste", read, (Verdict.NONE,))


def delay(items: Iterable[JudgedItem]) -> Delay:
    """The time from saving to the first use. Uses dated before the saving (an old post that cites what
    was imported later) tell nothing about waiting and are left out."""
    days = sorted(
        (waited, item.key)
        for item in items
        if item.used_at is not None and (waited := _days(item.saved_at, item.used_at)) >= 0
    )
    values = [float(waited) for waited, _ in days]
    low, high = median_interval(values) or (None, None)
    return Delay(
        n=len(days),
        median_days=median(values) if values else None,
        low=low,
        high=high,
        keys=tuple(key for _, key in days),
    )


def agreement(items: Iterable[JudgedItem]) -> Agreement:
    """How well the zones agree with the verdicts, over the judged items that had been filed.

    Ties take average ranks. The 95 % interval is Fisher's with the standard error of Bonett, D. G. and
    Wright, T. A. (2000), Psychometrika 65, 23-28: sqrt((1 + r^2 / 2) / (n - 3)).
    """
    judged = [
        (item.key, -READING_ZONES.index(item.zone_at_decision), -list(Verdict).index(item.verdict))
        for item in items
        if item.verdict is not None and item.zone_at_decision in READING_ZONES
    ]
    keys, n = tuple(key for key, _, _ in judged), len(judged)
    zones, verdicts = [zone for _, zone, _ in judged], [verdict for _, _, verdict in judged]
    if len(set(zones)) < 2 or len(set(verdicts)) < 2:
        return Agreement(n, None, None, None, keys)
    from scipy.stats import spearmanr

    r = float(spearmanr(zones, verdicts).statistic)
    if n < 5 or abs(r) > 1 - 1e-12:
        return Agreement(n, r, None, None, keys)
    half = NormalDist().inv_cdf(0.975) * sqrt((1 + r * r / 2) / (n - 3))
    return Agreement(n, r, tanh(atanh(r) - half), tanh(atanh(r) + half), keys)


def judging_order(items: Iterable[JudgedItem], seed: int = 0) -> list[JudgedItem]:
    """The items still to judge, so that stopping anywhere leaves a fair sample.

    Systematic sampling proportional to the zones' sizes: within a zone the order is random, and the
    zones are merged so that any beginning of the whole order holds each zone in its own proportion (to
    within rounding); so shares over zones, sources and areas stay unbiased. The places are dealt over
    judged and unjudged items alike, then the judged are left out. Deterministic in `seed`.
    """
    by_zone: dict[Zone, list[JudgedItem]] = {}
    for item in items:
        by_zone.setdefault(item.zone_at_decision, []).append(item)
    placed: list[tuple[float, str, JudgedItem]] = []
    for zone, members in by_zone.items():
        members.sort(key=lambda item: (_uniform(seed, item.key), item.key))
        # A random start per zone makes every item equally likely to be reached at each length.
        start = _uniform(seed, str(zone))
        placed += [((rank + start) / len(members), item.key, item) for rank, item in enumerate(members)]
    placed.sort(key=lambda place: place[:2])
    return [item for _, _, item in placed if item.verdict is None]


def _uniform(seed: int, text: str) -> float:
    """A number in [0, 1) that depends on nothing but its arguments."""
    digest = blake2b(f"{seed}\0{text}".encode(), digest_size=6).digest()
    return int.from_bytes(digest) / 2**48


def _grouped(
    items: Iterable[JudgedItem], labels: Callable[[JudgedItem], tuple[str, ...]]
) -> dict[str, list[JudgedItem]]:
    groups: dict[str, list[JudgedItem]] = {}
    for item in items:
        for label in labels(item):
            groups.setdefault(label, []).append(item)
    return groups


def _best_proven_first(groups: Mapping[str, Sequence[JudgedItem]]) -> tuple[Share, ...]:
    # By the interval's lower bound: one lucky hit must not outrank a long record.
    shares = (_share(label, members) for label, members in groups.items())
    return tuple(sorted(shares, key=lambda row: (row.judged == 0, -row.low, -row.total, row.label)))


def _share(label: str, items: Sequence[JudgedItem]) -> Share:
    direct, indirect, none = (_keys(items, verdict) for verdict in Verdict)
    useful = len(direct) + len(indirect)
    judged = useful + len(none)
    low, high = wilson(useful, judged)
    return Share(
        label=label,
        useful=useful,
        direct=len(direct),
        judged=judged,
        total=len(items),
        share=useful / judged if judged else None,
        low=low,
        high=high,
        direct_keys=direct,
        indirect_keys=indirect,
        none_keys=none,
        unjudged_keys=_keys(items, None),
    )


def _rate(label: str, items: Sequence[JudgedItem], counted: Sequence[Verdict]) -> Rate:
    keys = tuple(item.key for item in items if item.verdict in counted)
    others = tuple(item.key for item in items if item.verdict is not None and item.verdict not in counted)
    judged = len(keys) + len(others)
    low, high = wilson(len(keys), judged)
    rate = len(keys) / judged if judged else None
    return Rate(label, len(keys), judged, len(items), rate, low, high, keys, others)


def _keys(items: Iterable[JudgedItem], verdict: Verdict | None) -> tuple[str, ...]:
    return tuple(item.key for item in items if item.verdict == verdict)


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(day(end)) - date.fromisoformat(day(start))).days


def _notes(items: Sequence[JudgedItem], by_zone: Sequence[Share]) -> tuple[str, ...]:
    judged, total = sum(item.verdict is not None for item in items), len(items)
    notes = []
    if total == 0:
        notes.append("No items in this period.")
    elif judged == 0:
        notes.append(f"Judged so far: none of {total} items.")
    elif judged < min(FEW_JUDGED, total):
        notes.append(f"Judged so far: {judged} of {total} items, so the intervals are wide.")
    # A handful of items in a zone sways no overall share.
    coverage = {row.label: row.judged / row.total for row in by_zone if row.total >= 5}
    if coverage and max(coverage.values()) > 2 * min(coverage.values()):
        most, least = max(coverage, key=coverage.__getitem__), min(coverage, key=coverage.__getitem__)
        notes.append(
            f"{most} is judged more fully ({coverage[most]:.0%}) than {least} ({coverage[least]:.0%}): "
            "the overall share leans towards it."
        )
    return tuple(notes)
