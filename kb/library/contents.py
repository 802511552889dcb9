"""`Contents`: everything that looks at a library or decides about what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kb import history
from kb import search as searching
from kb.errors import NotFound
from kb.library.home import Home
from kb.reflection import reviews
from kb.reflection.figures import ReviewFigures
from kb.store import areas, chunks, events, items, maps
from kb.topics import atlas, register
from kb.triage import desk
from kb.types import (
    Action,
    Area,
    Event,
    Filters,
    Gate,
    Hit,
    Item,
    ItemDetail,
    Move,
    Origin,
    SearchMode,
    Stance,
    State,
    Stats,
    Suggestion,
    TopicMap,
    TriageCard,
    Verdict,
    Zone,
)


class Contents(Home):
    """Reading, searching, filing, the map, the areas, reviews."""

    def items(
        self,
        filters: Filters = Filters(),
        *,
        limit: int | None = None,
        offset: int = 0,
        order: str = "newest",
    ) -> list[Item]:
        return items.select(self.store.read(), filters, order=order, limit=limit, offset=offset)

    def count(self, filters: Filters = Filters()) -> int:
        return items.count(self.store.read(), filters)

    def items_by_id(self, ids: Sequence[int]) -> list[Item]:
        return items.by_ids(self.store.read(), ids)

    def item(self, key: str) -> ItemDetail:
        """One item with everything around it; `key` is its key or any address of it."""
        db = self.store.read()
        [item] = items.by_ids(db, [self._id(key)])
        document = items.document(db, item.id)
        return ItemDetail(
            item=item,
            text=document.text,
            turns=document.turns,
            aliases=document.aliases,
            references=document.references,
            mentioned_by=tuple(items.by_ids(db, items.mentioned_by(db, item.id))),
            events=tuple(events.of_item(db, item.id)),
            areas=tuple(name for name, _, _ in areas.of_item(db, item.id)),
            topic=maps.topic_of(db, item.id),
            meta=document.meta,
        )

    def known(self, keys: Sequence[str]) -> dict[str, Item]:
        """The items that canonical keys lead to, for those that lead to one."""
        db = self.store.read()
        found = {key: items.resolve(db, [key]) for key in keys}
        return {key: items.by_ids(db, ids)[0] for key, ids in found.items() if ids}

    def stats(self) -> Stats:
        db = self.store.read()
        return Stats(
            items=items.count(db, Filters()),
            by_kind=items.count_by(db, "kind"),
            by_zone=items.count_by(db, "zone"),
            by_state=items.count_by(db, "state"),
            by_language=items.count_by(db, "language"),
            sources=items.count_by(db, "source"),
            chunks=chunks.count(db),
            pending_vectors=self.pending(),
            stubs=len(items.stub_keys(db)),
            bytes=_size_of(self.home),
        )

    def search(
        self,
        query: str,
        filters: Filters = Filters(),
        mode: SearchMode = SearchMode.HYBRID,
        limit: int = 20,
    ) -> list[Hit]:
        return searching.search(self.store, self.meaning, self.encode_query, query, filters, mode, limit)

    def similar(self, key: str, limit: int = 10, filters: Filters = Filters()) -> list[Hit]:
        """More like this item; empty while it has no vector yet."""
        item_id = self._id(key)
        own = chunks.head_vectors(self.store.read(), *self._key, [item_id])
        if not len(own.chunk_ids):
            return []
        return searching.similar(self.store, self.meaning, item_id, own.vectors[0], filters, limit)

    # -- triage -----------------------------------------------------------------------------------

    def triage_queue(self) -> list[Item]:
        """The inbox, what was saved last first."""
        return self.items(Filters(zones=(Zone.INBOX,)), order="saved")

    def triage_card(self, key: str) -> TriageCard:
        detail = self.item(key)
        return desk.card(self.store, detail.item, detail.item.summary or detail.text, *self._key)

    def suggestions(self, zone: Zone = Zone.INBOX) -> dict[int, Suggestion]:
        """Suggested zones by item id; only items with a vector have one."""
        return desk.suggestions(self.store, self.items(Filters(zones=(zone,))), *self._key)

    def move(self, keys: Sequence[str], zone: Zone, origin: Origin = Origin.ME) -> list[Move]:
        return desk.move(self.store, self._ids(keys), zone, origin)

    def undo(self) -> list[Move]:
        """Takes the last step back; an empty list when there is none. An area that comes back finds its
        members anew."""
        step = self.last_undoable()
        moves = history.undo(self.store)
        if step is not None and step.action in (Action.AREA_SET, Action.AREA_REMOVED):
            register.refresh(self.store, self.space, self.encode_query, [step.subject])
        return moves

    def undo_move(self) -> list[Move]:
        return history.undo(self.store, (Action.MOVED,))

    def last_undoable(self) -> Event | None:
        found = events.last_undoable(self.store.read())
        return found[0] if found else None

    def set_state(self, keys: Sequence[str], state: State) -> list[Move]:
        return desk.set_state(self.store, self._ids(keys), state)

    def opened(self, key: str) -> None:
        desk.mark_opened(self.store, self._id(key))

    def gate(self) -> Gate:
        return desk.gate_status(self.store)

    def open_gate(self, zone: Zone, reason: str = "") -> None:
        desk.open_gate(self.store, zone, reason)

    def gate_open_today(self) -> set[Zone]:
        return desk.opened_today(self.store)

    # -- the map and the areas --------------------------------------------------------------------

    def map(self) -> TopicMap:
        return atlas.read(self.store)

    def update_map(self, rebuild: bool = False) -> TopicMap:
        """Places what has no place yet; with `rebuild`, draws the whole map anew."""
        atlas.update(self.store, self.space, rebuild)
        return self.map()

    def areas(self) -> list[Area]:
        return areas.every(self.store.read())

    def area(self, name: str) -> Area:
        found = areas.get(self.store.read(), name)
        if found is None:
            raise NotFound(f"No area is called {name}; `areas` lists them")
        return found

    def set_area(
        self,
        name: str,
        *,
        stance: Stance | None = None,
        criterion: str | None = None,
        reason: str | None = None,
        examples: Sequence[str] | None = None,
        review_on: str | None = None,
    ) -> Area:
        """Makes an area or changes what is given of it; its members are found anew."""
        example_ids = None if examples is None else self._ids(examples)
        register.set_area(self.store, name, stance, criterion, reason, example_ids, review_on)
        register.refresh(self.store, self.space, self.encode_query, [name])
        return self.area(name)

    def remove_area(self, name: str) -> None:
        register.remove(self.store, self.area(name))

    # -- reflection -------------------------------------------------------------------------------

    def judge(
        self, keys: Sequence[str], verdict: Verdict, note: str = "", at: str | None = None
    ) -> list[Item]:
        return reviews.judge(self.store, self._ids(keys), verdict, note, at)

    def to_judge(self, since: str, until: str) -> list[Item]:
        return reviews.to_judge(self.store, since, until)

    def review(self, since: str, until: str) -> ReviewFigures:
        return reviews.review(self.store, since, until)


def _size_of(folder: Path) -> int:
    """Bytes of all files below a folder, of those that stay while it is being counted."""
    total = 0
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += file.lstat().st_size
    return total
