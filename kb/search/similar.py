"""More like this: from items or a pasted text to what is like all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.search.hits import hits
from kb.search.ranking import Ranking, by_meaning, by_words
from kb.search.similarity import CHARACTERS, CorpusStats, Texts, corpus_stats, more_like, telling_terms
from kb.store import Store, chunks, items
from kb.text.matching import Query, Term
from kb.types import Hit, Kind
from kb.vectors.nearest import NearestPassages

_SAMPLE = 2000
"""How many items tell what is usual in a library."""
_NEAR, _WORDED = 300, 100
"""How many candidates come by meaning and how many by telling words."""
_TELLING = 25
"""Words of the seeds that candidates are looked up by: fewer miss some, more take longer. By judgement."""


def library_stats(store: Store, fingerprint: str, dimension: int) -> CorpusStats:
    """What is usual in a library, from an even sample of its items. Takes about 0.3 s; keep it."""
    every = items.every_id(store.read())
    step = max(1, len(every) // _SAMPLE)
    return corpus_stats(_without_passages(store, every[::step], fingerprint, dimension))


def texts(store: Store, ids: Sequence[int], fingerprint: str, dimension: int) -> Texts:
    """Items to compare, in the order of `ids`: their vectors and those of their first passages, their
    beginnings, their languages, and whether they are papers, which speak in abstracts."""
    found = chunks.beginnings(store.read(), fingerprint, dimension, ids)
    order = np.array(ids, dtype=np.int64)
    first = np.searchsorted(found.item_ids, order)
    until = np.searchsorted(found.item_ids, order, side="right")
    whole = _without_passages(store, ids, fingerprint, dimension)
    passages = [found.vectors[one:end] for one, end in zip(first, until, strict=True)]
    return replace(
        whole,
        passages=[own if row.any() else own[:0] for own, row in zip(passages, whole.vectors, strict=True)],
    )


def _without_passages(store: Store, ids: Sequence[int], fingerprint: str, dimension: int) -> Texts:
    db = store.read()
    rows = {item_id: row for row, item_id in enumerate(ids)}
    vectors = np.zeros((len(ids), dimension), dtype=np.float32)
    known_by = chunks.item_vectors(db, fingerprint, dimension, ids)
    vectors[[rows[item_id] for item_id in known_by.item_ids.tolist()]] = known_by.vectors
    bodies = items.bodies(db, ids, CHARACTERS)
    known = items.by_ids(db, ids)
    vectors[[rows[item.id] for item in known if item.is_a_name]] = 0
    return Texts(
        vectors,
        [f"{item.title}\n{bodies[item.id]}" for item in known],
        [item.language for item in known],
        ["abstract" if item.kind is Kind.PAPER else "prose" for item in known],
    )


def similar(
    store: Store,
    passages: NearestPassages,
    fingerprint: str,
    background: CorpusStats,
    seeds: Texts,
    without: Sequence[int],
    allowed: NDArray[np.int64] | None,
    limit: int,
) -> list[Hit]:
    """Items like all of the seeds, the most alike first; `without` are ids to leave out, the seeds' own."""
    found = _shortlist(store, passages, background, seeds, without, allowed)
    likeness = more_like(seeds, texts(store, found.ids, fingerprint, seeds.vectors.shape[1]), background)
    best = [found.ids[row] for row in likeness.order[:limit].tolist()]
    scores = dict(zip(found.ids, likeness.scores.tolist(), strict=True))
    return hits(store, best, scores, found.chunks, found.telling)


def standing_out(
    store: Store,
    passages: NearestPassages,
    fingerprint: str,
    background: CorpusStats,
    seed: Texts,
    allowed: NDArray[np.int64] | None,
    limit: int,
) -> list[tuple[int, float]]:
    """Ids of the items most like one text, that of the same work first, and by how many standard deviations
    each is more like it than those on the shortlist are on average."""
    found = _shortlist(store, passages, background, seed, (), allowed)
    candidates = texts(store, found.ids, fingerprint, seed.vectors.shape[1])
    likeness = more_like(seed, candidates, background, same_work=True)
    if not found.ids:
        return []
    above = (likeness.scores - likeness.scores.mean()) / (float(likeness.scores.std()) or 1.0)
    return [(found.ids[row], float(above[row])) for row in likeness.order[:limit].tolist()]


@dataclass(frozen=True, slots=True)
class _Shortlist:
    """Items near a text by meaning or by its telling words, the passages that are near, these words."""

    ids: list[int]
    chunks: Mapping[int, int]
    telling: Query


def _shortlist(
    store: Store,
    passages: NearestPassages,
    background: CorpusStats,
    seeds: Texts,
    without: Sequence[int],
    allowed: NDArray[np.int64] | None,
) -> _Shortlist:
    query = Query(tuple(Term((stem,)) for stem in telling_terms(seeds.texts, background, _TELLING)))
    near = Ranking()
    centre = unit_rows(seeds.vectors.mean(axis=0))
    if centre.any():
        near = by_meaning(store, passages, centre, _NEAR + len(without), allowed)
    worded = by_words(store, query, _WORDED + len(without), allowed)
    left_out = frozenset(without)
    either = dict.fromkeys((*near.scores, *worded.scores))
    there = items.by_ids(store.read(), [item_id for item_id in either if item_id not in left_out])
    alike = [item.id for item in there if item.id in worded.scores or not item.is_a_name]
    return _Shortlist(alike, near.chunks, query)
