"""Taking steps back. Nothing is erased: an undo is an event of its own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from kb.clock import now
from kb.store import Store, areas, events, items, role, tags
from kb.text.tags import taken_back
from kb.types import Action, Area, Ask, Depth, Event, Move, Origin, Stance


def undo(store: Store, actions: Sequence[Action] = events.UNDOABLE) -> list[Move]:
    """Takes the latest standing step of these kinds back; returns what went from where to where, or an
    empty list when there is nothing to undo."""
    with store.write() as db:
        steps = events.last_undoable(db, actions)
        moves = [_revert(db, step) for step in reversed(steps)]
        moment = now()
        events.record(
            db,
            [
                events.NewEvent(
                    moment,
                    Origin.ME,
                    Action.UNDONE,
                    step.item_id,
                    step.subject,
                    step.after,
                    step.before,
                    note=step.action,
                    undoes=step.id,
                )
                for step in reversed(steps)
            ],
        )
    return moves


def _revert(db: sqlite3.Connection, step: Event) -> Move:
    if step.action in events.OF_ROLE:
        _restore_ask(db, step)
        return Move(step.subject, _read(step.after, "depth"), _read(step.before, "depth"))
    if step.item_id is None:
        _restore_area(db, step)
        return Move(
            _read(step.before, "name") or step.subject,
            _read(step.after, "stance"),
            _read(step.before, "stance"),
        )
    if step.action is Action.TAGGED:
        return _retag(db, step.item_id, step)
    if step.action is Action.MOVED:
        items.set_zone(db, step.item_id, step.before)
    elif step.action is Action.STATE:
        items.set_state(db, step.item_id, step.before)
    elif step.action is Action.JUDGED:
        verdict, _, at = step.before.partition("@")
        items.set_verdict(db, step.item_id, verdict, at, "")
    [item] = items.by_ids(db, [step.item_id])
    return Move(item.key, step.after.partition("@")[0], step.before.partition("@")[0])


def _retag(db: sqlite3.Connection, item_id: int, step: Event) -> Move:
    [item] = items.by_ids(db, [item_id])
    back = taken_back(item.tags, tags.read(step.before), tags.read(step.after))
    tags.put(db, item_id, back)
    return Move(item.key, ", ".join(item.tags), ", ".join(back))


def area_snapshot(area: Area | None) -> str:
    """An area as an event keeps it; an empty string stands for no area."""
    if area is None:
        return ""
    return json.dumps(
        {
            "id": area.id,
            "name": area.name,
            "stance": area.stance,
            "criterion": area.criterion,
            "reason": area.reason,
            "since": area.since,
            "review_on": area.review_on,
            "examples": area.examples,
            "counter_examples": area.counter_examples,
            "parent": area.parent,
            "asks": area.asks,
        },
        ensure_ascii=False,
    )


def settled_by(step: Event) -> str | None:
    """The key of the one item that a step said to belong to an area, or not to, where nothing had been said
    of it before; None for every other step."""
    if step.action is not Action.AREA_SET or not (step.before and step.after):
        return None
    before, after = json.loads(step.before), json.loads(step.after)
    added: set[str] = set()
    for said in ("examples", "counter_examples"):
        earlier, later = set(before.pop(said, ())), set(after.pop(said, ()))
        if earlier - later:
            return None
        added |= later - earlier
    return added.pop() if before == after and len(added) == 1 else None


def _restore_area(db: sqlite3.Connection, step: Event) -> None:
    if not step.before:
        areas.remove(db, _read(step.after, "name"))
        return
    kept = json.loads(step.before)
    area = Area(
        # Steps of earlier versions know their area by its name alone.
        id=kept.get("id", 0),
        name=kept["name"],
        stance=Stance(kept["stance"]),
        criterion=kept["criterion"],
        reason=kept["reason"],
        since=kept["since"],
        review_on=kept["review_on"],
        examples=tuple(kept["examples"]),
        counter_examples=tuple(kept.get("counter_examples", ())),
        parent=kept.get("parent"),
    )
    area_id = areas.put(db, area, items.resolve(db, area.examples), items.resolve(db, area.counter_examples))
    if step.action is Action.AREA_REMOVED:
        areas.serve(db, area_id, kept.get("asks", ()))


def ask_snapshot(ask: Ask | None, place: int | None) -> str:
    """Something the role asks for as an event keeps it; an empty string stands for nothing."""
    if ask is None:
        return ""
    kept = {"text": ask.text, "depth": ask.depth, "areas": ask.areas, "place": place}
    return json.dumps(kept, ensure_ascii=False)


def _restore_ask(db: sqlite3.Connection, step: Event) -> None:
    if not step.before:
        role.remove(db, step.subject)
        return
    kept = json.loads(step.before)
    role.put(db, Ask(kept["text"], Depth(kept["depth"]), tuple(kept["areas"])), kept["place"])


def _read(snapshot: str, field: str) -> str:
    return str(json.loads(snapshot)[field]) if snapshot else ""
