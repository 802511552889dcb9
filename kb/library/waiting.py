"""`library.waiting`: what is parked until a survey covers it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from kb.errors import NotFound
from kb.library.keys import item_id, item_ids
from kb.store import Store, areas, delegations, items, parked
from kb.store.parked import Wait
from kb.types import Filters, Move, State, Zone
from kb.types.waiting import Parking
from kb.waiting import parking


class Waiting:
    """What is parked waits out of the inbox; its zone and state stay until a survey settles it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def park(self, keys: Sequence[str], area_or_topic: str) -> list[Move]:
        """Lets items wait together for a survey of an area, or of a topic in the person's own words, as one
        step. Those that wait there already are left out.

        :raises NotFound: no item answers to one of the keys.
        :raises JomoError: there is no name.
        """
        ids = item_ids(self._store, keys)
        return parking.park(self._store, ids, parking.place(self._store, area_or_topic))

    def watch(self, area: str) -> list[Move]:
        """Parks an area, as one step: what it has in the inbox waits for a survey of it, and so does what
        comes from now on.

        :raises NotFound: no area is called so.
        """
        found = areas.get(self._store.read(), area)
        if found is None:
            raise NotFound(
                f"There is no area {area}; `areas` lists them, and `park NAME --key KEY` parks items"
            )
        where = parking.place(self._store, found.name)
        waiting = Filters(zones=(Zone.INBOX,), states=(State.UNREAD,), areas=(found.name,))
        there = [item.id for item in items.select(self._store.read(), waiting)]
        return parking.watch(self._store, where, True, there)

    def unwatch(self, area: str) -> None:
        """Lets new items of an area come to the inbox again, as one step; those that wait go on waiting.

        :raises NotFound: it is not watched.
        """
        where = next((one for one in parked.places(self._store.read()) if one.name == area), None)
        if where is None or where.watched_since is None:
            raise NotFound(f"{area} is not parked; `surveys` lists what is")
        came = [of for of, place in parked.came(self._store.read()).items() if place == where.id]
        parking.watch(self._store, where, False, came)

    def parked(self) -> list[Parking]:
        """All places where items wait, or are watched for, by name."""
        db = self._store.read()
        waits = self._standing()
        by_id = {item.id: item for item in items.by_ids(db, list(waits))}
        found = []
        for place in parked.places(db):
            own = tuple(by_id[of] for of, wait in waits.items() if wait.parking_id == place.id)
            if own or place.watched_since:
                found.append(Parking(place.name, place.area, place.watched_since, own))
        return found

    def places_for(self, keys: Sequence[str]) -> list[str]:
        """Where items may be parked: first the areas they belong to, then places where something waits, then
        the other areas.

        :raises NotFound: no item answers to one of the keys.
        """
        db, ids = self._store.read(), item_ids(self._store, keys)
        own = [name for of in ids for name, _, _ in areas.of_item(db, of)]
        waiting = [place.name for place in self.parked()]
        return list(dict.fromkeys([*own, *waiting, *areas.names(db)]))

    def held(self) -> set[int]:
        """Ids of all items that wait on purpose, parked or handed to somebody: neither the inbox nor Today
        asks about them."""
        return set(self._standing()) | delegations.held(self._store.read())

    def let_out(self, keys: Sequence[str]) -> list[Move]:
        """Ends the wait of items, as one step; they lie where they lay. Those that do not wait are left out.

        :raises NotFound: no item answers to one of the keys.
        """
        return parking.end(self._store, self._waits_of(item_ids(self._store, keys)))

    def settle(self, survey_key: str, keys: Sequence[str]) -> list[Move]:
        """Settles parked items with the one reading of a survey, as one step: they are put away, unread as
        they are, and remember by what. Those that do not wait are left out.

        :raises NotFound: no item answers to one of the keys.
        """
        survey = item_id(self._store, survey_key)
        [item] = items.by_ids(self._store.read(), [survey])
        return parking.settle(self._store, item, self._waits_of(item_ids(self._store, keys)))

    def _waits_of(self, item_ids: Sequence[int]) -> dict[int, Wait]:
        standing = self._standing()
        return {of: standing[of] for of in item_ids if of in standing}

    def _standing(self) -> dict[int, Wait]:
        """How each item waits, by id: first those that came into a watched area by themselves."""
        db = self._store.read()
        names = {place.id: place.name for place in parked.places(db)}
        came = parked.came(db)
        saved = {item.id: item.saved_at for item in items.by_ids(db, list(came))}
        by_hand = {of: wait for of, wait in parked.waits(db).items() if wait.ended_at is None}
        by_area = {of: Wait(place, names[place], saved[of]) for of, place in came.items()}
        return dict(chain(by_area.items(), by_hand.items()))
