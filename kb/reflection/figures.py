"""The figures of a review: what helped, by all that items can be told apart by, and what that says of
decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from math import atanh, sqrt, tanh
from statistics import NormalDist, median

from kb.catalogue import _, noted
from kb.clock import day, first_day
from kb.reflection.careful import careful
from kb.reflection.estimates import Cell, difference, rate
from kb.reflection.intervals import median_interval, weighted_wilson
from kb.reflection.labels import BEGUN, LONG, MIDDLING, NO_AREA, NO_SOURCE, OVER, SHORT, STANCES
from kb.reflection.likely import is_use
from kb.reflection.shares import USEFUL, Design, best_proven_first, grouped, rate_of
from kb.reflection.survival import day_by_which, used_by
from kb.types import READING_ZONES, Stance, State, Verdict, Zone
from kb.types.reviews import (
    FEWEST,
    OVERFLOW,
    Agreement,
    Delay,
    Gap,
    JudgedItem,
    Lag,
    Minutes,
    Rate,
    Reading,
    ReviewFigures,
    Share,
)

_YEAR = len("2026")
_LISTS = (*map(str, READING_ZONES), OVERFLOW, str(Zone.INBOX))
_KEPT = (Zone.MUST_HAVE, Zone.NICE_TO_HAVE)
UNKNOWN = (
    noted("What waiting for surveys saved: what the settled items would have cost to read is not known."),
    noted("By novelty: how new an item was when it was filed is not kept yet."),
)
"""What is asked of a review and cannot be answered, and why."""


_Labels = Callable[[JudgedItem], Iterable[str]]


def review_figures(items: Sequence[JudgedItem], today: str, *, sampled: bool = False) -> ReviewFigures:
    """The figures of a period's items as of a day. `sampled`: their strata are those of a sample. What feeds
    left out was never seen: it is a list by itself and counts for regret, and for nothing else."""
    came = [item for item in items if not item.overflow]
    asked = [item for item in came if item.asked or item.verdict is not None]
    design = Design.of(asked, sampled=sampled)
    of_all = Design.of(items, sampled=sampled)
    by_zone = shares_by_list(items, of_all)
    return ReviewFigures(
        total=len(came),
        judged=sum(item.verdict is not None for item in came),
        waiting=len(came) - len(asked),
        evidenced=sum(any(map(is_use, item.traces)) for item in came),
        sampled=sampled,
        overall=design.share("all", asked),
        helped=design.helped(asked),
        by_zone=by_zone,
        by_source=_shares(asked, design, lambda item: (item.source or NO_SOURCE,)),
        by_area=_shares(asked, design, lambda item: item.areas or (NO_AREA,)),
        by_stance=_shares(asked, design, lambda item: (STANCES[item.stance] if item.stance else NO_AREA,)),
        by_kind=_shares(asked, design, lambda item: (str(item.kind),)),
        by_depth=_shares(asked, design, lambda item: (depth(item),)),
        by_person=_shares(asked, design, lambda item: item.handed_to),
        gaps=gaps(asked, design),
        readings=readings(items),
        used_by_year=used_by_year(came),
        regret=regret(items, of_all),
        waste=waste(asked, design),
        unread_use=unread_use(came),
        delay=delay(came),
        lag=lag(came, today),
        agreement=agreement(asked),
        suggestions=suggestions(asked),
        gate=design.rate("gate", [item for item in asked if item.let_in], USEFUL),
        snoozed=design.rate("snoozed", [item for item in asked if item.snoozed], USEFUL),
        minutes=minutes(asked),
        unknown=tuple(map(_, UNKNOWN)),
        notes=careful(asked, len(came), by_zone, design, sampled=sampled),
    )


def shares_by_list(items: Iterable[JudgedItem], design: Design) -> tuple[Share, ...]:
    """Usefulness by the list items lay in, in the lists' own order; the overflow and the never filed last."""
    groups = grouped(items, lambda item: (item.list_name,))
    return tuple(design.share(name, groups[name]) for name in _LISTS if name in groups)


