"""Why an item belongs to an area, in a sentence, and about which items to ask."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache, partial

from kb.areas.membership import THRESHOLD, Understand, meant
from kb.catalogue import _, listed, noted
from kb.store import Store, aliases, areas, items
from kb.text.excerpts import shortened
from kb.types import Area, Membership
from kb.vectors.linear import Floats
from kb.vectors.whitening import WhitenedSpace

_TWINS = 0.5
"""Likeness of rows from which one question answers for two items."""
_LIKE = (
    (8.0, noted("is very much like your example “{example}”")),
    (5.0, noted("is much like your example “{example}”")),
    (3.0, noted("is like your example “{example}”")),
    (1.5, noted("is a little like your example “{example}”")),
)
_FITS = {
    "criterion": (
        (4.0, noted("fits the criterion well")),
        (2.5, noted("fits the criterion")),
        (1.5, noted("fits the criterion a little")),
    ),
    "name": (
        (4.0, noted("fits the name well")),
        (2.5, noted("fits the name")),
        (1.5, noted("fits the name a little")),
    ),
}
_HARDLY = {"criterion": noted("hardly fits the criterion"), "name": noted("hardly fits the name")}
_BEST = {
    "criterion": noted("is like what fits the criterion best"),
    "name": noted("is like what fits the name best"),
}
"""Deviations above the library's median from which likeness is put in these words, by judgement: to an
example it runs higher than to a criterion, hence two scales. Below: what is said of what fits less, by what
the area is known by."""
_TITLE = 60
"""Characters of a title within a sentence."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Of an area: deviations (n,) of every row towards its words (the criterion, or the name alone) and
    towards each example and counter-example that has a vector, by title."""

    words: str
    fit: Floats
    examples: dict[str, Floats]
    counters: dict[str, Floats]


def borderline(
    store: Store, space: WhitenedSpace, understand: Understand, area: Area, limit: int
) -> list[Membership]:
    """Items that wait for a yes or no: the least sure first, none that is a twin of one before as long as
    there are others."""
    db = store.read()
    waiting = areas.borderline(db, area.id)
    if not waiting:
        return []
    chosen, twins = [], []
    rows: list[int] = []
    for item_id in waiting:
        own = space.of_items([item_id]).tolist()
        if own and rows and float((space.rows[rows] @ space.rows[own[0]]).max()) > _TWINS:
            twins.append(item_id)
        else:
            chosen.append(item_id)
            rows += own
        if len(chosen) == limit:
            break
    asked = [*chosen, *twins][:limit]
    known = _known(db, space, understand, area)
    return [Membership(area.name, i, waiting[i], _sentence(space, known, i)) for i in asked]


def memberships(store: Store, space: WhitenedSpace, understand: Understand, item_id: int) -> list[Membership]:
    """The areas an item belongs or may belong to, the surest first."""
    db = store.read()
    [key] = [item.key for item in items.by_ids(db, [item_id])]
    explained = []
    for name in areas.odds_of_item(db, item_id):
        area = areas.get(db, name)
        if area is not None:
            told = partial(_known, db, space, understand, area)
            explained.append(_membership(db, space, told, area, item_id, key))
    return explained


def members(
    store: Store, space: WhitenedSpace, understand: Understand, area: Area, offset: int, limit: int
) -> list[Membership]:
    """Some of those who belong to an area, the surest first."""
    db = store.read()
    told = cache(partial(_known, db, space, understand, area))
    return [
        _membership(db, space, told, area, item.id, item.key)
        for item in items.by_ids(db, area.members[offset : offset + limit])
    ]


def _membership(
    db: sqlite3.Connection,
    space: WhitenedSpace,
    known: Callable[[], _Known],
    area: Area,
    item_id: int,
    key: str,
) -> Membership:
    odds = areas.odds_of_item(db, item_id)
    probability, own = odds[area.name]
    if key in area.examples:
        why = _("You said that it belongs.")
    elif probability > own:
        why = _by_inner(db, area.name, [name for name, (likely, _own) in odds.items() if likely >= THRESHOLD])
    else:
        why = _sentence(space, known(), item_id)
    return Membership(area.name, item_id, probability, why)


def _by_inner(db: sqlite3.Connection, name: str, others: Collection[str]) -> str:
    inside = [area.name for area in areas.every(db) if area.parent == name and area.name in others]
    quoted = [_("“{name}”", name=one) for one in inside]
    return _("It belongs to {areas} inside.", areas=listed(quoted))


def _known(db: sqlite3.Connection, space: WhitenedSpace, understand: Understand, area: Area) -> _Known:
    return _Known(
        "criterion" if area.criterion.strip() else "name",
        space.deviations(meant(space, understand, area.name, area.criterion)),
        _towards(db, space, area.examples),
        _towards(db, space, area.counter_examples),
    )


def _towards(db: sqlite3.Connection, space: WhitenedSpace, keys: Sequence[str]) -> dict[str, Floats]:
    found = {}
    for item in items.by_ids(db, aliases.resolve(db, keys)):
        for row in space.of_items([item.id]).tolist():
            found[shortened(item.title, _TITLE)] = space.deviations(space.rows[row])
    return found


def _sentence(space: WhitenedSpace, known: _Known, item_id: int) -> str:
    """What speaks for an item and what against it, from how near it is to what the area is known by."""
    rows = space.of_items([item_id]).tolist()
    if not rows:
        return _("It has no vector yet.")
    row = rows[0]
    pros, cons = [], []
    example, alike = _nearest(known.examples, row)
    counter, unlike = _nearest(known.counters, row)
    if said := _graded(_LIKE, alike):
        pros.append(_(said, example=example))
    if said := _graded(_FITS[known.words], float(known.fit[row])):
        pros.append(_(said))
    elif pros:
        cons.append(_(_HARDLY[known.words]))
    if _graded(_LIKE[:-1], unlike):
        if unlike > alike and example:
            cons.append(_("it is even nearer to your counter-example “{example}”", example=counter))
        else:
            cons.append(_("it is near your counter-example “{example}”", example=counter))
    for_it = listed(pros or [_(_BEST[known.words])])
    if cons:
        return _("It {reasons}, but {others}.", reasons=for_it, others=listed(cons))
    return _("It {reasons}.", reasons=for_it)


def _nearest(known: dict[str, Floats], row: int) -> tuple[str, float]:
    return max(((title, float(near[row])) for title, near in known.items()), key=_second, default=("", 0.0))


def _second(pair: tuple[str, float]) -> float:
    return pair[1]


def _graded(grades: Sequence[tuple[float, str]], value: float) -> str:
    return next((said for least, said in grades if value >= least), "")
