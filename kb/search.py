"""From a question to ranked items: words and meaning, fused by rank."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.meaning import Meaning
from kb.store import Store, chunks, items, words
from kb.store.filters import matching_ids
from kb.text.identity import canonical_key
from kb.text.words import Query, match_count, names_something, parse_query, surface_forms
from kb.types import Filters, Hit, SearchMode

_RRF_K = 60
"""Constant of reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009)."""
_NAMES_WEIGHT = 2.0
"""Weight of the words ranking, against 1 for meaning, when the question holds a name or a version."""
_DEPTH = 100
"""How many items of each ranking take part in the fusion."""
_CHUNKS_PER_ITEM = 4
"""Chunks asked for per item wanted: long items take several of the first places."""
_PASSAGE_CHARACTERS = 600

EncodeQuery = Callable[[str], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Item ids, best first, with the chunk that speaks for each where one is known."""

    ids: list[int]
    chunks: Mapping[int, int]


def search(
    store: Store,
    meaning: Meaning,
    encode_query: EncodeQuery,
    text: str,
    filters: Filters,
    mode: SearchMode,
    limit: int,
) -> list[Hit]:
    """Items that answer a question, best first.

    A question that is an address (an arXiv id, a DOI, a link) is answered by the item it leads to and
    then by the items that mention it. Without a question: the newest items the filters let through.
    """
    db = store.read()
    text = text.strip()
    if not text:
        return [
            Hit(item, 0.0, item.summary[:_PASSAGE_CHARACTERS], "")
            for item in items.select(db, filters, limit=limit)
        ]
    allowed = None if filters.empty else matching_ids(db, filters)
    addressed = _addressed(store, text)
    query = parse_query(text)
    if addressed and len(text.split()) == 1:
        ranking = _Ranking(_only(addressed, allowed), {})
        return _hits(
            store, {i: 1.0 / (n + 1) for n, i in enumerate(ranking.ids)}, {}, query, limit, "this address"
        )
    by_words = _Ranking([], {})
    by_meaning = _Ranking([], {})
    if mode is not SearchMode.MEANING:
        found = words.search(db, query, _DEPTH if allowed is None else 100_000)
        by_words = _Ranking(_only(found, allowed)[: max(_DEPTH, limit)], {})
    if mode is not SearchMode.WORDS:
        by_meaning = _by_meaning(store, meaning, encode_query(text), max(_DEPTH, limit), allowed)
    weight = _NAMES_WEIGHT if names_something(text) else 1.0
    scores: dict[int, float] = {}
    for share, ranking in ((weight, by_words), (1.0, by_meaning)):
        for rank, item_id in enumerate(ranking.ids, start=1):
            scores[item_id] = scores.get(item_id, 0.0) + share / (_RRF_K + rank)
    return _hits(store, scores, by_meaning.chunks, query, limit)


def similar(
    store: Store, meaning: Meaning, item_id: int, vector: NDArray[np.float32], filters: Filters, limit: int
) -> list[Hit]:
    """Items whose passages are nearest to an item's vector (d,), without the item itself."""
    allowed = None if filters.empty else matching_ids(store.read(), filters)
    ranking = _by_meaning(store, meaning, vector, limit + 1, allowed)
    scores = {i: 1.0 / (n + 1) for n, i in enumerate(ranking.ids) if i != item_id}
    return _hits(store, scores, ranking.chunks, Query((), ()), limit, "alike")


def _addressed(store: Store, text: str) -> list[int]:
    """Items that the text, taken as an address, leads to, then those that mention it."""
    db, key = store.read(), canonical_key(text)
    return list(dict.fromkeys([*items.resolve(db, [key]), *items.mentioning(db, key)]))


def _only(ids: Sequence[int], allowed: Collection[int] | None) -> list[int]:
    return [i for i in ids if allowed is None or i in allowed]


def _by_meaning(
    store: Store, meaning: Meaning, vector: NDArray[np.float32], depth: int, allowed: Collection[int] | None
) -> _Ranking:
    near = meaning.nearest(vector, depth * _CHUNKS_PER_ITEM, allowed)
    known = chunks.by_ids(store.read(), near.chunk_ids.tolist())
    best: dict[int, int] = {}
    for chunk_id in near.chunk_ids.tolist():
        if chunk_id in known:
            best.setdefault(known[chunk_id].item_id, chunk_id)
    ids = list(best)[:depth]
    return _Ranking(ids, {i: best[i] for i in ids})


def _hits(
    store: Store,
    scores: Mapping[int, float],
    passages: Mapping[int, int],
    query: Query,
    limit: int,
    why: str = "",
) -> list[Hit]:
    """The best items with a passage each: where words of the question stand in the item, the passage
    with most of them; else the one whose meaning matched."""
    db = store.read()
    best = sorted(scores, key=lambda i: -scores[i])[:limit]
    by_item: dict[int, list[chunks.Chunk]] = {}
    for chunk in chunks.of_items(db, best):
        by_item.setdefault(chunk.item_id, []).append(chunk)
    hits = []
    for item in items.by_ids(db, best):
        pieces = by_item.get(item.id, [])
        counted = [
            (match_count(piece.text, query), piece.id == passages.get(item.id), -n)
            for n, piece in enumerate(pieces)
        ]
        chosen = pieces[-max(counted)[2]] if counted else None
        text = chosen.text if chosen else item.title
        terms = surface_forms(f"{item.title}\n{text}", query)
        hits.append(
            Hit(
                item,
                scores[item.id],
                _excerpt(text, item.title, terms),
                why or _why(terms, item.id in passages),
                terms,
            )
        )
    return hits


def _why(terms: Sequence[str], near: bool) -> str:
    named = ", ".join(f"“{term}”" for term in dict.fromkeys(term.lower() for term in terms[:4]))
    return " and ".join(
        part for part in (f"words {named}" if named else "", "meaning" if near else "") if part
    )


def _excerpt(text: str, title: str, terms: Sequence[str]) -> str:
    """A passage short enough to read in a list, around the first words that matched."""
    body = text.removeprefix(title).strip() or text
    if len(body) <= _PASSAGE_CHARACTERS:
        return body
    places = [place for place in (body.find(term) for term in terms) if place >= 0]
    start = max(0, min(places, default=0) - _PASSAGE_CHARACTERS // 3)
    if start:
        start = body.find(" ", start) + 1
    end = start + _PASSAGE_CHARACTERS
    if end < len(body):
        end = body.rfind(" ", start, end)
    return ("… " if start else "") + body[start:end].strip() + (" …" if end < len(body) else "")
