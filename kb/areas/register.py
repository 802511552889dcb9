"""The register of areas: taking a stance on paper, saying yes and no, and who belongs where."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from kb.areas.membership import Understand, in_words, membership
from kb.catalogue import _
from kb.clock import now, today
from kb.errors import JomoError, NotFound
from kb.history import area_snapshot
from kb.store import Store, aliases, areas, events
from kb.text.called import called
from kb.text.normal import normalized
from kb.types import Action, Area, Origin, OutlineArea, Stance
from kb.vectors.whitening import WhitenedSpace


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different about an area; None leaves a thing as it is. Examples are ids. An empty
    `parent` takes the area out of the one around it."""

    stance: Stance | None = None
    criterion: str | None = None
    reason: str | None = None
    examples: Sequence[int] | None = None
    counter_examples: Sequence[int] | None = None
    review_on: str | None = None
    parent: str | None = None
    rename: str | None = None


def set_area(store: Store, name: str, change: Change) -> str:
    """As `change_area`, as one step; returns the area's name."""
    with store.write() as db:
        name, steps = change_area(db, name, change)
        events.record(db, steps)
    return name


def change_area(db: sqlite3.Connection, name: str, change: Change) -> tuple[str, list[events.NewEvent]]:
    """Makes an area, or changes what is given of it; returns its name and what is to be recorded. A changed
    stance counts from today.

    :raises NotFound: there is no area of the name given as `parent`.
    :raises JomoError: an area would lie inside itself, two would have one name, a new name is too long, or an
        item is given as an example and a counter-example.
    """
    before = areas.get(db, name)
    if before is None and change.rename is not None:
        raise unknown(name)
    old = before or Area(0, normalized(name), Stance.UNDECIDED, "", "", today(), None, ())
    after = replace(
        old,
        name=_new_name(db, old, change.rename if before else old.name),
        stance=change.stance or old.stance,
        criterion=old.criterion if change.criterion is None else normalized(change.criterion),
        reason=old.reason if change.reason is None else normalized(change.reason),
        since=today() if change.stance and change.stance is not old.stance else old.since,
        review_on=change.review_on or old.review_on,
        parent=old.parent if change.parent is None else _around(db, old, normalized(change.parent)),
    )
    settled = _settled(db, old, change.examples, change.counter_examples)
    return after.name, _save(db, before, after, *settled)


def settle(store: Store, name: str, item_ids: Sequence[int], belongs: bool) -> None:
    """Says of items that they belong to an area or do not, as one step."""
    with store.write() as db:
        area = areas.get(db, name)
        if area is None:
            raise unknown(name)
        given = {True: aliases.resolve(db, area.examples), False: aliases.resolve(db, area.counter_examples)}
        given[belongs] = list(dict.fromkeys([*given[belongs], *item_ids]))
        given[not belongs] = [item_id for item_id in given[not belongs] if item_id not in set(item_ids)]
        events.record(db, _save(db, area, area, given[True], given[False]))


def remove(store: Store, area: Area) -> None:
    """Takes an area off the register; its items stay as they are, and the areas inside it come to lie
    where it lay."""
    with store.write() as db:
        inside = [other for other in areas.every(db) if other.parent == area.name]
        steps = []
        for child in inside:
            lifted = replace(child, parent=area.parent)
            steps += _save(db, child, lifted, *_settled(db, child, None, None))
        areas.remove(db, area.name)
        steps.append(_step(Action.AREA_REMOVED, area.name, area, None))
        events.record(db, steps)


def import_outline(
    store: Store, outline: Sequence[OutlineArea], stance: Stance = Stance.UNDECIDED
) -> list[str]:
    """Makes an area of each entry, all as one step; returns their names. Areas that there are already stay
    as they are."""
    with store.write() as db:
        known = {area.name.casefold(): area.name for area in areas.every(db)}
        made, steps = [], []
        for entry in outline:
            if entry.name.casefold() in known:
                continue
            around = known.get(entry.parent.casefold()) if entry.parent else None
            area = Area(0, entry.name, stance, entry.criterion, "", today(), None, (), parent=around)
            steps += _save(db, None, area, (), ())
            known[entry.name.casefold()] = entry.name
            made.append(entry.name)
        events.record(db, steps)
    return made


