"""`library.history`: the steps that were taken, and taking them back."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import replace

from kb import history
from kb.catalogue import _, n_
from kb.clock import now
from kb.errors import JomoError, NotFound
from kb.ingest import annotating, parting
from kb.ingest.originals import drop_unused
from kb.ingest.undoing import take_back
from kb.library.areas import Areas
from kb.library.map import Map
from kb.store import Store, events, imports, jobs, originals, subscribed
from kb.types import Action, Move, Step


class History:
    """One history of steps in the order they were taken: what was filed, marked, judged, tagged, put off,
    noted, merged, parted or held apart, retellings, areas and what the role asks for, saved searches, the
    map. Nothing is erased: an undo is an event of its own.

    A step on the map is one by hand, or a redrawing that was asked for, taken when the new map is there. What
    the map does by itself is no step. An import is one, whatever it brought; what the person did since to an
    item of it stays when the import goes back. The way forward again is to import the same once more.
    """

    def __init__(self, store: Store, areas: Areas, drawn: Map) -> None:
        self._store = store
        self._areas = areas
        self._map = drawn

    def last(self) -> Step | None:
        """The step that `undo` would take back."""
        return next(iter(self.steps(1)), None)

    def last_noted(self) -> int:
        """Grows with everything that is written down, also what changes no item and leaves the library's
        revision as it is: opened, taken out as a reference. Belongs into cache keys of what counts these."""
        return events.last_id(self._store.read())

    def steps(self, limit: int) -> list[Step]:
        """The latest steps that can be taken back, the last one first."""
        return events.steps(self._store.read(), limit)

    def changes(self, step: Step) -> list[Move]:
        """What a step changed, from what to what."""
        return history.changes(self._store.read(), step)

    def is_import(self, step_id: int) -> bool:
        """Whether a step is an import."""
        return imports.is_step(self._store.read(), step_id)

    def undo(self, step_id: int | None = None) -> list[Move]:
        """Takes the last step back, or the one of this number; an empty list when there is none. Areas that
        come back find their members anew.

        :raises NotFound: no step of this number can be taken back.
        :raises JomoError: a later step changed the same thing, and goes back first.
        """
        held: Collection[str] = ()
        with self._store.write() as db:
            step = self.last() if step_id is None else self._step(db, step_id)
            if step is None:
                return []
            if step.action is Action.IMPORTED:
                held = originals.kept(db)
                moves, restored = _undo_import(db, step)
            else:
                moves, restored = self._take_back(db, step), []
        if held:
            drop_unused(self._store, held)
        # What takes long, or measures what was just written, does so while nobody waits to write.
        if step.action is Action.MAP_CHANGED:
            self._map.undo()
        elif step.action in (Action.SPLIT, Action.MERGED):
            self._areas.refresh()
        elif step.action is Action.ANNOTATED:
            restored = [event.item_id for event in step.events if event.item_id is not None]
        elif any(event.action in events.OF_AREAS for event in step.events):
            self._areas.find_members()
        for item_id in restored:
            annotating.index_again(self._store, item_id)
        return moves

    def undo_move(self) -> list[Move]:
        """Takes the last filing back, whatever else was done since."""
        last = next(iter(events.steps(self._store.read(), 1, (Action.MOVED,))), None)
        return self.undo(last.id) if last else []

    def _step(self, db: sqlite3.Connection, step_id: int) -> Step:
        standing = events.steps(db, since=step_id)
        found = next((step for step in standing if step.id == step_id), None)
        if found is None and imports.is_forgotten(db, step_id, now()):
            raise NotFound(
                n_(
                    "Import {step} is not taken back: it is more than {count} days old, and what was before"
                    " it is no longer kept; `list --saved-since DAY --saved-until DAY` shows what came then",
                    "Import {step} is not taken back: it is more than {count} days old, and what was before"
                    " it is no longer kept; `list --saved-since DAY --saved-until DAY` shows what came then",
                    imports.KEPT_DAYS,
                    step=step_id,
                )
            )
        if found is None:
            raise NotFound(
                _("There is no step {step} to take back; `undo --list` shows those there are", step=step_id)
            )
        if later := history.in_the_way(found, standing):
            raise JomoError(
                _(
                    "Not taken back: step {step} ({action}) changed the same thing later; take that one back"
                    " first",
                    step=later.id,
                    action=later.action.label,
                )
            )
        return found

    def _take_back(self, db: sqlite3.Connection, step: Step) -> list[Move]:
        """All of it, but for the map."""
        if step.action not in (Action.MAP_CHANGED, Action.SPLIT, Action.MERGED):
            return history.undo(db, step)
        made = history.changes(db, step)[-1]
        if step.action is Action.MERGED:
            parting.take_back(db, step.id)
            events.take_back(db, step.events, now())
        if step.action is Action.SPLIT:
            kept, other = (event.item_id for event in step.events if event.item_id is not None)
            parting.rejoin(db, kept, other, events.undone_by(db, step.id), now())
            events.take_back(db, [replace(event, item_id=kept) for event in step.events], now())
        return [Move(made.key, made.after, made.before)]


def _undo_import(db: sqlite3.Connection, step: Step) -> tuple[list[Move], list[int]]:
    """Takes a whole import back; returns what to say of it, and ids of the items that are what they were and
    whose passages and words are still to be made.

    :raises JomoError: it is still being done.
    """
    if jobs.running_in(db, step.id):
        raise JomoError(_("This import is still running; stop it, then take it back"))
    [made] = history.changes(db, step)
    back, sources = take_back(db, step.id), subscribed.take_off(db, step.id)
    jobs.give_up(db, step.id, now())
    events.take_back(db, step.events, now())
    counted = (
        (back.removed, n_("{count} removed", "{count} removed", len(back.removed))),
        (back.restored, n_("{count} as before", "{count} as before", len(back.restored))),
        (
            back.acted_on,
            n_(
                "{count} kept because you did something with them since",
                "{count} kept because you did something with them since",
                len(back.acted_on),
            ),
        ),
        (
            back.held,
            n_(
                "{count} kept because a later import brought them too",
                "{count} kept because a later import brought them too",
                len(back.held),
            ),
        ),
        (sources.removed, n_("{count} no sources any more", "{count} no sources any more", sources.removed)),
        (
            sources.used,
            n_(
                "{count} stay sources because they brought something or you changed them since",
                "{count} stay sources because they brought something or you changed them since",
                sources.used,
            ),
        ),
        (
            sources.held,
            n_(
                "{count} stay sources because a later import named them too",
                "{count} stay sources because a later import named them too",
                sources.held,
            ),
        ),
    )
    told = ", ".join(said for there_is, said in counted if there_is) or _("nothing to change")
    return [Move(made.key, made.after, told)], back.restored
