"""What the person's work asks for: the asks, what feeds them, and the gaps."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from kb.areas.register import Change, change_area, unknown
from kb.catalogue import _, n_
from kb.clock import as_of, now, today
from kb.errors import JomoError, NotFound
from kb.history import ask_snapshot
from kb.store import Store, areas, events, items
from kb.store import role as asked
from kb.types import Action, Area, Ask, Depth, Origin, OutlineArea, Role, Stance, Unasked
from kb.vectors.linear import Floats, centred_rows
from kb.vectors.whitening import WhitenedSpace

Likely = Callable[[str], tuple[str, ...]]
"""Names of areas that are about a text."""

PERIOD_DAYS = 90
"""A quarter: how far back "of late" reaches unless asked otherwise."""
_ALIKE = 0.24
_ALIKE_SHARE = 0.6
"""Correlations from which an area is likely to be meant by an ask: at least this, and this share of the best.
By judgement: lower ones name areas that merely border on it, higher ones miss asks in other words."""
_MOST_LIKELY = 3
"""More names would be no help in choosing."""
_SAMPLE = 2000
"""Items by which texts and areas are compared: a correlation over so many is known within about 0.02."""
_FEWEST = 10
"""Below this many items a correlation over them says nothing."""


def period_start(db: sqlite3.Connection, days: int = PERIOD_DAYS) -> str:
    """The day that the last `days` begin with. A library into which nothing came for so long is looked at
    as on the day of its last arrival: nothing would be of late there."""
    present = date.fromisoformat(today())
    return (as_of(present, items.last_saved(db), days) - timedelta(days=days)).isoformat()


def role(store: Store, likely: Likely, days: int = PERIOD_DAYS) -> Role:
    """The role as it is fed by what came in and was read since `period_start`.

    An ask is fed when it has an area, something came into its areas, and of that depth

    - breadth: nothing more;
    - gist: something of them was read within the time;
    - depth: something was read and gone deep into: judged afterwards, or a long text (a paper, a book,
      twenty minutes or more).

    Otherwise its `gap` says what is missing. A tracked area into which something came and that serves no
    ask, neither itself nor by an area around it, was fed and not asked for.
    """
    db = store.read()
    since = period_start(db, days)
    asks = []
    for ask in asked.asks(db):
        fed = asked.fed(db, ask.areas, since)
        filled = replace(
            ask,
            likely=tuple(name for name in likely(ask.text) if name not in ask.areas),
            came=tuple(item.item_id for item in fed if item.came >= since),
            read=tuple(item.item_id for item in fed if item.read),
            deep=tuple(item.item_id for item in fed if item.read and item.deep),
        )
        asks.append(replace(filled, gap=_gap(filled, days)))
    return Role(tuple(asks), _unasked(store, since), since)


def _gap(ask: Ask, days: int) -> str:
    if not ask.areas:
        return _("No area serves it.")
    if not ask.came:
        return n_("Nothing came in for {count} day.", "Nothing came in for {count} days.", days)
    if ask.depth is not Depth.BREADTH and not ask.read:
        return n_(
            "{count} item came in {days} and none was read.",
            "{count} items came in {days} and none was read.",
            len(ask.came),
            days=n_("{count} day", "{count} days", days),
        )
    if ask.depth is Depth.DEPTH and not ask.deep:
        return n_(
            "{count} item read in {days}, but none long and none judged.",
            "{count} items read in {days}, but none long and none judged.",
            len(ask.read),
            days=n_("{count} day", "{count} days", days),
        )
    return ""


def _unasked(store: Store, since: str) -> tuple[Unasked, ...]:
    db = store.read()
    every = {area.name: area for area in areas.every(db)}
    found = []
    for area in every.values():
        if area.stance is not Stance.TRACKED or _serves(area, every):
            continue
        fed = asked.fed(db, (area.name,), since)
        came = tuple(item.item_id for item in fed if item.came >= since)
        if came:
            found.append(Unasked(area.name, came, tuple(item.item_id for item in fed if item.read)))
    return tuple(sorted(found, key=lambda one: -len(one.came)))


def _serves(area: Area, every: dict[str, Area]) -> bool:
    outward: Area | None = area
    while outward is not None:
        if outward.asks:
            return True
        outward = every.get(outward.parent) if outward.parent else None
    return False


def set_ask(store: Store, text: str, depth: Depth | None, serving: Sequence[str] | None) -> None:
    """Puts what the role asks for, or changes its depth and the areas that serve it.

    :raises NotFound: one of the areas is not on the register.
    :raises JomoError: the text is empty.
    """
    text = " ".join(text.split())
    if not text:
        raise JomoError(_("Say what the role asks for in a few words"))
    with store.write() as db:
        for name in serving or ():
            if areas.get(db, name) is None:
                raise unknown(name)
        events.record(db, _save(store, text, depth, serving))


def set_serving_area(store: Store, text: str, name: str, change: Change) -> str:
    """As `kb.areas.register.set_area`, and the area serves the ask of this text from now on: one step."""
    with store.write() as db:
        name, of_area = change_area(db, name, change)
        served = next((ask.areas for ask in asked.asks(db) if ask.text == text), ())
        events.record(db, [*_save(store, text, None, [*served, name]), *of_area])
    return name


def import_asks(store: Store, outline: Sequence[OutlineArea]) -> list[str]:
    """Puts an ask of each entry, all as one step; returns their texts. Those there are already stay."""
    with store.write() as db:
        known = {ask.text.casefold() for ask in asked.asks(db)}
        new = [entry.name for entry in outline if entry.name.casefold() not in known]
        events.record(db, [step for text in new for step in _save(store, text, None, None)])
    return new


def _save(
    store: Store, text: str, depth: Depth | None, serving: Sequence[str] | None
) -> list[events.NewEvent]:
    with store.write() as db:
        before = next((ask for ask in asked.asks(db) if ask.text == text), None)
        old = before or Ask(text, Depth.GIST, ())
        served = old.areas if serving is None else tuple(serving)
        asked.put(db, replace(old, depth=depth or old.depth, areas=served))
        after = next(ask for ask in asked.asks(db) if ask.text == text)
        if after == before:
            return []
        place = asked.place_of(db, text)
        return [
            events.NewEvent(
                now(),
                Origin.ME,
                Action.ASK_SET,
                subject=text,
                before=ask_snapshot(before, place),
                after=ask_snapshot(after, place),
            )
        ]


def remove_ask(store: Store, text: str) -> None:
    """Takes something off the role; its areas stay.

    :raises NotFound: the role does not ask for it.
    """
    with store.write() as db:
        found = next((ask for ask in asked.asks(db) if ask.text == text), None)
        if found is None:
            raise NotFound(
                _("The role does not ask for “{thing}”; `role` lists what it asks for", thing=text)
            )
        kept = ask_snapshot(found, asked.place_of(db, text))
        asked.remove(db, text)
        events.record(db, [events.NewEvent(now(), Origin.ME, Action.ASK_REMOVED, subject=text, before=kept)])


def likely_areas(space: WhitenedSpace, text: Floats, described: Mapping[str, Floats]) -> tuple[str, ...]:
    """Names of the areas that are about what a text says, the nearest first. Text and areas are rows (r,)
    of the space; they are alike as far as they are near to the same items (the correlation of their
    likenesses to an even sample of them), which told subjects of short texts better than their own cosine.
    """
    sample = space.rows[:: max(1, len(space.rows) // _SAMPLE)]
    if len(sample) < _FEWEST or not described:
        return ()
    near = np.array([text, *described.values()]) @ sample.T
    asked_for, *others = centred_rows(near, near.mean(axis=1, keepdims=True))
    alike = [(float(asked_for @ other), name) for other, name in zip(others, described, strict=True)]
    bound = max(_ALIKE, _ALIKE_SHARE * max(alike)[0])
    return tuple(name for likeness, name in sorted(alike, reverse=True)[:_MOST_LIKELY] if likeness >= bound)