def _save(
    db: sqlite3.Connection,
    before: Area | None,
    after: Area,
    example_ids: Sequence[int],
    counter_ids: Sequence[int],
) -> list[events.NewEvent]:
    """Saves an area; returns the step to be recorded, or nothing where nothing changed."""
    areas.put(db, after, example_ids, counter_ids)
    saved = areas.get(db, after.name)
    if area_snapshot(saved) == area_snapshot(before):
        return []
    return [_step(Action.AREA_SET, after.name, before, saved)]


def _step(action: Action, subject: str, before: Area | None, after: Area | None) -> events.NewEvent:
    return events.NewEvent(
        now(),
        Origin.ME,
        action,
        subject=subject,
        before=area_snapshot(before),
        after=area_snapshot(after),
    )


def _new_name(db: sqlite3.Connection, area: Area, rename: str | None) -> str:
    wanted = area.name if rename is None else called(rename)
    if not wanted:
        raise JomoError(_("An area needs a name; give one that is not empty"))
    others = {other.casefold() for other in areas.names(db) if other != area.name}
    if wanted != area.name and wanted.casefold() in others:
        raise JomoError(
            _("There is an area called {name} already; choose another name or change that one", name=wanted)
        )
    return wanted


def _around(db: sqlite3.Connection, area: Area, parent: str) -> str | None:
    """The name of the area to lie around this one, after a look that it does not lie inside."""
    if not parent:
        return None
    outward: str | None = parent
    while outward is not None:
        if outward == area.name:
            raise JomoError(
                _(
                    "{area} cannot lie inside {around}, which is itself or lies inside it;"
                    " take {around} out first",
                    area=area.name,
                    around=parent,
                )
            )
        found = areas.get(db, outward)
        if found is None:
            raise unknown(outward)
        outward = found.parent
    return parent


def _settled(
    db: sqlite3.Connection, old: Area, examples: Sequence[int] | None, counters: Sequence[int] | None
) -> tuple[list[int], list[int]]:
    """Ids of examples and counter-examples; what is given now outweighs what was said of an item before."""
    if set(examples or ()) & set(counters or ()):
        raise JomoError(_("An item is given as example and as counter-example; name it once"))
    yes = aliases.resolve(db, old.examples) if examples is None else list(examples)
    no = aliases.resolve(db, old.counter_examples) if counters is None else list(counters)
    return (
        [item_id for item_id in yes if item_id not in set(counters or ())],
        [item_id for item_id in no if item_id not in set(examples or ())],
    )


def unknown(name: str) -> NotFound:
    """The error about an area that is not on the register."""
    return NotFound(_("No area is called {name}", name=name), _("`areas` lists them"))


def refresh(
    store: Store,
    space: Callable[[], WhitenedSpace],
    understand: Understand,
    stamp: str,
    names: Collection[str] | None = None,
) -> None:
    """Finds anew who belongs to areas (to all, or to those named) from name, criterion, examples
    and counter-examples. Where nothing has a vector yet, the examples are the members. `stamp` names the
    state of passages and vectors that this begins with."""
    db = store.read()
    wanted = [area for area in areas.every(db) if names is None or area.name in names]
    found = {area.id: _odds(db, area, space(), understand) for area in wanted}
    with store.write() as writing:
        for area in wanted:
            # Changed meanwhile, it is another's to measure.
            if area_snapshot(areas.get(writing, area.name)) == area_snapshot(area):
                areas.put_odds(writing, area.id, found[area.id], stamp)
        areas.nest(writing, now())


def measure(
    db: sqlite3.Connection, space: WhitenedSpace, understand: Understand, names: Collection[str]
) -> None:
    """As `refresh`, within a transaction and until areas are measured again."""
    for area in areas.every(db):
        if area.name in names:
            areas.put_odds(db, area.id, _odds(db, area, space, understand), "")
    areas.nest(db, now())


def _odds(
    db: sqlite3.Connection, area: Area, space: WhitenedSpace, understand: Understand
) -> dict[int, float]:
    yes, no = aliases.resolve(db, area.examples), aliases.resolve(db, area.counter_examples)
    odds = dict.fromkeys(yes, 1.0)
    if len(space.rows):
        words = in_words(space, understand, area.name, area.criterion)
        likely = membership(space, words, space.of_items(yes), space.of_items(no))
        kept = likely >= areas.UNSURE[0]
        odds = {**dict(zip(space.item_ids[kept].tolist(), likely[kept].tolist(), strict=True)), **odds}
    return odds
