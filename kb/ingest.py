"""From documents to items: one transaction saves an item with its addresses, passages and words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from kb.clock import now, today
from kb.merging import unite
from kb.sameness import compatible, its_addresses, with_one_name
from kb.store import Store, chunks, events, items, merges, tags, words
from kb.text.chunking import passages, text_hash
from kb.text.dates import not_ahead
from kb.text.identity import canonical_key
from kb.text.language import detect_language
from kb.text.normal import normalized, normalized_document
from kb.text.people import OTHERS
from kb.text.tags import without
from kb.types import AddReport, Document, Failure, Item, Kind, Reference, Zone

_BATCH = 100
_WORDS_PER_MINUTE = 180
_MERGES_NAMED = 5
_WAITING = {
    "arXiv": "Kept by identifier only; their details come when arXiv can be asked.",
    "DOI": "Kept by DOI only: DOIs cannot be looked up yet. The paper's PDF, once added, joins it.",
    "page": "Kept by address only: pages are not fetched yet. The page saved as HTML, once added, joins it.",
}
"""What is said of items that are known by name only, by what they wait for."""
# Keys that say where a file lies or what its bytes are, not which work it is.
_WEAK = ("file:", "path:")


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said about a whole import. `saved_at` is an ISO time or None for now."""

    zone: Zone = Zone.INBOX
    source: str | None = None
    saved_at: str | None = None


def ingest(
    store: Store,
    documents: Iterable[Document | Failure],
    options: Options = Options(),
    progress: Callable[[int], None] = lambda done: None,
) -> AddReport:
    """Saves documents as they come, some at a time, and tells what became of each.

    What was committed stays whatever happens later; running the same import again goes on from there.
    """
    counts = {"added": 0, "updated": 0, "unchanged": 0}
    failed: list[Failure] = []
    warnings: dict[str, None] = {}
    touched: dict[int, None] = {}
    joined: dict[int, None] = {}
    begun = events.last_id(store.read())
    done = 0
    for batch in _batches(iter(documents)):
        with store.write() as db:
            for found in batch:
                if isinstance(found, Failure):
                    failed.append(found)
                    continue
                item_id, outcome = save(db, found, options)
                counts[outcome] += 1
                touched[item_id] = None
                if outcome == "updated" and (merges.latest(db, item_id) or 0) > begun:
                    joined[item_id] = None
                if found.stub and items.by_ids(db, [item_id])[0].stub:
                    warnings[_WAITING[found.meta.get("waiting_for", "arXiv")]] = None
        done += len(batch)
        progress(done)
    if joined:
        warnings[_told_of_merges(items.by_ids(store.read(), list(joined)))] = None
    return AddReport(
        **counts,
        failed=tuple(failed),
        touched=tuple(items.by_ids(store.read(), list(touched))),
        warnings=tuple(warnings),
    )


def _told_of_merges(found: list[Item]) -> str:
    shown = ", ".join(item.key for item in found[:_MERGES_NAMED])
    more = f" and {len(found) - _MERGES_NAMED} more" if len(found) > _MERGES_NAMED else ""
    return f"Joined with another reading of the same work: {shown}{more}. `split KEY` parts what is not one."


def _batches(documents: Iterator[Document | Failure]) -> Iterator[list[Document | Failure]]:
    while batch := list(islice(documents, _BATCH)):
        yield batch


def save(db: sqlite3.Connection, document: Document, options: Options) -> tuple[int, str]:
    """Saves one document; returns the item's id and `added`, `updated` or `unchanged`."""
    document = with_one_name(_about_not_itself(normalized_document(document)))
    document = replace(document, published=not_ahead(document.published, today()))
    addresses = {canonical_key(address): address for address in (document.key, *document.aliases)}
    same = _same_work(db, document, list(addresses))
    addresses = its_addresses(db, document, same, addresses)
    moment = now()
    if not same:
        placement = items.Placement(options.saved_at or document.saved_at or moment, options.zone)
        if options.source:
            document = replace(document, source=normalized(options.source))
        item_id = _insert(db, document, addresses, placement, moment)
        events.record(db, [events.added(item_id, placement.saved_at, placement.zone, document.source)])
        return item_id, "added"
    item_id, *twins = same
    before = items.document(db, item_id)
    if _is_another_file(before, document, addresses):
        # What it replaces, or what of it is left out, must not be lost: it is an item before it joins.
        files = {key: address for key, address in addresses.items() if key.startswith(_WEAK)}
        own = next(key for key in files if key.startswith("file:"))
        alone = replace(document, key=own, aliases=tuple(files.values()))
        twins.append(_insert(db, alone, files, items.Placement(moment, Zone.INBOX), moment))
    after = before
    for twin in twins:
        after = merged(after, items.document(db, twin))
        unite(db, item_id, twin, moment)
    after = merged(after, document)
    if after.key != before.key and items.owners(db, [after.key]).get(after.key, item_id) != item_id:
        after = replace(after, key=before.key)
    if after.tags != before.tags:
        after = replace(after, tags=without(after.tags, tags.struck(db, item_id)))
    known = {canonical_key(alias) for alias in before.aliases}
    items.put_aliases(db, item_id, {key: a for key, a in addresses.items() if key not in known})
    if after == before and not twins:
        return item_id, "unchanged"
    items.update(db, item_id, after, _language(after), _minutes(after), moment)
    _index(db, item_id, items.document(db, item_id))
    return item_id, "updated"


