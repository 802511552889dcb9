"""`library.items`: what is kept, one by one and in lists, and what is done to it by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from kb import exporting
from kb.catalogue import _
from kb.clock import now
from kb.errors import JomoError
from kb.exporting.epub import epub
from kb.exporting.travel import PackForm, pack, page
from kb.ingest.parting import part
from kb.library.keys import item_id, item_ids
from kb.search import titles
from kb.store import (
    Store,
    aliases,
    areas,
    contexts,
    delegations,
    events,
    fetches,
    items,
    maps,
    references,
    retellings,
)
from kb.triage import filing, tagging
from kb.types import Document, Filters, Item, ItemDetail, Mention, Move, Reference, State, Zone


class Items:
    """`refresh_areas` is called where items of one work were parted."""

    def __init__(self, store: Store, refresh_areas: Callable[[], None]) -> None:
        self._store = store
        self._refresh_areas = refresh_areas

    def select(
        self,
        filters: Filters = Filters(),
        *,
        limit: int | None = None,
        offset: int = 0,
        order: str = "newest",
    ) -> list[Item]:
        """Items the filters let through."""
        return items.select(self._store.read(), filters, order=order, limit=limit, offset=offset)

    def ids(self, filters: Filters, *, limit: int, order: str = "newest") -> list[int]:
        """Ids of items the filters let through."""
        return items.ids(self._store.read(), filters, order=order, limit=limit)

    def by_source(self, filters: Filters) -> dict[str, int]:
        """How many items the filters let through from each source, most first."""
        return items.count_by(self._store.read(), "source", filters)

    def saved_days(self, filters: Filters) -> list[tuple[Zone, str]]:
        """The zone of each item the filters let through, and the day it was saved on."""
        return items.saved_days(self._store.read(), filters)

    def count(self, filters: Filters = Filters()) -> int:
        """How many items the filters let through."""
        return items.count(self._store.read(), filters)

    def by_ids(self, ids: Sequence[int]) -> list[Item]:
        """The items with these ids, in their order; those that are gone are left out."""
        return items.by_ids(self._store.read(), ids)

    def get(self, key: str) -> ItemDetail:
        """One item with everything around it; `key` is its key or any address of it.

        :raises NotFound: no item answers to it.
        """
        db = self._store.read()
        [item] = items.by_ids(db, [item_id(self._store, key)])
        document = items.document(db, item.id)
        said = contexts.about(db, item.id)
        return ItemDetail(
            item=item,
            text=document.text,
            turns=document.turns,
            aliases=document.aliases,
            references=(*_leading(db, document.references), *_retold(db, document, item.id)),
            mentioned_by=tuple(
                Mention(other, said.get(other.id, ""))
                for other in items.by_ids(db, references.mentioned_by(db, item.id))
            ),
            events=tuple(events.of_item(db, item.id)),
            areas=tuple(name for name, _, _ in areas.of_item(db, item.id)),
            topic=maps.topic_of(db, item.id),
            meta=document.meta,
            annotations=document.annotations,
            pending=fetches.of_item(db, item.id),
            contexts=contexts.of_item(db, item.id),
            delegations=tuple(delegations.of_items(db, [item.id])),
            originals=document.originals,
        )

    def known(self, keys: Sequence[str]) -> dict[str, Item]:
        """The items that canonical keys lead to, for those that lead to one."""
        db = self._store.read()
        ids = {key: aliases.resolve(db, [key]) for key in keys}
        return {key: items.by_ids(db, one)[0] for key, one in ids.items() if one}

    def stub_keys(self) -> list[str]:
        """Keys of the papers known by their identifier only."""
        return items.stub_keys(self._store.read())

    def exported(self, keys: Sequence[str], form: exporting.Format) -> str:
        """Items as text to take elsewhere, in the order of their keys. Taking them out as references is
        remembered: it is a trace of use.

        :raises NotFound: no item answers to one of the keys.
        """
        details = list({detail.item.id: detail for detail in map(self.get, keys)}.values())
        if form is not exporting.Format.BIBTEX:
            return exporting.exported(details, form)
        if not self._store.read_only:
            filing.mark_cited(self._store, [detail.item.id for detail in details])
        return exporting.exported(details, form, self.select())

    def packed(self, keys: Sequence[str], form: PackForm) -> bytes:
        """Items with their texts and the person's notes as a file to read without network, in the order of
        their keys.

        :raises NotFound: no item answers to one of the keys.
        :raises JomoError: no item is named.
        """
        details = list({detail.item.id: detail for detail in map(self.get, keys)}.values())
        if not details:
            raise JomoError(_("There is nothing to pack; choose at least one item"))
        noted = (one.note for detail in details for one in detail.annotations)
        made = pack(details, now(), titles.linked(self._store.read(), noted))
        return epub(made) if form is PackForm.EPUB else page(made).encode()

    # -- what is done to them ---------------------------------------------------------------------

    def tag(self, keys: Sequence[str], tag: str) -> list[Move]:
        """Gives items a tag by hand; `before` and `after` of a move list the item's tags.

        :raises NotFound: no item answers to one of the keys.
        :raises JomoError: the tag is empty or too long.
        """
        return tagging.tag(self._store, item_ids(self._store, keys), tag)

    def untag(self, keys: Sequence[str], tag: str) -> list[Move]:
        """Takes a tag off items; importing them again does not bring it back.

        :raises NotFound: no item answers to one of the keys.
        """
        return tagging.untag(self._store, item_ids(self._store, keys), tag)

    def set_state(self, keys: Sequence[str], state: State) -> list[Move]:
        """Says how far items were read; returns what changed.

        :raises NotFound: no item answers to one of the keys.
        """
        return filing.set_state(self._store, item_ids(self._store, keys), state)

    def mark_opened(self, key: str, place: str = "") -> None:
        """Remembers that an item was looked at, where anything can be remembered. `place` is the page it was
        opened from, in lower case, empty where that is not known.

        :raises NotFound: no item answers to it.
        """
        if not self._store.read_only:
            filing.mark_opened(self._store, item_id(self._store, key), place)

    def split(self, key: str) -> list[Item]:
        """Makes two items again of one that was merged; they are held apart from then on.

        :raises JomoError: the item was not merged.
        :raises NotFound: no item answers to it.
        """
        with self._store.write() as db:
            parted = part(db, item_id(self._store, key), now())
        self._refresh_areas()
        return self.by_ids(parted)


def _leading(db: sqlite3.Connection, found: Sequence[Reference]) -> Iterator[Reference]:
    """The references that lead somewhere: each item once, and what is not kept by its address. A message
    answered in a chat without addresses has a key alone; where it did not come in nothing can be shown."""
    owners = aliases.owners(db, [one.key for one in found])
    seen: set[int] = set()
    for one in found:
        owner = owners.get(one.key)
        if owner not in seen and (owner is not None or "://" in one.url):
            yield one
        if owner is not None:
            seen.add(owner)


def _retold(db: sqlite3.Connection, document: Document, item_id: int) -> list[Reference]:
    """The papers that an item was confirmed to retell and does not link to."""
    linked = {reference.key for reference in document.references}
    papers = items.by_ids(db, retellings.papers_of(db, item_id))
    return [Reference(one.url or one.key, one.key, one.title) for one in papers if one.key not in linked]
