"""What is computed from a document and stored beside it: language, reading time, passages, words and
the words around links.

Computing grows with the text and happens before a transaction; writing it is rows only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kb.clock import now
from kb.store import Store, chunks, contexts, items, words
from kb.text.chunking import passages
from kb.text.contexts import contexts_of
from kb.text.digest import text_hash
from kb.text.language import detect_language
from kb.text.normal import normalized_document
from kb.types import Document, Passage

_WORDS_PER_MINUTE = 180
"""An adult's pace over technical prose."""
# A transaction of a reindexing is to be over before anybody who files an item notices it.
_CHARACTERS_AT_ONCE = 1_000_000
_ITEMS_AT_ONCE = 500
"""Derived words are written in transactions of at most so many characters and items: none lasts long enough
to be noticed by who waits."""


@dataclass(frozen=True, slots=True)
class Derived:
    """All that follows from a document's content. `minutes` is reading time; `contexts` are the words around
    its links, by key of what they lead to."""

    language: str
    minutes: int
    passages: tuple[Passage, ...]
    hashes: tuple[str, ...]
    words: words.Entry
    contexts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Again:
    """An item to be indexed anew, as it was stored when this began."""

    item_id: int
    stored: Document
    document: Document
    derived: Derived


def derive(document: Document) -> Derived:
    """Everything that is computed of a document before it is written: no database, no model."""
    pieces = passages(document)
    return Derived(
        _language(document),
        _minutes(document),
        tuple(pieces),
        tuple(text_hash(piece.text) for piece in pieces),
        words.entry(document),
        contexts_of(document),
    )


def put(db: sqlite3.Connection, item_id: int, derived: Derived) -> None:
    """Stores an item's passages, words and words around links; passages that are the same keep their ids and
    vectors."""
    chunks.put(db, item_id, derived.passages, derived.hashes)
    words.put(db, item_id, derived.words)
    contexts.put(db, item_id, derived.contexts)


def add(db: sqlite3.Connection, given: Sequence[tuple[int, Derived]]) -> None:
    """As `put`, for items, told by id, that are new."""
    chunks.add(db, ((item_id, one.passages, one.hashes) for item_id, one in given))
    words.add(db, ((item_id, one.words) for item_id, one in given))
    contexts.add(db, ((item_id, one.contexts) for item_id, one in given))


def rewrite(db: sqlite3.Connection, item_id: int, document: Document) -> None:
    """Makes a document what is known of an item, and derives language, reading time, passages and words."""
    # What it is found by holds its addresses, and those are the item's.
    one = derive(replace(document, aliases=items.document(db, item_id).aliases))
    items.update(db, item_id, document, one.language, one.minutes, now())
    put(db, item_id, one)


def reindex_words(store: Store) -> int:
    """Makes passages and the words index anew from what is stored; returns the number of items."""
    with store.write() as db:
        words.clear(db)
    return refresh_words(store)


def refresh_words(store: Store) -> int:
    """Brings passages, the words index and the form of texts that earlier versions took in as they came to
    today's rules; returns the number of items. In short transactions: others write between them. What is
    interrupted is found stale and done again."""
    ids = items.every_id(store.read())
    done: list[_Again] = []
    size = 0
    for item_id in ids:
        stored = items.find_document(store.read(), item_id)
        if stored is None:
            continue
        document = normalized_document(stored)
        done.append(_Again(item_id, stored, document, derive(document)))
        size += len(document.text)
        if size > _CHARACTERS_AT_ONCE or len(done) == _ITEMS_AT_ONCE:
            _put_all(store, done)
            done, size = [], 0
    _put_all(store, done)
    with store.write() as db:
        words.mark_whole(db)
    return len(ids)


def _put_all(store: Store, done: list[_Again]) -> None:
    with store.write() as db:
        for one in done:
            # Who changed it meanwhile has indexed it as well.
            if items.find_document(db, one.item_id) != one.stored:
                continue
            if one.document != one.stored:
                language, minutes = one.derived.language, one.derived.minutes
                items.update(db, one.item_id, one.document, language, minutes, now())
            put(db, one.item_id, one.derived)


def _language(document: Document) -> str:
    # A few hundred letters tell a language as surely as a whole paper, many times as fast.
    return detect_language(f"{document.title}\n{document.summary[:600]}\n{document.text[:600]}")


def _minutes(document: Document) -> int:
    """Reading time of what is stored, at least one minute; none where only the title is."""
    said = " ".join(turn.text for turn in document.turns)
    words = len((document.text or said or document.summary).split())
    return max(1, round(words / _WORDS_PER_MINUTE)) if words else 0
