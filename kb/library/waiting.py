"""`library.waiting`: what is parked until a survey covers it, and the surveys that came."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

import numpy as np

from kb.catalogue import _, language
from kb.clock import day
from kb.errors import EncoderUnavailable, NotFound
from kb.library.areas import Areas
from kb.library.keys import item_id, item_ids
from kb.library.map import Map
from kb.store import Store, aliases, areas, delegations, items, parked, references
from kb.store.parked import Wait
from kb.types import TO_READ, Area, Filters, Item, Move, State, Zone
from kb.types.waiting import Coverage, Covered, Parking, Survey
from kb.vectors.whitening import WhitenedSpace
from kb.waiting import coverage, parking, surveys
from kb.waiting.coverage import Waits

_NEAREST = 100
"""How many of the items nearest to what waits in a place are looked at for surveys. By judgement."""
_WORTH_TELLING = 0.5
"""From this probability on something counts as covered: likelier than not."""
_TYPICAL = 10
"""Examples that an area made of a topic begins with. By judgement."""
_READ = 2_500
"""Characters of an item that are read for what it says of itself."""


class Waiting:
    """What is parked waits out of the inbox; its zone and state stay until a survey settles it."""

    def __init__(self, store: Store, areas: Areas, drawn: Map) -> None:
        self._store = store
        self._areas = areas
        self._map = drawn
        # What was read, and the sign, which holds its reason in the words of a language.
        self._looked: dict[tuple[int, str], tuple[str, Survey]] = {}

    def park(self, keys: Sequence[str], area_or_topic: str) -> list[Move]:
        """Lets items wait together for a survey of an area, or of a topic in the person's own words, as one
        step. Those that wait there already are left out.

        :raises NotFound: no item answers to one of the keys.
        :raises JomoError: there is no name.
        """
        ids = item_ids(self._store, keys)
        return parking.park(self._store, ids, parking.place(self._store, area_or_topic))

    def watch(self, name: str) -> list[Move]:
        """Parks an area, as one step: what it has in the inbox waits for a survey of it, and so does what
        comes from now on. A topic of the map becomes an area first, a step before that.

        :raises NotFound: no area and no topic is called so.
        """
        found = areas.get(self._store.read(), name) or self._area_of_topic(name)
        where = parking.place(self._store, found.name)
        waiting = Filters(zones=(Zone.INBOX,), states=(State.UNREAD,), areas=(found.name,))
        there = items.select(self._store.read(), waiting)
        signs = self.looks(there)
        going = [item.id for item in there if not signs[item.id].likely]
        return parking.watch(self._store, where, True, going)

    def _area_of_topic(self, name: str) -> Area:
        topic = next((one for one in self._map.topics() if one.name.casefold() == name.casefold()), None)
        if topic is None:
            raise NotFound(
                _("There is no area or topic {name}", name=name),
                _("`areas` lists them, and `park NAME --key KEY` parks items"),
            )
        typical, _outer = self._map.examples(_TYPICAL)[topic.id]
        return self._areas.set(
            topic.name,
            criterion=", ".join(topic.keywords),
            reason=_("Parked until a survey comes"),
            examples=[item.key for item in typical],
        )

    def parkable(self) -> list[str]:
        """Names of the areas and of the map's topics that are not parked yet: areas first."""
        watched = {place.name for place in parked.places(self._store.read()) if place.watched_since}
        names = [*areas.names(self._store.read()), *(topic.name for topic in self._map.topics())]
        return [name for name in dict.fromkeys(names) if name not in watched]

    def unwatch(self, area: str) -> None:
        """Lets new items of an area come to the inbox again, as one step; those that wait go on waiting.

        :raises NotFound: it is not watched.
        """
        places = parked.places(self._store.read())
        where = next((one for one in places if one.name == area and one.watched_since), None)
        if where is None:
            raise NotFound(_("{area} is not parked", area=area), _("`surveys` lists what is"))
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
                found.append(Parking(place.id, place.name, place.area, place.watched_since, own))
        return found

    def places_for(self, keys: Sequence[str]) -> list[str]:
        """Where items may be parked: first the areas they belong to, then places where something waits, then
        the other areas.

        :raises NotFound: no item answers to one of the keys.
        """
        db, ids = self._store.read(), item_ids(self._store, keys)
        own = [name for of in ids for name, *_others in areas.of_item(db, of)]
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

    # -- surveys ----------------------------------------------------------------------------------

    def looks(self, found: Sequence[Item]) -> dict[int, Survey]:
        """What items probably are, by id: surveys, tutorials, benchmarks, each with a probability. Without a
        model; what was read once is remembered."""
        db = self._store.read()
        bodies = items.bodies(db, [item.id for item in found], _READ)
        refs = references.keys_of_items(db, [item.id for item in found])
        spoken = language()
        for item in found:
            read = f"{len(refs.get(item.id, ()))} {item.title}\n{bodies[item.id]}"
            if (known := self._looked.get((item.id, spoken))) is None or known[0] != read:
                sign = surveys.look(item.title, bodies[item.id], len(refs.get(item.id, ())))
                self._looked[item.id, spoken] = (read, sign)
        return {item.id: self._looked[item.id, spoken][1] for item in found}

    def coverage(self, key: str) -> Coverage:
        """What a survey covers of what waits: by what it refers to, and by what it is about where its vector
        is made.

        :raises NotFound: no item answers to the key.
        """
        [survey] = items.by_ids(self._store.read(), [item_id(self._store, key)])
        return self._coverages([survey], self.looks([survey]), self._standing())[0]

    def surveys(self) -> list[Coverage]:
        """Surveys that cover some of what waits and came since it waits, or lay there to be read; those that
        cover most first."""
        waits = self._standing()
        if not waits:
            return []
        db = self._store.read()
        first = min(wait.parked_at for wait in waits.values())
        near = (self._nearest(waits) | references.pointing_to(db, list(waits))) - waits.keys()
        candidates = [
            item
            for item in items.by_ids(db, list(near))
            if day(item.saved_at) >= day(first)
            or (item.state in TO_READ and item.zone is not Zone.PUT_AND_FORGET)
        ]
        signs = self.looks(candidates)
        found = self._coverages([item for item in candidates if signs[item.id].likely], signs, waits)
        return sorted((one for one in found if one.covered), key=lambda one: -len(one.covered))

    def every_survey(self, filters: Filters = Filters()) -> list[tuple[Item, Survey]]:
        """All items that the filters let through and that probably take stock of a field, the newest first.
        Reads all of them, a few milliseconds each."""
        found = items.select(self._store.read(), filters, order="newest")
        looks = self.looks(found)
        return [(item, looks[item.id]) for item in found if looks[item.id].likely]

    def _coverages(
        self, found: Sequence[Item], signs: Mapping[int, Survey], waits: Mapping[int, Wait]
    ) -> list[Coverage]:
        """What each of these surveys, which look like one by their signs, covers of what waits."""
        db = self._store.read()
        by_id = {item.id: item for item in items.by_ids(db, list(waits))}
        keys = aliases.every_key(db, list(waits))
        known = {one: Waits(item.title, keys[one]) for one, item in by_id.items()}
        told = []
        for survey in found:
            document = items.document(db, survey.id)
            named = coverage.referred(known, {one.key for one in document.references}, document.text)
            likely = self._likely(survey.id, list(waits)) | dict.fromkeys(named, 1.0)
            covered = (
                Covered(by_id[one], waits[one].parking, p, one in named)
                for one, p in likely.items()
                if p >= _WORTH_TELLING and one != survey.id
            )
            in_order = sorted(covered, key=lambda one: (-one.probability, one.item.id))
            told.append(Coverage(survey, signs[survey.id], tuple(in_order)))
        return told

    def _space(self) -> WhitenedSpace | None:
        """What meaning is measured on; None without a model or vectors."""
        try:
            space = self._areas.space()
        except EncoderUnavailable:
            return None
        return space if len(space.rows) else None

    def _likely(self, survey: int, waiting: Collection[int]) -> dict[int, float]:
        """How probably a survey covers items by what both are about, by id."""
        space = self._space()
        if space is None or not len(own := space.of_items([survey])):
            return {}
        deviations = space.deviations(space.rows[own[0]])
        return {
            int(space.item_ids[row]): coverage.likely_covered(float(deviations[row]))
            for row in space.of_items(list(waiting))
        }

    def _nearest(self, waits: Mapping[int, Wait]) -> set[int]:
        """Ids of the items nearest to what waits in each place."""
        if (space := self._space()) is None:
            return set()
        found: set[int] = set()
        for place in {wait.parking_id for wait in waits.values()}:
            rows = space.of_items([of for of, wait in waits.items() if wait.parking_id == place])
            if len(rows):
                likeness = space.rows @ space.rows[rows].mean(axis=0)
                found.update(space.item_ids[np.argsort(-likeness)[:_NEAREST]].tolist())
        return found

    def _waits_of(self, item_ids: Sequence[int]) -> dict[int, Wait]:
        standing = self._standing()
        return {of: standing[of] for of in item_ids if of in standing}

    def _standing(self) -> dict[int, Wait]:
        """How each item waits, by id: first those that came into a watched area by themselves."""
        db = self._store.read()
        names = {place.id: place.name for place in parked.places(db)}
        came = parked.came(db)
        new = items.by_ids(db, list(came))
        signs = self.looks(new)
        # What it waits for does not wait.
        saved = {item.id: item.saved_at for item in new if not signs[item.id].likely}
        by_hand = {of: wait for of, wait in parked.waits(db).items() if wait.ended_at is None}
        by_area = {of: Wait(place, names[place], saved[of]) for of, place in came.items() if of in saved}
        return dict(chain(by_area.items(), by_hand.items()))
