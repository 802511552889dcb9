"""Saving what was chosen of a feed: nothing is asked for that, so nothing is loaded that asks or reads."""

from __future__ import annotations

from dataclasses import replace

from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.store import Store, aliases, feeds, items
from kb.text.identity import canonical_key
from kb.types import AddReport, Document, Fate, Feed


def save_chosen(store: Store, feed: Feed) -> AddReport:
    """Saves what was chosen of a feed; what the library had already learns what the feed says of it."""
    chosen, known = (feeds.waiting(store.read(), feed.id, fate) for fate in (Fate.CHOSEN, Fate.KNOWN))
    documents = [
        *(one.document for one in chosen), *(_beside_text(store, one.document) for one in known),
    ]  # fmt: skip
    report = ingest(store, documents, Options(feed.zone, feed.title or None))
    with store.write(silent=True) as db:
        for entry, fate in (*((one, Fate.SHOWN) for one in chosen), *((one, Fate.KNOWN) for one in known)):
            item_id = item_of(store, entry.document)
            feeds.settle(db, entry.id, fate if item_id else Fate.PASSED, item_id)
    return report


def item_of(store: Store, document: Document) -> int | None:
    """The item that a document is already, if it is one."""
    found = aliases.resolve(store.read(), [canonical_key(one) for one in (document.key, *document.aliases)])
    return found[0] if found else None


def _beside_text(store: Store, document: Document) -> Document:
    """A document for an item that there is: a text that the item has is not displaced by a feed's."""
    item_id = item_of(store, document)
    has_text = item_id is not None and bool(items.document(store.read(), item_id).text)
    return replace(document, text="") if has_text else document
