"""Drift: where intake goes beside where it was decided it should go, and beside what helped.

Months and days are those of the saved date (UTC). An item that lies in several areas is counted once: tracked
wins over ignored, ignored over undecided. Every number says which filters find exactly the items behind it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import exp
from statistics import median

from kb.catalogue import _, n_, number
from kb.clock import as_of, last_day
from kb.reflection.intervals import wilson
from kb.store.drift import Arrival, Filing
from kb.types import Filters, Stance, Verdict, Zone
from kb.types.drift import Drift, Flow, Number, Part, Period, Trend, Underfed, Use
from kb.types.reviews import FEWEST
from kb.types.stances import stance_by_item

WINDOW = 91
"""Days of a quarter: what areas are compared by."""
_EARLIER = 4
"""So many quarters before the last one say what is usual."""
_LEAST_EARLIER = 2
"""One quarter alone is not usual yet."""
_MONTHS = 12
"""A year of months, so that each stands beside the same of other seasons."""
_ORDER = (Stance.TRACKED, Stance.IGNORED, Stance.UNDECIDED, None)
"""Which stance an item counts for, first to last; None stands for no area."""
_SURGE_SHARE, _SURGE_ITEMS = 0.5, 50
"""Share and number of arrivals on one day from which they are named as one import. By judgement."""

Areas = Mapping[str, tuple[Stance, frozenset[int]]]
"""Stance and members by the name of the area."""


def usual_period(arrivals: Sequence[Arrival], today: date) -> tuple[str, str]:
    """Twelve months up to today; up to the last thing saved where nothing came for a quarter."""
    until = as_of(today, arrivals[-1].saved_on if arrivals else None, WINDOW)
    return _first(until), until.isoformat()


def drift(
    arrivals: Sequence[Arrival],
    areas: Areas,
    filings: Sequence[Filing],
    readings: Sequence[tuple[int, str]],
    since: str,
    until: str,
) -> Drift:
    """The drift of a period. `since` and `until` are days; `readings` are items and the days they were read
    on."""
    stances = stance_by_item(areas.values())
    came = [one for one in arrivals if since <= one.saved_on <= until]
    filed = [one for one in filings if since <= one.on <= until]
    by_month, filed_by_month = defaultdict(list), defaultdict(list)
    for one in came:
        by_month[one.saved_on[:7]].append(one)
    for step in filed:
        filed_by_month[step.on[:7]].append(step)
    months = _months(min([*by_month, *filed_by_month], default=since[:7]), until[:7])
    end = date.fromisoformat(until)
    return Drift(
        since=since,
        until=until,
        whole=_stretch("", came, filed, stances, since, until),
        months=tuple(
            _stretch(name, by_month[name], filed_by_month[name], stances, *_within(name, since, until))
            for name in months
        )
        if came or filed
        else (),
        quarter=_quarter(end, 0)[0],
        ignored=_paces(arrivals, areas, end),
        starving=_starving(arrivals, areas, readings, end),
        uses=tuple(_use(stance, came, stances, since, until) for stance in _ORDER),
        notes=_notes(came, areas, since, until),
    )


def of_stance(stance: Stance | None) -> Filters:
    """What finds the items that count for a stance, each item for one of them."""
    if stance is None:
        return Filters(without=Filters(stances=tuple(Stance)))
    stronger = _ORDER[: _ORDER.index(stance)]
    without = Filters(stances=tuple(one for one in stronger if one)) if stronger else None
    return Filters(stances=(stance,), without=without)


def _stretch(
    name: str,
    came: Sequence[Arrival],
    filed: Sequence[Filing],
    stances: Mapping[int, Stance],
    since: str,
    until: str,
) -> Period:
    counts = Counter(stances.get(one.item_id) for one in came)
    parts = []
    for stance in _ORDER:
        low, high = wilson(counts[stance], len(came))
        where = replace(of_stance(stance), saved_since=since, saved_until=until)
        number = Number(counts[stance], where)
        parts.append(Part(stance, number, counts[stance] / len(came) if came else 0.0, low, high))
    flows = defaultdict(set)
    inbox = set()
    for step in filed:
        if step.before is not None:
            flows[step.before, step.after].add(step.item_id)
        if step.after is Zone.INBOX:
            inbox.add(step.item_id)
    when = Filters(filed_since=since, filed_until=until)
    zones = tuple(Zone)
    return Period(
        name=name,
        came=Number(len(came), Filters(saved_since=since, saved_until=until)),
        parts=tuple(parts),
        into_inbox=Number(len(inbox), replace(when, filed=(Zone.INBOX,))),
        flows=tuple(
            Flow(before, after, Number(len(moved), replace(when, filed=(after,), filed_from=(before,))))
            for before, after in ((a, b) for a in zones for b in zones)
            if (moved := flows.get((before, after)))
        ),
    )


def _paces(arrivals: Sequence[Arrival], areas: Areas, until: date) -> tuple[Trend, ...]:
    """Ignored areas, those that grow first."""
    recent, before = _quarter(until, 0), _quarter(until, 1)
    paces = []
    for name, (stance, members) in areas.items():
        if stance is not Stance.IGNORED:
            continue
        now, then = (_came(arrivals, members, name, window) for window in (recent, before))
        low, high = wilson(now.n, now.n + then.n)
        share = now.n / (now.n + then.n) if now.n + then.n else None
        paces.append(Trend(name, now, then, share, low, high))
    return tuple(sorted(paces, key=lambda pace: (-pace.low, -pace.recent.n, pace.area.lower())))


def _starving(
    arrivals: Sequence[Arrival], areas: Areas, readings: Sequence[tuple[int, str]], until: date
) -> tuple[Underfed, ...]:
    """Tracked areas that nothing belongs to, or to which less came, or of which less was read, than chance
    explains beside what is usual there."""
    first = min((one.saved_on for one in arrivals), default=until.isoformat())
    earlier = [window for n in range(1, _EARLIER + 1) if (window := _quarter(until, n))[0] >= first]
    recent = _quarter(until, 0)
    starving = []
    for name, (stance, members) in areas.items():
        if stance is not Stance.TRACKED:
            continue
        came = _came(arrivals, members, name, recent)
        read = _read(readings, members, name, recent)
        usually_came = _usual([_came(arrivals, members, name, window).n for window in earlier])
        usually_read = _usual([_read(readings, members, name, window).n for window in earlier])
        why = [] if members else ["empty"]
        why += ["intake"] if members and _hardly_any(came.n, usually_came) else []
        why += ["reading"] if members and _hardly_any(read.n, usually_read) else []
        if why:
            all_of_it = Number(len(members), Filters(areas=(name,)))
            starving.append(Underfed(name, all_of_it, came, usually_came, read, usually_read, tuple(why)))
    return tuple(sorted(starving, key=lambda one: (-(one.usually_came or 0), one.area.lower())))


def _usual(counts: Sequence[int]) -> float | None:
    """The median: one great import does not become what is usual."""
    return float(median(counts)) if len(counts) >= _LEAST_EARLIER else None


def _hardly_any(count: int, usual: float | None) -> bool:
    """At most a quarter of the usual, and so few by chance (Poisson) in at most one case of twenty."""
    if usual is None or count > usual / 4:
        return False
    probability = term = exp(-usual)
    for k in range(1, count + 1):
        term *= usual / k
        probability += term
    return probability <= 0.05


def _came(arrivals: Iterable[Arrival], members: frozenset[int], area: str, days: tuple[str, str]) -> Number:
    since, until = days
    count = sum(one.item_id in members and since <= one.saved_on <= until for one in arrivals)
    return Number(count, Filters(areas=(area,), saved_since=since, saved_until=until))


def _read(
    readings: Iterable[tuple[int, str]], members: frozenset[int], area: str, days: tuple[str, str]
) -> Number:
    since, until = days
    read = {item_id for item_id, on in readings if item_id in members and since <= on <= until}
    return Number(len(read), Filters(areas=(area,), read_since=since, read_until=until))


def _use(
    stance: Stance | None, came: Iterable[Arrival], stances: Mapping[int, Stance], since: str, until: str
) -> Use:
    verdicts = Counter(one.verdict for one in came if stances.get(one.item_id) is stance)
    where = replace(of_stance(stance), saved_since=since, saved_until=until)
    judged = sum(verdicts[verdict] for verdict in Verdict)
    useful = verdicts[Verdict.DIRECT] + verdicts[Verdict.INDIRECT]
    low, high = wilson(useful, judged)
    direct, indirect, none = (
        Number(verdicts[verdict], replace(where, verdicts=(verdict,))) for verdict in Verdict
    )
    return Use(
        stance, Number(judged, replace(where, verdicts=tuple(Verdict))), direct, indirect, none,
        useful / judged if judged >= FEWEST else None, low, high,
    )  # fmt: skip


def _notes(came: Sequence[Arrival], areas: Areas, since: str, until: str) -> tuple[str, ...]:
    notes = []
    days = Counter(one.saved_on for one in came)
    if days:
        day, most = days.most_common(1)[0]
        if most >= _SURGE_ITEMS and most >= _SURGE_SHARE * len(came):
            notes.append(
                n_(
                    "{most} of the {count} item were saved on one day, {day}: probably an import, which"
                    " outweighs what comes day by day. Drift shows itself as new things arrive.",
                    "{most} of the {count} items were saved on one day, {day}: probably an import, which"
                    " outweighs what comes day by day. Drift shows itself as new things arrive.",
                    len(came),
                    most=number(most),
                    day=day,
                )
            )
    if came and not areas:
        notes.append(_("There are no areas yet, so everything that comes is in no area."))
    return tuple(notes)


def _quarter(until: date, back: int) -> tuple[str, str]:
    """First and last day of a quarter that ends so many quarters before `until`."""
    end = until - timedelta(days=WINDOW * back)
    return _back(end, WINDOW - 1), end.isoformat()


def _back(day: date, days: int) -> str:
    return (day - timedelta(days=days)).isoformat()


def _first(until: date) -> str:
    """The first day of the twelve months that end with this one's."""
    months = until.year * 12 + until.month - _MONTHS
    return date(months // 12, months % 12 + 1, 1).isoformat()


def _months(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:7])
    found = []
    while (name := f"{year:04}-{month:02}") <= last:
        found.append(name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _within(month: str, since: str, until: str) -> tuple[str, str]:
    """The days of a month that lie in the period: the month by its name where all of them do."""
    last = last_day(month)
    return (since if since > f"{month}-01" else month), (until if until < last else month)