def _shares(items: Iterable[JudgedItem], design: Design, labels: _Labels) -> tuple[Share, ...]:
    """Usefulness by label, the best proven first. An item of several labels counts in each of them."""
    groups = grouped(items, labels)
    return best_proven_first(design.share(label, members) for label, members in groups.items())


def depth(item: JudgedItem) -> str:
    """How far the person went into an item, as a label."""
    if item.state is not State.READ:
        return BEGUN if item.state is State.READING else str(item.state)
    short, long = LONG
    if item.minutes <= short:
        return SHORT
    return MIDDLING if item.minutes <= long else OVER


def gaps(items: Iterable[JudgedItem], design: Design) -> tuple[Gap, ...]:
    """Whether the lists earn their names: of neighbours with a figure, how much more often the upper one
    helped."""
    groups = grouped(items, lambda item: (item.list_name,))
    told = [
        (name, found)
        for name in map(str, READING_ZONES)
        if (found := design.estimate(groups.get(name, ()), USEFUL))
    ]
    compared = [(upper[0], lower[0], difference(upper[1], lower[1])) for upper, lower in pairwise(told)]
    judged = {name: tuple(one.key for one in group if one.verdict) for name, group in groups.items()}
    return tuple(
        Gap(upper, lower, d.value, d.low, d.high, judged[upper], judged[lower])
        for upper, lower, d in compared
    )


def readings(items: Iterable[JudgedItem]) -> tuple[Reading, ...]:
    """What became of each list, as far as it is known without a verdict."""
    groups = grouped(items, lambda item: (item.list_name,))
    return tuple(_reading(name, groups[name]) for name in _LISTS if name in groups)


def _reading(name: str, items: Sequence[JudgedItem]) -> Reading:
    read = {item.key for item in items if item.state is State.READ}
    used = {item.key for item in items if any(map(is_use, item.traces))}
    return Reading(
        label=name,
        total=len(items),
        read_keys=tuple(item.key for item in items if item.key in read),
        used_keys=tuple(item.key for item in items if item.key in used),
        untouched_keys=tuple(item.key for item in items if item.key not in read | used),
    )


def used_by_year(items: Iterable[JudgedItem]) -> tuple[Rate, ...]:
    """How much of what was saved in each year has a trace of use, whenever that was made."""
    groups = grouped(items, lambda item: (day(item.saved_at)[:_YEAR],))
    found = []
    for year in sorted(groups):
        used = [item.key for item in groups[year] if any(map(is_use, item.traces))]
        unused = [item.key for item in groups[year] if not any(map(is_use, item.traces))]
        found.append(_plain(year, used, unused))
    return tuple(found)


def regret(items: Iterable[JudgedItem], design: Design) -> Rate:
    """How many of the items put away, of ignored areas or, once it was asked about, left in a feed's overflow
    were needed after all."""
    items = list(items)
    audited = any(item.overflow and item.verdict for item in items)
    away = [
        item
        for item in items
        if (item.overflow and audited)
        or item.zone_at_decision is Zone.PUT_AND_FORGET
        or item.stance is Stance.IGNORED
    ]
    return design.rate("regret", away, USEFUL)


def waste(items: Iterable[JudgedItem], design: Design) -> Rate:
    """How many of the must-have items that were read turned out of no use."""
    read = [item for item in items if item.zone_at_decision is Zone.MUST_HAVE and item.state is State.READ]
    return design.rate("waste", read, (Verdict.NONE,))


def unread_use(items: Iterable[JudgedItem]) -> Rate:
    """How many of the items with a trace of use are still marked as unread: state is not use."""
    used = [item for item in items if any(map(is_use, item.traces))]
    unread = [item.key for item in used if item.state is State.UNREAD]
    others = [item.key for item in used if item.state is not State.UNREAD]
    return _plain("used though unread", unread, others)


