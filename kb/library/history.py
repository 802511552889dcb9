"""`library.history`: the steps that were taken, and taking them back."""

from __future__ import annotations

from kb import history
from kb.library.areas import Areas
from kb.store import Store, events
from kb.types import Action, Event, Move


class History:
    """Nothing is erased: an undo is a step of its own."""

    def __init__(self, store: Store, areas: Areas) -> None:
        self._store = store
        self._areas = areas

    def undo(self) -> list[Move]:
        """Takes the last step back; an empty list when there is none. An area that comes back finds its
        members anew."""
        step = self.last()
        moves = history.undo(self._store)
        if step is not None and step.action in events.OF_AREAS:
            self._areas.find_members()
        return moves

    def undo_move(self) -> list[Move]:
        """Takes the last filing back, whatever else was done since."""
        return history.undo(self._store, (Action.MOVED,))

    def last(self) -> Event | None:
        """The step that `undo` would take back."""
        return next(iter(self.undoable(1)), None)

    def undoable(self, limit: int) -> list[Event]:
        """The latest steps that can be taken back, the last one first; of several events of one step its
        first."""
        return events.undoable(self._store.read(), limit)
