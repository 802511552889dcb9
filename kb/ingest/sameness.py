"""Which items may be one work: two that go by different names of one kind never become one.

A work has one arXiv identifier, one DOI of a publisher, one number in a channel. Links and files say less:
pages of several papers carry one footer, and a note may give the addresses of two. A DOI read from a page
may have been copied with its footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kb.ingest.known import Known
from kb.store import merges
from kb.text.digest import text_hash
from kb.text.identity import canonical_key
from kb.text.words import fold, letters
from kb.text.works import is_of_work, page_of
from kb.types import Document, Reference

Names = Mapping[str, frozenset[str]]
"""The names of a work by their kind: `arxiv`, `doi`, a channel."""
_PASTED = "post:text/"
_SHORT = 60
"""Letters. Several people say `да, согласен`; nobody writes another's paragraph."""
# Words with the signs that belong to them: C++ is not C, 3.1 not 31, -5 not 5.
_SAID = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+[+#]*|(?<!\w)[-−](?=\d)")
_WORD = re.compile(r"(?!(?:jr|sr|i{2,3}|iv)\b)[^\W\d_]{2,}")
CYRILLIC = re.compile(r"[а-яё]")


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
    if is_of_work(key):
        return key.partition(":")[0]
    # A pasted post goes by the hash of its words, which is no name.
    return key.rpartition("/")[0] if key.startswith("post:") and not key.startswith(_PASTED) else ""


def contradict(one: Names, other: Names) -> bool:
    """Whether two works have names of one kind and none of them in common."""
    return any(one[kind].isdisjoint(other[kind]) for kind in one.keys() & other.keys())


def compatible(known: Known, document: Document, candidates: Sequence[int]) -> list[int]:
    """Of the items a document's addresses lead to, those that may be one work with it and with each other.

    Items that the person parted, or said to be two works, stay apart.
    """
    accepted: dict[int, Names] = {}
    if not candidates:
        return []
    own = names(document.key, map(canonical_key, document.aliases))
    for item_id in candidates:
        its = names(known.document(item_id).key, known.keys_of(item_id))
        if any(contradict(its, other) for other in (own, *accepted.values())):
            continue
        if not accepted or merges.apart_from(known.db, item_id).isdisjoint(accepted):
            accepted[item_id] = its
    return list(accepted)


def with_one_name(document: Document) -> Document:
    """A document whose key is its only arXiv identifier or DOI: others that it gives are references."""
    kind = _kind(document.key) if is_of_work(document.key) else ""
    strange = {
        alias: key
        for alias in document.aliases
        if (key := canonical_key(alias)) != document.key and kind and _kind(key) == kind
    }
    if not strange:
        return document
    document = replace(document, aliases=tuple(alias for alias in document.aliases if alias not in strange))
    return pointing_to(document, strange)


def pointing_to(document: Document, addresses: Iterable[str]) -> Document:
    """A document that refers to the works at these addresses too."""
    references = {ref.key: ref for ref in document.references}
    for address in addresses:
        key = canonical_key(address)
        references.setdefault(key, Reference(address, key))
    return replace(document, references=tuple(references.values()))


def without_copied_doi(known: Known, document: Document) -> Document:
    """A document read from the layout of a page, by its further addresses alone where clearly another work
    goes by its DOI: that one came with a footer and is a reference."""
    if not document.guessed:
        return document
    addresses = {canonical_key(address): address for address in (document.key, *document.aliases)}
    owners = known.owners(addresses)
    its_own = {owner for key, owner in owners.items() if key.startswith("file:")}
    others = {key: owner for key, owner in owners.items() if key.startswith("doi:") and owner not in its_own}
    copied = {
        key: page_of(key) for key, owner in others.items() if _another_work(document, known.document(owner))
    }
    kept = {key: address for key, address in addresses.items() if key not in copied}
    if not copied or not kept:
        return document
    key, *further = kept
    url = None if document.url in copied.values() else document.url
    document = replace(document, key=key, aliases=tuple(kept[other] for other in further), url=url)
    return pointing_to(document, copied.values())


def _another_work(one: Document, other: Document) -> bool:
    """Whether both title and authors of two readings are of different works. A title alone may be another
    on publication, authors alone may be read wrongly; in another alphabet the same may be said."""
    titles = letters(one.title), letters(other.title)
    if not all(titles) or share_an_author(one.authors, other.authors) is not False:
        return False
    return titles[0] not in titles[1] and titles[1] not in titles[0]


def share_an_author(one: Iterable[str], other: Iterable[str]) -> bool | None:
    """Whether two works have an author in common; None where that cannot be told: the same names may be
    written in two alphabets."""
    people = _family_names(one), _family_names(other)
    if not all(people) or len({CYRILLIC.search(names[0]) is None for names in people}) > 1:
        return None
    return not set(people[0]).isdisjoint(people[1])


def _family_names(authors: Iterable[str]) -> list[str]:
    """Of each author the last word that is no initial, whatever stands first: `Jane Doe`, `Петров И. С.`"""
    words = (_WORD.findall(fold(author)) for author in authors)
    return [name[-1] for name in words if name]


def with_words_of_its_own(known: Known, document: Document) -> Document:
    """A pasted post goes by its letters, whatever the copy did to lines and marks. One of the same letters
    that says something else, or that somebody else said in as few words, gets a key of its own."""
    if not document.key.startswith(_PASTED):
        return document
    owner = known.owners([document.key]).get(document.key)
    if owner is None or not _another_post(document, known.document(owner)):
        return document
    said = [_said(document.text)]
    if len(said[0]) < _SHORT:
        said += [document.source, document.published or ""]
    digest = text_hash("\n".join(said))
    return replace(document, key=f"{_PASTED}{digest}")


def _another_post(one: Document, other: Document) -> bool:
    if _said(one.text) != _said(other.text):
        return True
    told = ((one.source, other.source), (one.published, other.published))
    return len(_said(one.text)) < _SHORT and any(all(pair) and len(set(pair)) > 1 for pair in told)


def _said(text: str) -> str:
    return "".join(_SAID.findall(text.casefold()))


def its_addresses(
    known: Known, document: Document, same: Sequence[int], addresses: Mapping[str, str]
) -> dict[str, str]:
    """The addresses of a document that lead to its item from now on. What another item goes by stays with it,
    but for a path (another file may lie there now) and the key a new item has."""
    owners = known.owners(addresses)
    return {
        key: address
        for key, address in addresses.items()
        if owners.get(key) in (None, *same) or key.startswith("path:") or (not same and key == document.key)
    }
