"""`library.delegations`: what was handed to whom, and what came back."""

from __future__ import annotations

from collections.abc import Sequence

from kb.catalogue import _, language
from kb.clock import present
from kb.errors import JomoError, NotFound
from kb.library.keys import item_id, item_ids
from kb.store import Store, delegations, items
from kb.text.due import due_day
from kb.types import Item
from kb.types.waiting import Delegation, Person
from kb.waiting import delegating
from kb.waiting.message import message


class Delegations:
    """An item that somebody has waits out of the inbox until its gist came back. Its zone and state stay."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def give(self, keys: Sequence[str], to: str, due: str | None = None, why: str = "") -> list[Delegation]:
        """Hands items to a person, as one step. Those that this person has already are left out. `due` is a
        day, in words too (`until Friday`); `why` what is asked of them.

        :raises NotFound: no item answers to one of the keys.
        :raises JomoError: nobody is named, or `due` is no day.
        """
        return delegating.give(self._store, item_ids(self._store, keys), to, self.due(due), why)

    def due(self, text: str | None) -> str | None:
        """The day to come that a text names: `2026-12-05`, `к 5 декабря`, `next Friday`; None for none.

        :raises JomoError: it names no day, more than one, or one that is over.
        """
        if text is None or not text.strip():
            return None
        try:
            return due_day(text, present().date()).isoformat()
        except ValueError as error:
            raise JomoError(
                # For translators: `reason` ends the clause, as in `5/11 could be two days`.
                _(
                    "{text} {reason}; write 2026-12-05, 5 December, next Friday or in two weeks",
                    text=text.strip(),
                    reason=error,
                )
            ) from error

    def message(self, keys: Sequence[str], to: str, due: str | None = None, why: str = "") -> str:
        """What to write to a person about items, ready to be copied: in the language of
        `why`, or of the name, or else of the pages. `due` is a day.

        :raises NotFound: no item answers to one of the keys.
        """
        found = items.by_ids(self._store.read(), item_ids(self._store, keys))
        return message(found, to, due, why, spoken=language())

    def returned(
        self, key: str, gist: str = "", rating: int | None = None, by: str | None = None
    ) -> Delegation:
        """Writes down what came back of an item, as a step: from the person `by`, or from the last who got it
        and has it still. Said again, it replaces what was written.

        :raises NotFound: no item answers to the key, or it was handed to nobody, or not to `by`.
        :raises JomoError: there is no such rating.
        """
        return delegating.returned(self._store, item_id(self._store, key), gist, rating, by)

    def open(self) -> list[Delegation]:
        """Those of which nothing came back yet, the earliest due first."""
        return delegations.standing(self._store.read())

    def back(self, limit: int | None = None) -> list[Delegation]:
        """Those of which something came back, the latest first."""
        done = [one for one in delegations.every(self._store.read()) if not one.is_open]
        return sorted(done, key=lambda one: one.returned_at or "", reverse=True)[:limit]

    def of(self, key: str) -> list[Delegation]:
        """Those of one item, the last given first.

        :raises NotFound: no item answers to the key.
        """
        return delegations.of_items(self._store.read(), [item_id(self._store, key)])

    def people(self) -> list[Person]:
        """Everybody that items were handed to, whoever was handed something last first."""
        return delegating.people(delegations.every(self._store.read()))

    def person(self, name: str) -> Person:
        """What one person was sent and what came of it.

        :raises NotFound: nothing was handed to somebody of that name.
        """
        called = " ".join(name.split()).casefold()
        found = next((one for one in self.people() if one.name.casefold() == called), None)
        if found is None:
            raise NotFound(
                _("Nothing was handed to {name}; `people` lists who was handed something", name=name)
            )
        return found

    def unseen(self, keys: Sequence[str]) -> list[Item]:
        """Those of the items that the person never looked at: neither opened nor begun, and without notes."""
        asked = items.by_ids(self._store.read(), item_ids(self._store, keys))
        seen = delegating.looked_at(self._store, asked)
        return [item for item in asked if item.id not in seen]
