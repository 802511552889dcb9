"""From ranked items to hits: the passage to show, the words to mark, and why an item is there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kb.catalogue import _, listed, n_, p_
from kb.store import Store, chunks, items
from kb.text.excerpts import excerpt
from kb.text.matching import Query, match_count, surface_forms
from kb.text.running import running
from kb.text.words import WORD, fold, once_each
from kb.types import Hit, Item

PASSAGE_CHARACTERS = 600
"""Some five lines of a result: what is read at a glance."""
_LOOKED_AT = 10
"""Passages of one item compared with the question in full; bounds the time on books."""
_BEGINNING = 4
"""Letters of a stem by which they are chosen: enough for all its inflections."""
_NAMED = 4
"""Words that a hit is said to be found by: a line. By judgement."""
_HEADING = re.compile(r"^#{1,6}[ \t]+")
_ABSTRACT = re.compile(
    r"^#{1,6}[ \t]*(?:Abstract|Summary|Аннотация|Резюме)\b.*$", re.MULTILINE | re.IGNORECASE
)


def hits(
    store: Store,
    best: Sequence[int],
    scores: Mapping[int, float],
    passages: Mapping[int, int],
    query: Query,
    why: str = "",
) -> list[Hit]:
    """The items, in the order given, with a passage each: where words of the question stand in the item, the
    passage with most of them; else the one whose meaning matched (`passages`, chunk ids by item id). It is
    told as running text without the title, and is empty where an item says no more than that."""
    db = store.read()
    by_item: dict[int, list[chunks.Chunk]] = {}
    for chunk in chunks.of_items(db, best):
        by_item.setdefault(chunk.item_id, []).append(chunk)
    ranked = []
    for item in items.by_ids(db, best):
        pieces = [one for one in by_item.get(item.id, []) if _beyond(one.text, item.title)]
        chosen = _speaking(pieces, passages.get(item.id), query)
        text = _told(_beyond(chosen.text, item.title), query) if chosen else ""
        terms = surface_forms(f"{item.title}\n{text}", query)
        ranked.append(
            Hit(
                item,
                scores[item.id],
                excerpt(text, terms, PASSAGE_CHARACTERS),
                why or _why(terms, () if terms else _named(item, query), item.id in passages),
                terms,
            )
        )
    return ranked


def _speaking(pieces: Sequence[chunks.Chunk], nearest: int | None, query: Query) -> chunks.Chunk | None:
    """The passage that holds most words of the query; of equals the one nearest in meaning, then the first.
    A long item's passages are first looked through for the beginnings of words, which is quick."""
    if len(pieces) > _LOOKED_AT:
        starts = {form[:_BEGINNING] for form in query.all_stems}
        lengths = {len(start) for start in starts}
        begun = {p.id: {w[:n] for w in WORD.findall(fold(p.text)) for n in lengths} & starts for p in pieces}
        likely = sorted(pieces, key=lambda p: (-len(begun[p.id]), p.id != nearest))
        pieces = sorted(likely[:_LOOKED_AT], key=lambda piece: piece.position)
    return max(
        pieces,
        key=lambda piece: (match_count(piece.text, query), piece.id == nearest, -piece.position),
        default=None,
    )


def _beyond(text: str, title: str) -> str:
    """What a passage says besides the title it may begin with."""
    begun = _HEADING.sub("", text, 1)
    rest = begun.removeprefix(title)
    # A longer heading, or a longer word, is another title.
    return (text if rest == begun or rest[:1].isalnum() else rest).strip()


def _told(text: str, query: Query) -> str:
    """A passage as running text. The authors and places before the abstract of a paper are left out, unless
    they are what was asked for."""
    if abstract := _ABSTRACT.search(text):
        before = text[: abstract.start()]
        if not match_count(before, query):
            text = text[abstract.end() :]
    return running(text)


def _named(item: Item, query: Query) -> list[str]:
    """Who wrote an item, its tags and its source, as far as the question says them."""
    names = dict.fromkeys(filter(None, (*item.authors, *item.tags, item.source)))
    return [name for name in names if match_count(name, query)]


def _why(terms: Sequence[str], names: Sequence[str], near: bool) -> str:
    named = [_("“{word}”", word=term) for term in once_each(term.lower() for term in terms)[:_NAMED]]
    parts = []
    if named:
        parts.append(n_("words {words}", "words {words}", len(named), words=", ".join(named)))
    if names:
        parts.append(", ".join(_("“{word}”", word=name) for name in names[:_NAMED]))
    if near:
        parts.append(p_("why it was found", "meaning"))
    return listed(parts)