def _insert(
    db: sqlite3.Connection,
    document: Document,
    addresses: dict[str, str],
    placement: items.Placement,
    moment: str,
) -> int:
    item_id = items.insert(db, document, placement, _language(document), _minutes(document), moment)
    items.put_aliases(db, item_id, addresses)
    _index(db, item_id, document)
    return item_id


def _is_another_file(old: Document, new: Document, addresses: dict[str, str]) -> bool:
    """Whether a work comes in a second time, from another file and in other words."""
    if not old.text or not new.text or old.text == new.text:
        return False
    files = {key for key in addresses if key.startswith(_WEAK)}
    return any(key.startswith("file:") for key in files) and files.isdisjoint(old.aliases)


def _about_not_itself(document: Document) -> Document:
    """A note, post or chat that gives a paper's address is about the paper, not the paper: the address
    becomes a reference."""
    if document.kind not in (Kind.NOTE, Kind.POST, Kind.CHAT):
        return document
    own: list[str] = []
    others: list[str] = []
    for address in dict.fromkeys((document.key, *document.aliases)):
        key = canonical_key(address)
        (others if key.startswith(("arxiv:", "doi:")) else own).append(address)
    if not others or not own:
        return document
    references = {ref.key: ref for ref in document.references}
    for address in others:
        references.setdefault(canonical_key(address), Reference(address, canonical_key(address)))
    return replace(
        document, key=canonical_key(own[0]), aliases=tuple(own[1:]), references=tuple(references.values())
    )


def _same_work(db: sqlite3.Connection, document: Document, keys: list[str]) -> list[int]:
    """Items that are the same work. A path alone tells it only while neither side has a better name:
    another paper saved over `download.pdf` is another item."""
    # The file itself comes first: it tells between items that the person parted.
    by_name = sorted((key for key in keys if not key.startswith("path:")), key=lambda key: key[:5] != "file:")
    found = compatible(db, document, items.resolve(db, by_name))
    if found:
        return found
    by_path = compatible(db, document, items.resolve(db, [key for key in keys if key.startswith("path:")]))
    if by_path and not document.key.startswith(_WEAK):
        return [i for i in by_path if items.by_ids(db, [i])[0].key.startswith(_WEAK)]
    return by_path


def merged(old: Document, new: Document) -> Document:
    """What is known of a work after another reading of it. Metadata guessed from layout only fills
    gaps; nothing is replaced by nothing."""
    if new.stub and not old.stub:
        return old
    completed = old.stub and not new.stub
    better = completed or old.guessed or not new.guessed
    # A much shorter text of a paper is another form of it (an abstract page), not a newer one.
    shorter_form = old.kind is Kind.PAPER and len(new.text) * 2 < len(old.text)
    text_from_new = bool(new.text) and not shorter_form
    references = new.references if text_from_new else old.references
    if old.kind is Kind.PAPER or not text_from_new:
        references = tuple({ref.key: ref for ref in (*new.references, *old.references)}.values())
        if {ref.key for ref in references} == {ref.key for ref in old.references}:
            references = old.references
    meta = {**old.meta, **new.meta} if better else {**new.meta, **old.meta}
    if completed:
        meta.pop("waiting_for", None)
    weaker = (*_WEAK, "url:") if completed else _WEAK
    renamed = old.key.startswith(weaker) and not new.key.startswith(_WEAK)
    authors = new.authors if new.authors and (better or not old.authors) else old.authors
    if authors != old.authors and OTHERS not in new.meta:
        meta.pop(OTHERS, None)
    return replace(
        old,
        key=new.key if renamed else old.key,
        kind=new.kind if old.stub else old.kind,
        title=new.title if better and new.title else old.title,
        text=new.text if text_from_new else old.text,
        turns=new.turns if text_from_new else old.turns,
        summary=new.summary if new.summary and (better or not old.summary) else old.summary,
        url=old.url or new.url,
        authors=authors,
        tags=tuple(dict.fromkeys((*old.tags, *new.tags))),
        source=old.source or new.source,
        published=new.published if new.published and (better or not old.published) else old.published,
        references=references,
        meta=meta,
        guessed=(old.guessed or completed) and new.guessed,
        stub=old.stub and new.stub,
    )


def reindex_words(db: sqlite3.Connection) -> int:
    """Makes passages and the words index anew from what is stored; returns the number of items.
    Passages that come out the same keep their ids and vectors. Texts that earlier versions took in as they
    came get their one Unicode form."""
    words.clear(db)
    ids = items.every_id(db)
    for item_id in ids:
        stored = items.document(db, item_id)
        document = normalized_document(stored)
        if document != stored:
            items.update(db, item_id, document, _language(document), _minutes(document), now())
        _index(db, item_id, document)
    return len(ids)


def rewrite(db: sqlite3.Connection, item_id: int, document: Document) -> None:
    """Makes a document what is known of an item, and derives language, reading time, passages and words."""
    items.update(db, item_id, document, _language(document), _minutes(document), now())
    _index(db, item_id, items.document(db, item_id))


def _index(db: sqlite3.Connection, item_id: int, document: Document) -> None:
    pieces = passages(document)
    chunks.put(db, item_id, pieces, [text_hash(piece.text) for piece in pieces])
    words.put(db, item_id, document)


def _language(document: Document) -> str:
    # A few hundred letters tell a language as surely as a whole paper, many times as fast.
    return detect_language(f"{document.title}\n{document.summary[:600]}\n{document.text[:600]}")


def _minutes(document: Document) -> int:
    """Reading time of what is stored, at an adult's pace over technical prose; at least one minute."""
    return max(1, round(len((document.text or document.summary).split()) / _WORDS_PER_MINUTE))
