"""`Contents`: everything that looks at a library or decides about what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from kb import exporting, history
from kb import search as searching
from kb.backup import daily
from kb.clock import now, tomorrow
from kb.errors import EncoderUnavailable, JomoError
from kb.ingest.derived import rewrite
from kb.ingest.merging import part, unite
from kb.ingest.save import merged
from kb.library.attention import Attention
from kb.reflection import reviews
from kb.reflection.figures import ReviewFigures
from kb.search import saved
from kb.search.similarity import Background, Texts
from kb.store import areas, chunks, events, items, maps, searches
from kb.text.language import detect_language
from kb.triage import cards, filing, tagging
from kb.types import (
    Action,
    Event,
    Filters,
    Found,
    Gate,
    Hit,
    Item,
    ItemDetail,
    Move,
    Origin,
    SavedSearch,
    SearchMode,
    State,
    Stats,
    Suggestion,
    TriageCard,
    Verdict,
    Zone,
)


class Contents(Attention):
    """Reading, searching, filing, reviews."""

    _background: tuple[int, Background] | None = None
    _counted: tuple[tuple[int, list[SavedSearch]], list[SavedSearch]] | None = None
    _ground_of_triage: cards.Ground | None = None
    _cards: Mapping[int, tuple[object, TriageCard]] = MappingProxyType({})

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
            links=items.count_links(db),
            bytes=_size_of(self.home),
            last_copy=daily.day_of_last(self.store),
        )

    def search(
        self,
        query: str,
        filters: Filters = Filters(),
        mode: SearchMode = SearchMode.HYBRID,
        limit: int = 20,
    ) -> list[Hit]:
        """What `find` finds."""
        return list(self.find(query, filters, mode, limit).hits)

    def find(
        self,
        query: str,
        filters: Filters = Filters(),
        mode: SearchMode = SearchMode.HYBRID,
        limit: int = 20,
    ) -> Found:
        """Items that answer what was typed into the search box, with everything the page tells beside."""
        return searching.find(self.store, self.meaning, self.understanding, query, filters, mode, limit)

    def similar(
        self,
        keys: str | Sequence[str] = (),
        *,
        text: str = "",
        limit: int = 10,
        filters: Filters = Filters(),
    ) -> list[Hit]:
        """More like these items, like a text, or like all of them together; the items themselves left out."""
        ids = self._ids([keys] if isinstance(keys, str) else keys)
        seeds = searching.texts(self.store, ids, *self._key)
        if text.strip():
            pasted = self.encode_query(text)
            seeds = Texts(
                np.vstack([seeds.vectors, pasted[np.newaxis]]),
                [*seeds.texts, text],
                [*seeds.languages, detect_language(text)],
            )
        if not seeds.texts:
            raise JomoError("Name an item or paste a text to find what is like it")
        allowed = searching.passing(self.store.read(), filters)
        fingerprint = self.space.fingerprint
        return searching.similar(
            self.store, self.meaning, fingerprint, self._usual(), seeds, ids, allowed, limit
        )

    def _usual(self) -> Background:
        """What is usual in this library; sampled anew once it has grown by a twentieth."""
        count = self.count()
        if self._background is None or abs(count - self._background[0]) > count // 20:
            self._background = (count, searching.usual(self.store, *self._key))
        return self._background[1]

    # -- saved searches and taking items elsewhere ------------------------------------------------

    def saved_searches(self) -> list[SavedSearch]:
        """Questions to come back to, each with how many of its results are new. Counted once a revision."""
        kept = searches.every(self.store.read())
        state = (self.revision(), kept)
        if self._counted is None or self._counted[0] != state:
            self._counted = (state, saved.counted(self.store, kept, self._best))
        return self._counted[1]

    def _best(self, query: str, limit: int) -> list[Hit]:
        """The best results, by words alone while the model cannot be had: counting must not fail a page."""
        try:
            return self.search(query, limit=limit)
        except EncoderUnavailable:
            return self.search(query, mode=SearchMode.WORDS, limit=limit)

    def save_search(self, name: str, query: str) -> SavedSearch:
        """Keeps a question; the same name asks another question from now on."""
        return saved.save(self.store, name, query)

    def forget_search(self, name: str) -> SavedSearch:
        return saved.forget(self.store, name)

    def mark_search_seen(self, name: str) -> None:
        """Notes that the results were looked at now: nothing of them is new any more."""
        saved.mark_seen(self.store, name)

    def exported(self, keys: Sequence[str], form: exporting.Format) -> str:
        """Items as text to take elsewhere, in the order of their keys."""
        named = {detail.item.id: detail for detail in (self.item(key) for key in keys)}
        details = list(named.values())
        among = self.items() if form is exporting.Format.BIBTEX else ()
        return exporting.exported(details, form, among)

    # -- triage -----------------------------------------------------------------------------------

    def triage_queue(self) -> list[Item]:
        """The inbox, what was saved last first."""
        return self.items(Filters(zones=(Zone.INBOX,)), order="saved")

    def triage_cards(self, waiting: Sequence[Item]) -> list[TriageCard]:
        """What is shown of items while they are being filed, in their order. A card is made once while its
        item, the item's areas and what it is measured against stay."""
        ground = self._triage_ground()
        state = {
            item.id: (ground, replace(item, zone=Zone.INBOX), matches)
            for item, matches in zip(waiting, cards.matches(self.store, waiting), strict=True)
        }
        kept = {i: made for i, (as_of, made) in self._cards.items() if i in state and as_of == state[i]}
        lacking = [item for item in waiting if item.id not in kept]
        for card in cards.cards(self.store, ground, *self._key, lacking) if lacking else ():
            kept[card.item.id] = card
        self._cards = {i: (state[i], kept[i]) for i in kept}
        return [kept[item.id] for item in waiting]

    def _triage_ground(self) -> cards.Ground:
        known = self._ground_of_triage
        if known is None or not known.stamp.covers(cards.stamp(self.store)):
            self._ground_of_triage = known = cards.ground(self.store, *self._key)
        return known

    def suggestions(self, zone: Zone = Zone.INBOX) -> dict[int, Suggestion]:
        """Suggested zones by item id; only items with a vector have one."""
        waiting = self.items(Filters(zones=(zone,)))
        return cards.suggestions(self.store, self._triage_ground(), *self._key, waiting)

    def move(self, keys: Sequence[str], zone: Zone, origin: Origin = Origin.ME) -> list[Move]:
        return filing.move(self.store, self._ids(keys), zone, origin)

    def accept(self, suggested: Mapping[int, Suggestion]) -> None:
        """Files items, by id, as was suggested: all of them or none, for others would be suggested after a
        part. Each is a step of its own; those that could go either way stay."""
        with self.store.write():
            for item_id, suggestion in suggested.items():
                if not suggestion.fork:
                    filing.move(self.store, [item_id], suggestion.zone, Origin.SUGGESTION)

    def undo(self) -> list[Move]:
        """Takes the last step back; an empty list when there is none. An area that comes back finds its
        members anew."""
        step = self.last_undoable()
        moves = history.undo(self.store)
        if step is not None and step.action in events.OF_AREAS:
            self.find_members()
        return moves

    def undo_move(self) -> list[Move]:
        return history.undo(self.store, (Action.MOVED,))

    def split(self, key: str) -> list[Item]:
        """Makes two items again of one that was merged; they are held apart from then on.

        :raises JomoError: the item was not merged.
        """
        with self.store.write() as db:
            parted = part(db, self._id(key), now())
            for item_id in parted:
                rewrite(db, item_id, items.document(db, item_id))
        self.refresh_areas()
        return self.items_by_id(parted)

    def rejoin(self, parted: Sequence[Item]) -> None:
        """Takes a `split` back: makes one item again of the two that it returned."""
        kept, other = (item.id for item in parted)
        with self.store.write() as db:
            # What the other one says only fills gaps: the kept one is what the person called it by.
            filling = replace(items.document(db, other), guessed=True)
            whole = merged(items.document(db, kept), filling)
            unite(db, kept, other, now(), Origin.ME)
            rewrite(db, kept, whole)
        self.refresh_areas()

    def last_undoable(self) -> Event | None:
        return next(iter(self.undoable(1)), None)

    def undoable(self, limit: int) -> list[Event]:
        """The latest steps that can be taken back, the last one first; of several events of one step its
        first."""
        return events.undoable(self.store.read(), limit)

    def tag(self, keys: Sequence[str], tag: str) -> list[Move]:
        """Gives items a tag by hand; `before` and `after` of a move list the item's tags."""
        return tagging.tag(self.store, self._ids(keys), tag)

    def untag(self, keys: Sequence[str], tag: str) -> list[Move]:
        """Takes a tag off items; importing them again does not bring it back."""
        return tagging.untag(self.store, self._ids(keys), tag)

    def set_state(self, keys: Sequence[str], state: State) -> list[Move]:
        return filing.set_state(self.store, self._ids(keys), state)

    def snooze(self, keys: Sequence[str], until: str | None = None) -> list[Move]:
        """Puts items off until a day (tomorrow where none is given); zone and state stay. Until then Today
        leaves them out."""
        return filing.snooze(self.store, self._ids(keys), until or tomorrow())

    def snoozed(self) -> dict[int, str]:
        """Items put off beyond today, by id, and the day each comes back."""
        return filing.snoozed(self.store)

    def opened(self, key: str) -> None:
        """Remembers that an item was looked at, where anything can be remembered."""
        if not self.store.read_only:
            filing.mark_opened(self.store, self._id(key))

    def gate(self) -> Gate:
        return filing.gate_status(self.store)

    def open_gate(self, zone: Zone, reason: str = "") -> None:
        filing.open_gate(self.store, zone, reason)

    def gate_open_today(self) -> set[Zone]:
        return filing.opened_today(self.store)

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
