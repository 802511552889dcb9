"""What saving a document would do, found out without saving it: which items are the same work, and what comes
of them and the document together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from kb.clock import today
from kb.ingest.joining import WEAK, merged
from kb.ingest.known import Known
from kb.ingest.sameness import (
    compatible,
    its_addresses,
    pointing_to,
    with_one_name,
    with_words_of_its_own,
    without_copied_doi,
)
from kb.store import notes, tags
from kb.text.dates import not_ahead
from kb.text.highlights import each_once, is_among
from kb.text.identity import canonical_key
from kb.text.normal import normalized, normalized_document
from kb.text.storable import storable
from kb.text.tags import without
from kb.text.works import is_of_work
from kb.types import OWN_WRITING, Document, Kind, State, Zone


class Arrival(Enum):
    """How things come in, which says whether they wait for their source's weekly budget."""

    BY_HAND = auto()
    """The person names each: it is shown, even if it waits since it came otherwise."""
    EXPORT = auto()
    """Files of another program: what channels posted waits, what the person kept there does not."""
    WATCHED = auto()
    """Put into the watched folder: all of it waits."""


_CHANNELS = "post:telegram/"
"""How keys of what is posted to channels and groups begin: sent to all, chosen by nobody."""
WATCHED_FOLDER = "Watched folder"
"""The source of what lay there and names none."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said about a whole import. `saved_at` is an ISO time or None for now; `own_writing`
    that they wrote it themselves; `arrival` None where nobody brings it now."""

    zone: Zone = Zone.INBOX
    source: str | None = None
    saved_at: str | None = None
    own_writing: bool = False
    arrival: Arrival | None = None

    def waits(self, document: Document) -> bool:
        """Whether something new waits until its source's budget lets it into the inbox. What the person kept
        elsewhere, read there, marked or wrote does not."""
        if self.zone is not Zone.INBOX or self.own_writing or document.annotations:
            return False
        if document.state not in (None, State.UNREAD):
            return False
        if self.arrival is Arrival.EXPORT:
            return document.key.startswith(_CHANNELS) and document.saved_at is None
        return self.arrival is Arrival.WATCHED


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of a document. `addresses` are its own by canonical key. `before` are the items that are
    the same work, by id, as they are; `after` is made of them and the document. `indexed` is what it is found
    by then, None where nothing changes. `alone` is the document as an item of its own, where it is to be one
    before it joins."""

    document: Document
    addresses: dict[str, str]
    before: dict[int, Document]
    after: Document
    indexed: Document | None
    alone: Document | None = None


def as_kept(document: Document, options: Options) -> Document:
    """A document in the form in which it is kept, whatever the library holds."""
    document = with_one_name(_about_not_itself(normalized_document(storable(document))))
    if document.annotations:
        document = replace(document, annotations=each_once(document.annotations))
    if options.own_writing:
        document = replace(document, meta={**document.meta, OWN_WRITING: "yes"})
    return document


def addresses_of(document: Document) -> dict[str, str]:
    """The addresses of a document by their canonical keys."""
    return {canonical_key(address): address for address in (document.key, *document.aliases)}


def plan(known: Known, document: Document, options: Options) -> Planned:
    """Finds the items that are the same work and joins the document, in the form in which it is kept, with
    them."""
    document = with_words_of_its_own(known, without_copied_doi(known, document))
    if document.published:
        document = replace(document, published=not_ahead(document.published, today()))
    addresses = addresses_of(document)
    before = {i: known.document(i) for i in same_work(known, document, list(addresses))}
    addresses = its_addresses(known, document, list(before), addresses)
    if not before:
        after = replace(document, source=normalized(options.source)) if options.source else document
        return Planned(document, addresses, before, after, after)
    first, *others = before.values()
    # What it replaces, or what of it is left out, must not be lost: it is an item before it joins.
    alone = _by_itself(document, addresses) if _is_another_file(first, document, addresses) else None
    after = first
    for other in _without_taken_off(known, before, (*others, *((alone,) if alone else ()), document)):
        after = merged(after, other)
    if known.owners([after.key]).get(after.key, next(iter(before))) not in before:
        after = replace(after, key=first.key)
    if after.tags != first.tags:
        after = replace(after, tags=without(after.tags, tags.removed_tags(known.db, next(iter(before)))))
    if after == first and not others and not alone:
        return Planned(document, addresses, before, after, None)
    everywhere = addresses | {
        canonical_key(alias): alias for old in (first, *others) for alias in old.aliases
    }
    indexed = replace(after, aliases=tuple(everywhere[key] for key in sorted(everywhere)))
    return Planned(document, addresses, before, after, indexed, alone)


def _without_taken_off(
    known: Known, before: Mapping[int, Document], joining: Sequence[Document]
) -> Sequence[Document]:
    """What joins the first of these items, without annotations that were taken off one of them by hand."""
    standing = {one.same_as for one in next(iter(before.values())).annotations}
    if all(one.same_as in standing for document in joining for one in document.annotations):
        return joining
    taken_off = {one for item_id in before for one in notes.removed(known.db, item_id)}
    return [
        replace(
            document,
            annotations=tuple(one for one in document.annotations if not is_among(one, taken_off)),
        )
        for document in joining
    ]


def _by_itself(document: Document, addresses: Mapping[str, str]) -> Document:
    """A document as the item that its file alone makes it."""
    files = files_of(addresses)
    own = next(key for key in files if key.startswith("file:"))
    return replace(document, key=own, aliases=tuple(files.values()))


def files_of(addresses: Mapping[str, str]) -> dict[str, str]:
    """Those of a document's addresses, by canonical key, that say which file it is and where that lies."""
    return {key: address for key, address in addresses.items() if key.startswith(WEAK)}


def _is_another_file(old: Document, new: Document, addresses: Mapping[str, str]) -> bool:
    """Whether a work comes in a second time, from another file and in other words."""
    if not old.text or not new.text or old.text == new.text:
        return False
    files = files_of(addresses)
    return any(key.startswith("file:") for key in files) and files.keys().isdisjoint(old.aliases)


def _about_not_itself(document: Document) -> Document:
    """A note, post or chat that gives a paper's address is about the paper, not the paper: the address
    becomes a reference."""
    if document.kind not in (Kind.NOTE, Kind.POST, Kind.CHAT):
        return document
    own: list[str] = []
    others: list[str] = []
    for address in dict.fromkeys((document.key, *document.aliases)):
        key = canonical_key(address)
        (others if is_of_work(key) else own).append(address)
    if not others or not own:
        return document
    return pointing_to(replace(document, key=canonical_key(own[0]), aliases=tuple(own[1:])), others)


def same_work(known: Known, document: Document, keys: list[str]) -> list[int]:
    """Items that are the same work. A path alone tells it only while neither side has a better name:
    another paper saved over `download.pdf` is another item."""
    if not known.owners(keys):
        return []
    # The file itself comes first: it tells between items that the person parted.
    by_name = sorted((key for key in keys if not key.startswith("path:")), key=lambda key: key[:5] != "file:")
    found = compatible(known, document, known.resolve(by_name))
    if found:
        return found
    by_path = compatible(known, document, known.resolve(key for key in keys if key.startswith("path:")))
    if by_path and not document.key.startswith(WEAK):
        return [i for i in by_path if known.document(i).key.startswith(WEAK)]
    return by_path
