"""`Attention`: the map, and what is followed or ignored on purpose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.areas import outline, register, role, why
from kb.areas.membership import in_words
from kb.clock import today
from kb.errors import EncoderUnavailable
from kb.library.home import Home
from kb.reflection.drift import Drift, drift, first_day, last_day, usual_period
from kb.store import areas, facts, maps
from kb.store import drift as rows
from kb.topics import edits, topic_map
from kb.types import Area, Depth, Item, MapVersion, Membership, OutlineArea, Role, Stance, Topic, TopicMap
from kb.vectors.item_vectors import read_heads
from kb.vectors.whitening import Ground, ground

_WORDS_KEPT = 500


class Attention(Home):
    """Drawing the map, keeping the register of areas."""

    # -- the map ----------------------------------------------------------------------------------

    def map(self) -> TopicMap:
        return topic_map.read(self.store)

    def map_stamp(self) -> str:
        """Another one whenever the map is."""
        return maps.stamp(self.store.read())

    def update_map(self, rebuild: bool = False) -> TopicMap:
        """Places what has no place yet; with `rebuild`, draws the whole map anew. What was decided by hand
        stands either way."""
        topic_map.update(self.store, self.space, self.encode_query, rebuild)
        return self.map()

    def map_versions(self) -> list[MapVersion]:
        """The map as it was before each redrawing and each step by hand, the newest first."""
        return maps.versions(self.store.read())

    def undo_map(self) -> MapVersion | None:
        """Takes the latest step on the map back: brings the newest version back and drops it; None where
        none is kept. Items that came since get places without moving others. Steps on the map are no
        events: `undo` leaves them alone."""
        return topic_map.undo(self.store, self.space)

    def rename_topic(self, topic_id: int, name: str) -> Topic:
        """Gives a topic a name, which stays for good; an empty one brings the found name back. The topic is
        pinned. `undo_map` takes it back."""
        edits.rename(self.store, topic_id, name)
        return self.topic(topic_id)

    def merge_topics(self, topic_id: int, into: int) -> Topic:
        """Makes one topic of two of the same level, pinned, with the name of the second. `undo_map` takes it
        back."""
        edits.merge(self.store, topic_id, into)
        return self.topic(into)

    def split_topic(self, topic_id: int) -> tuple[Topic, Topic]:
        """Divides a lower topic into the two it falls into, both pinned; the larger keeps the number.
        `undo_map` takes it back."""
        larger, smaller = edits.split(self.store, self.space, topic_id)
        return self.topic(larger), self.topic(smaller)

    def pin_topic(self, topic_id: int, pinned: bool = True) -> Topic:
        """Keeps a topic's items together for good, or leaves them to the next redrawing again. `undo_map`
        takes it back."""
        edits.pin(self.store, topic_id, pinned)
        return self.topic(topic_id)

    def topic_examples(self, limit: int = 3) -> dict[int, tuple[list[Item], list[Item]]]:
        """Of each topic the most typical items and the newest, by its number."""
        return topic_map.examples(self.store, self.map(), limit)

    def topic(self, topic_id: int) -> Topic:
        """A topic of either level by its number.

        :raises NotFound: none has it.
        """
        for topic in self.map().topics:
            if topic.id == topic_id:
                return topic
        raise edits.unknown(topic_id)

    # -- areas ------------------------------------------------------------------------------------

    _measured: tuple[str, Ground] | None = None

    @cached_property
    def _words(self) -> dict[str, NDArray[np.float32]]:
        return {}

    def areas(self) -> list[Area]:
        return areas.every(self.store.read())

    def area(self, name: str) -> Area:
        found = areas.get(self.store.read(), name)
        if found is None:
            raise register.unknown(name)
        return found

    def set_area(
        self,
        name: str,
        *,
        stance: Stance | None = None,
        criterion: str | None = None,
        reason: str | None = None,
        examples: Sequence[str] | None = None,
        counter_examples: Sequence[str] | None = None,
        review_on: str | None = None,
        parent: str | None = None,
        rename: str | None = None,
    ) -> Area:
        """Makes an area or changes what is given of it; its members are found anew. An empty `parent` takes
        it out of the area around it. A renamed area keeps everything; saved searches that name it in
        their words go on asking for the old name."""
        change = register.Change(
            stance,
            criterion,
            reason,
            None if examples is None else self._ids(examples),
            None if counter_examples is None else self._ids(counter_examples),
            review_on,
            parent,
            rename,
        )
        name = register.set_area(self.store, name, change)
        self.find_members()
        return self.area(name)

    def remove_area(self, name: str) -> None:
        """Takes an area off the register; its items stay, areas inside it move out to where it lay."""
        register.remove(self.store, self.area(name))
        self.find_members()

    def settle(self, name: str, keys: Sequence[str], belongs: bool) -> Area:
        """Says of items that they belong to an area (they become examples) or do not (counter-examples);
        its members are found anew."""
        register.settle(self.store, name, self._ids(keys), belongs)
        self.find_members()
        return self.area(name)

    def borderline(self, name: str, limit: int = 10) -> list[Membership]:
        """Items that wait for a yes or no: the least sure first, none too like another."""
        return why.borderline(self.store, self._ground(), self._encoded, self.area(name), limit)

    def memberships(self, key: str) -> list[Membership]:
        """The areas an item belongs to and why, the surest first; then those it may belong to."""
        return why.memberships(self.store, self._ground(), self._encoded, self._id(key))

    def members(self, name: str, offset: int = 0, limit: int = 20) -> list[Membership]:
        """Some of those who belong to an area and why, the surest first."""
        return why.members(self.store, self._ground(), self._encoded, self.area(name), offset, limit)

    def refresh_areas(self, names: Collection[str] | None = None) -> None:
        """Finds anew who belongs to the areas named, or to all."""
        register.refresh(self.store, self._ground, self._encoded, self._measure(), names)

    def find_members(self) -> None:
        """Finds who belongs to the areas that were changed since, if any: those just set, and those whose
        setting was cut short."""
        if names := areas.unmeasured(self.store.read()):
            self.refresh_areas(names)

    def areas_behind(self) -> bool:
        """Whether members of any area were found before the last passages and vectors came."""
        return bool(areas.behind(self.store.read(), self._measure()))

    def _measure(self) -> str:
        """Names the state of passages and vectors that members of areas are found by."""
        return f"{self.space.fingerprint} {facts.get(self.store.read(), 'passages', '0')}"

    def warm_up(self) -> None:
        """As of any home; then what the first question about an area would wait for."""
        super().warm_up()
        if self.areas():
            self._ground()

    def _ground(self) -> Ground:
        """Made anew only when passages or vectors came or went."""
        passages = facts.get(self.store.read(), "passages", "0")
        if self._measured is None or self._measured[0] != passages:
            self._measured = (passages, ground(read_heads(self.store, self.space)))
        return self._measured[1]

    def _encoded(self, text: str) -> NDArray[np.float32]:
        """As `encode_query`; the words of areas are asked for again with every answer."""
        if len(self._words) > _WORDS_KEPT:
            self._words.clear()
        if text not in self._words:
            self._words[text] = self.encode_query(text)
        return self._words[text]

    def outline(self, text: str) -> list[OutlineArea]:
        """The entries of an outline in a pasted text."""
        return outline.parse(text)

    def import_outline(
        self, outlined: str | Sequence[OutlineArea], stance: Stance = Stance.UNDECIDED
    ) -> list[Area]:
        """Makes an area of each entry of a pasted outline, or of entries chosen from one, all as one step;
        areas known by that name stay."""
        entries = outline.parse(outlined) if isinstance(outlined, str) else outlined
        made = register.import_outline(self.store, entries, stance)
        self.find_members()
        return [self.area(name) for name in made]

    # -- the role ---------------------------------------------------------------------------------

    def lately(self) -> str:
        """The day that what is called of late begins with: 90 days ago, or 90 days before the last thing
        came where nothing came since."""
        return role.period_start(self.store.read())

    def role(self, days: int = role.PERIOD_DAYS) -> Role:
        """What the work asks for, what fed it in the last days, and the gaps."""
        return role.role(self.store, self._likely_areas(), days)

    def set_ask(self, text: str, depth: Depth | None = None, areas: Sequence[str] | None = None) -> Role:
        """Puts what the role asks for, or changes its depth or the areas that serve it."""
        role.set_ask(self.store, text, depth, areas)
        return self.role()

    def remove_ask(self, text: str) -> None:
        role.remove_ask(self.store, text)

    def import_role(self, outlined: str | Sequence[OutlineArea]) -> list[str]:
        """Puts an ask of each entry of a pasted outline, such as the points of a job description, or of
        entries chosen from one."""
        entries = outline.parse(outlined) if isinstance(outlined, str) else outlined
        return role.import_asks(self.store, entries)

    def _likely_areas(self) -> Callable[[str], tuple[str, ...]]:
        """Proposes areas for a text by meaning; none where the model cannot be had."""
        described: dict[str, NDArray[np.float32]] = {}

        def likely(text: str) -> tuple[str, ...]:
            measured = self._ground()
            try:
                for area in () if described else self.areas():
                    words = in_words(measured, self._encoded, area.name, area.criterion)
                    described[area.name] = words.row
                return role.likely_areas(measured, measured.of_text(self._encoded(text)), described)
            except EncoderUnavailable:
                return ()

        return likely

    # -- drift ------------------------------------------------------------------------------------

    def drift(self, since: str | None = None, until: str | None = None) -> Drift:
        """Where intake went beside the stances. `since` and `until` (a day, a month or a year) are inclusive;
        without them: the last twelve months, or the last twelve in which something came."""
        db = self.store.read()
        arrivals = rows.arrivals(db)
        first, last = usual_period(arrivals, date.fromisoformat(today()))
        return drift(
            arrivals,
            rows.memberships(db),
            rows.filings(db),
            rows.readings(db),
            first_day(since) if since else first,
            last_day(until) if until else last,
        )
