"""Which items may be one work: two that go by different names of one kind never become one.

A work has one arXiv identifier, one DOI of a publisher, one number in a channel. Links and files say less:
pages of several papers carry one footer, and a note may give the addresses of two.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kb.store import items, merges
from kb.text.identity import canonical_key
from kb.types import Document, Reference

Names = Mapping[str, frozenset[str]]
"""The names of a work by their kind: `arxiv`, `doi`, a channel."""
_ONE_EACH = ("arxiv:", "doi:")


def names(key: str, others: Iterable[str]) -> Names:
    """What a work with this key and these further keys goes by. Its own key is its only name of that kind."""
    found: dict[str, set[str]] = {}
    for name in others:
        if kind := _kind(name):
            found.setdefault(kind, set()).add(name)
    if kind := _kind(key):
        found[kind] = {key}
    return {kind: frozenset(of_kind) for kind, of_kind in found.items()}


def _kind(key: str) -> str:
    if key.startswith(_ONE_EACH):
        return key.partition(":")[0]
    # A pasted post goes by the hash of its words, which is no name.
    return key.rpartition("/")[0] if key.startswith("post:") and not key.startswith("post:text/") else ""


def contradict(one: Names, other: Names) -> bool:
    """Whether two works have names of one kind and none of them in common."""
    return any(one[kind].isdisjoint(other[kind]) for kind in one.keys() & other.keys())


def compatible(db: sqlite3.Connection, document: Document, found: Sequence[int]) -> list[int]:
    """Of the items a document's addresses lead to, those that may be one work with it and with each other.

    Items that the person parted stay apart.
    """
    accepted: dict[int, Names] = {}
    own = names(document.key, map(canonical_key, document.aliases))
    for item in items.by_ids(db, found):
        its = names(item.key, items.keys_of(db, item.id))
        if any(contradict(its, other) for other in (own, *accepted.values())):
            continue
        if not accepted or merges.parted_from(db, item.id).isdisjoint(accepted):
            accepted[item.id] = its
    return list(accepted)


def with_one_name(document: Document) -> Document:
    """A document whose key is its only arXiv identifier or DOI: others that it gives are references."""
    kind = _kind(document.key) if document.key.startswith(_ONE_EACH) else ""
    strange = {
        alias: key
        for alias in document.aliases
        if (key := canonical_key(alias)) != document.key and kind and _kind(key) == kind
    }
    if not strange:
        return document
    references = {ref.key: ref for ref in document.references}
    for alias, key in strange.items():
        references.setdefault(key, Reference(alias, key))
    return replace(
        document,
        aliases=tuple(alias for alias in document.aliases if alias not in strange),
        references=tuple(references.values()),
    )


def its_addresses(
    db: sqlite3.Connection, document: Document, same: Sequence[int], addresses: Mapping[str, str]
) -> dict[str, str]:
    """The addresses of a document that lead to its item from now on. What another item goes by stays with it,
    but for a path (another file may lie there now) and the key a new item has."""
    owners = items.owners(db, list(addresses))
    return {
        key: address
        for key, address in addresses.items()
        if owners.get(key) in (None, *same) or key.startswith("path:") or (not same and key == document.key)
    }