def suggestions(items: Iterable[JudgedItem]) -> Rate:
    """How often a suggested zone that was accepted agreed with the outcome: what was kept to be read helped,
    what was put aside did not."""
    judged = [item for item in items if item.suggested and item.verdict]
    right = [item.key for item in judged if (item.suggested in _KEPT) == (item.verdict in USEFUL)]
    wrong = [item.key for item in judged if (item.suggested in _KEPT) != (item.verdict in USEFUL)]
    return _plain("suggestions", right, wrong)


def _plain(label: str, having: Sequence[str], others: Sequence[str]) -> Rate:
    n = len(having) + len(others)
    return rate_of(label, having, others, n, rate([Cell(len(having), n, n)]) if n >= FEWEST else None)


def delay(items: Iterable[JudgedItem]) -> Delay:
    """The time from saving to the first use, of what was used. Uses dated before the saving (an old post that
    cites what was imported later) tell nothing about waiting and are left out."""
    days = _waits(items)
    values = [float(waited) for waited, _key in days]
    low, high = median_interval(values) or (None, None)
    return Delay(
        n=len(days),
        median_days=median(values) if len(values) >= FEWEST else None,
        low=low,
        high=high,
        keys=tuple(key for _waited, key in days),
    )


def lag(items: Sequence[JudgedItem], today: str) -> Lag:
    """The curve of use, over all items: those without a dated use have been waited for up to this day. Where
    an item is known to have helped and no trace says when, it is left out."""
    days = _waits(items)
    used = {key for _waited, key in days}
    unused = [item for item in items if item.key not in used and item.verdict not in USEFUL]
    waiting = [(max(0, _days(item.saved_at, today)), False) for item in unused]
    curve = used_by([*((waited, True) for waited, _key in days), *waiting]) if len(days) >= FEWEST else ()
    return Lag(
        curve=curve,
        median_days=day_by_which(curve, 0.5),
        keys=tuple(key for _waited, key in days),
        unused_keys=tuple(item.key for item in unused),
        days=tuple(waited for waited, _key in days),
    )


def _waits(items: Iterable[JudgedItem]) -> list[tuple[int, str]]:
    """Days until the first use and the item's key, the fastest first."""
    return sorted(
        (waited, item.key)
        for item in items
        if item.used_at is not None and (waited := _days(item.saved_at, item.used_at)) >= 0
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
    keys, n = tuple(one[0] for one in judged), len(judged)
    zones, verdicts = [one[1] for one in judged], [one[2] for one in judged]
    if n < FEWEST or len(set(zones)) < 2 or len(set(verdicts)) < 2:
        return Agreement(n, None, None, None, keys)
    from scipy.stats import spearmanr

    r = float(spearmanr(zones, verdicts).statistic)
    if abs(r) > 1 - 1e-12:
        return Agreement(n, r, None, None, keys)
    half = NormalDist().inv_cdf(0.975) * sqrt((1 + r * r / 2) / (n - 3))
    return Agreement(n, r, tanh(atanh(r) - half), tanh(atanh(r) + half), keys)


def minutes(items: Iterable[JudgedItem]) -> Minutes:
    """Where the minutes of reading went, of what was read to the end."""
    read = [item for item in items if item.state is State.READ and item.minutes > 0]
    judged = [item for item in read if item.verdict is not None]
    useful = [item for item in judged if item.verdict in USEFUL]
    spent, told = sum(item.minutes for item in judged), len(judged) >= FEWEST
    low, high = weighted_wilson([(item.minutes, item.verdict in USEFUL) for item in judged if told])
    return Minutes(
        spent=sum(item.minutes for item in read),
        judged=spent,
        useful=sum(item.minutes for item in useful),
        share=sum(item.minutes for item in useful) / spent if told else None,
        low=low,
        high=high,
        keys=tuple(item.key for item in useful),
        other_keys=tuple(item.key for item in judged if item.verdict is Verdict.NONE),
    )


def _days(start: str, end: str) -> int:
    """Days between two stored times; a month or a year alone stands for its first day."""
    first, last = (first_day(day(at)) for at in (start, end))
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
