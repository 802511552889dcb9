"""A whole import is taken back: what it added goes, what it changed is what it was, what it joined is two.

An item stays as it is where the person acted on it since, or where a later import that stands met it too. In
the second case taking back that import as well completes what was left, in whichever order the two go back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from kb.clock import now
from kb.store import events, imports, items, merges, words
from kb.store.imports import Change
from kb.types import Action, Origin

_CHANGED_BY_ITSELF = "updated_at"
"""The column that tells when an item was last written, which changes nothing of it."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Ids of the items that are gone, that are what they were, that stay because the person acted on them,
    and that stay because a later import holds them."""

    removed: list[int]
    restored: list[int]
    acted_on: list[int]
    held: list[int]


def noted(
    db: sqlite3.Connection, step: int, known: Collection[int], write: Callable[[], tuple[int, str]]
) -> tuple[int, str]:
    """Saves a document by `write` (which returns the item and what became of it) and notes in the step what
    that did to the items `known`, to the one it made and to those that became part of another."""
    before = {item_id: merges.snapshot(db, item_id) for item_id in known}
    last = events.last_id(db)
    item_id, outcome = write()
    joined = {other: merge for merge, other in merges.since(db, last)}
    for one, was in before.items():
        unchanged = one not in joined and _same(was, merges.snapshot(db, one))
        kept = None if unchanged else json.dumps(was, ensure_ascii=False)
        imports.note(db, step, [Change(one, kept, joined.get(one))])
    imports.note(db, step, [Change(one, "", joined.get(one)) for one in {item_id, *joined} - before.keys()])
    return item_id, outcome


def _same(before: dict[str, object], after: dict[str, object]) -> bool:
    return all(_told(before[part]) == _told(after[part]) for part in before)


def _told(part: object) -> object:
    if isinstance(part, dict):
        return {name: value for name, value in part.items() if name != _CHANGED_BY_ITSELF}
    return part


def take_back(db: sqlite3.Connection, step: int) -> TakenBack:
    """Takes back all a step did, and what earlier ones did to the same items that were taken back while this
    one held them. Passages and words of what was restored are still to be made."""
    own = imports.of_step(db, step)
    acted = imports.acted_on(db, step)
    held = imports.met_by_later(db, step) - acted
    # What became part of an item stays as long as that does.
    for change in own:
        if change.merge is not None and (kept := merges.kept_by(db, change.merge)) is not None:
            for staying in (acted, held):
                staying.update({change.item_id} if kept in staying else ())
    changes = [(step, change) for change in own if change.item_id not in acted | held]
    for _, change in tuple(changes):
        changes.extend(imports.left_by_earlier(db, step, change.item_id))
    joined = {change.merge for _, change in changes if change.merge is not None}
    for merge in sorted(joined, reverse=True):
        _part(db, merge)
    before = _before(changes)
    there = {item.id for item in items.by_ids(db, list(before))}
    removed = [item_id for item_id, was in before.items() if was == "" and item_id in there]
    restored = {item_id: was for item_id, was in before.items() if was and item_id in there}
    words.remove(db, removed)
    items.remove(db, removed)
    for item_id in restored:
        merges.clear_addresses(db, item_id)
    for was in restored.values():
        merges.restore(db, was)
    for one, change in changes:
        imports.forget(db, one, [change.item_id])
    imports.forget(db, step, acted)
    met = [change.item_id for change in own if change.before is not None]
    return TakenBack(
        removed,
        list(restored),
        acted_on=[item_id for item_id in met if item_id in acted],
        held=[item_id for item_id in met if item_id in held],
    )


def _part(db: sqlite3.Connection, merge: int) -> None:
    """Makes two again of what a merge made one, unless it was made so already or made part of another."""
    kept = merges.kept_by(db, merge)
    if kept is not None and merges.latest(db, kept) == merge:
        merges.part(db, merge)
        parted = events.NewEvent(now(), Origin.ME, Action.UNDONE, kept, note=Action.MERGED, undoes=merge)
        events.record(db, [parted])


def _before(changes: Iterable[tuple[int, Change]]) -> dict[int, str]:
    """Each item as it was before the first of the steps that changed it."""
    found: dict[int, str] = {}
    for _, change in sorted(changes, key=lambda one: one[0], reverse=True):
        if change.before is not None:
            found[change.item_id] = change.before
    return found
