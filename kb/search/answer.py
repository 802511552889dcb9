"""From what was typed to ranked items."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.catalogue import _
from kb.embedding.unit import unit_rows
from kb.search import query as language
from kb.search.facets import facets
from kb.search.hits import PASSAGE_CHARACTERS, hits
from kb.search.meant import wanted
from kb.search.ranking import (
    Ids,
    Ranking,
    by_meaning,
    by_meaning_in_parts,
    by_words,
    evenly_fused,
    fused,
    smoothed,
)
from kb.search.titles import called
from kb.search.told import parts_of
from kb.store import Store, aliases, items, references, words
from kb.store.filters import matching_ids, names
from kb.text.identity import canonical_key, find_references, is_address
from kb.text.matching import parse_query
from kb.text.normal import normalized
from kb.text.translation import in_english
from kb.text.words import names_exactly, names_something
from kb.types import Filters, Found, Hit, SearchMode
from kb.types.filters import FILTERS, Open
from kb.vectors.debias import without_axes
from kb.vectors.nearest import NearestPassages

_DEPTH = 100
"""How many items of each ranking take part."""
_WORDS_SHARE = 0.35
"""What the words weigh in the fusion, against the meaning; from 0.3 to 0.5 it makes no difference."""
_NAMES_SHARE = 0.5
"""What they weigh in a question that holds a name in capitals, such as `GPTQ`."""
_EXACT_SHARE = 0.7
"""What they weigh in a question that holds a version, a format, a handle or initials: `Q8_0`, `P. Nakov`."""
_ADDRESS_SHARE = 0.9
"""What they weigh in a question with an address: digits mean nothing to a model."""

_IDENTIFIED = ("arxiv:", "doi:")
"""How keys of works begin that have an identifier which people write without an address around it."""
_RERANKED = 30
"""How many of the first results a cross-encoder reads, if there is one."""

EncodeQuery = Callable[[str], NDArray[np.float32]]
Rerank = Callable[[str, Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What can be learnt of a question's meaning: the passages near it, its vector, the axis (d,) along which
    the model's vectors differ by language, and perhaps a cross-encoder's scores (n,) of passages for it.
    Functions, since a question by words needs none of them."""

    passages: Callable[[], NearestPassages]
    encode_query: EncodeQuery
    axis: Callable[[], NDArray[np.float32]]
    rerank: Rerank | None = None


def find(
    store: Store,
    understanding: Understanding,
    typed: str,
    chosen: Filters,
    mode: SearchMode,
    limit: int,
) -> Found:
    """Items that answer what was typed into the search box, best first.

    Filters among the words join the `chosen` ones. An address in the question (an arXiv id, a DOI, a link)
    puts the item it leads to first and then the items that mention it. Without a question: the newest items
    the filters let through.
    """
    db = store.read()
    question = language.parse(typed, known_values(db, typed))
    filters = language.merge(chosen, question.filters)
    allowed, notes = allowed_by(db, question, filters)
    if not question.text:
        newest = items.select(db, filters, limit=None if question.without else limit)
        among = None if allowed is None else frozenset(allowed.tolist())
        kept = [item for item in newest if among is None or item.id in among]
        listed = tuple(Hit(item, 0.0, item.summary[:PASSAGE_CHARACTERS], "") for item in kept[:limit])
        every = allowed.tolist() if allowed is not None else items.every_id(db)
        return Found(listed, filters, facets(db, every), notes=(*question.notes, *notes))
    addressed = _only(_addressed(db, question.text), allowed)
    # Of what an address means nothing can be known but where it leads.
    if is_address(question.text) or (addressed and len(question.text.split()) == 1):
        ordered = {item_id: 1.0 / (rank + 1) for rank, item_id in enumerate(addressed)}
        named = hits(store, addressed[:limit], ordered, {}, parse_query(question.text), _("this address"))
        return Found(
            hits=tuple(named),
            filters=filters,
            facets=facets(db, addressed),
            notes=(*question.notes, *notes),
            words=question.text,
            absent="" if aliases.resolve(db, [canonical_key(question.text)]) else question.text,
        )
    asked = wanted(db, question)
    depth = max(_DEPTH, limit)
    worded, meant = Ranking(), Ranking()
    if mode is not SearchMode.MEANING:
        worded = by_words(store, asked.query, depth, allowed)
    if mode is not SearchMode.WORDS:
        vector = _vector(understanding, asked.text)
        meant = _by_meaning(store, understanding, question, vector, depth, allowed)
    if mode is SearchMode.HYBRID and question.is_told:
        ranking = evenly_fused(worded, meant)
    elif mode is SearchMode.HYBRID:
        passages = understanding.passages()
        ranking = fused(worded, meant, _share(question.text, addressed), passages.usual(vector))
        alike, likeness = passages.between_heads(ranking.scores)
        ranking = smoothed(ranking, alike, likeness)
    else:
        ranking = worded if mode is SearchMode.WORDS else meant
    # Who writes a name out means what goes by it, though others say more of its words.
    nameless = mode is SearchMode.MEANING or question.is_told
    by_name = [] if nameless else _only(called(db, asked.instead or question.text), allowed)
    by_name.sort(key=lambda item_id: -ranking.scores.get(item_id, 0.0))
    best = list(dict.fromkeys((*addressed, *by_name, *ranking.best(depth))))
    scores = {item_id: ranking.scores.get(item_id, 0.0) for item_id in best}
    reranks = understanding.rerank and mode is SearchMode.HYBRID and not (addressed or by_name)
    shown = hits(
        store, best[: max(limit, _RERANKED) if reranks else limit], scores, meant.chunks, asked.query
    )
    if understanding.rerank and reranks:
        shown = _reranked(understanding.rerank, question.text, shown)
    return Found(
        tuple(shown[:limit]),
        filters,
        facets(db, best[:_DEPTH]),
        asked.instead,
        (*question.notes, *notes),
        question.text,
        nowhere=() if mode is SearchMode.MEANING or not shown else asked.nowhere,
    )


def _by_meaning(
    store: Store,
    understanding: Understanding,
    question: language.Question,
    whole: NDArray[np.float32],
    depth: int,
    allowed: Ids | None,
) -> Ranking:
    """Items by what a question with this vector (d,) means; one told at length asks in its parts too."""
    passages = understanding.passages()
    parts = [_vector(understanding, part) for part in parts_of(question.text)] if question.is_told else []
    if not parts:
        return by_meaning(store, passages, whole, depth, allowed)
    return by_meaning_in_parts(store, passages, whole, np.vstack(parts), depth, allowed)


def _vector(understanding: Understanding, text: str) -> NDArray[np.float32]:
    return question_vector(understanding.encode_query, understanding.axis(), text)


def _reranked(rerank: Rerank, text: str, found: Sequence[Hit]) -> list[Hit]:
    """The first results in the cross-encoder's order, the others after them as they were."""
    first, others = found[:_RERANKED], found[_RERANKED:]
    scores = rerank(text, [f"{hit.item.title}\n{hit.passage}" for hit in first])
    return [*(first[place] for place in np.argsort(-scores, kind="stable")), *others]


def _share(text: str, addressed: Sequence[int]) -> float:
    if addressed:
        return _ADDRESS_SHARE
    if names_exactly(text):
        return _EXACT_SHARE
    return _NAMES_SHARE if names_something(text) else _WORDS_SHARE


def question_vector(encode_query: EncodeQuery, axis: NDArray[np.float32], text: str) -> NDArray[np.float32]:
    """What a question means, (d,), whatever its language: a Russian one is also asked in English words, and
    what its vector owes to the language (`axis`) is taken off."""
    vector = without_axes(encode_query(text), axis[None, :])
    if english := in_english(text):
        vector = unit_rows(vector + without_axes(encode_query(english), axis[None, :]))
    return vector


def known_values(db: sqlite3.Connection, typed: str) -> dict[str, list[str]]:
    """The library's values for the filters named in what was typed."""
    lower = normalized(typed).lower()
    named = [one for one in FILTERS if one.takes is Open.NAME and f"{one.word}:" in lower]
    return {one.word: names(db, one.field) for one in named}


def allowed_by(
    db: sqlite3.Connection, question: language.Question, filters: Filters
) -> tuple[Ids | None, list[str]]:
    """Ids of the items that may be found, ascending, or None for all; and what was read loosely."""
    allowed = None if filters.empty else matching_ids(db, filters)
    notes = []
    for phrase in question.phrases:
        holding = words.with_phrase(db, phrase)
        if not holding:
            holding = words.with_phrase(db, phrase, as_written=False)
            if holding:
                notes.append(_("“{phrase}” stands nowhere as written; found in other forms", phrase=phrase))
        allowed = holding if allowed is None else allowed & holding
    for unwanted in question.without:
        allowed = set(items.every_id(db)) if allowed is None else allowed
        allowed -= words.with_phrase(db, unwanted, as_written=False)
    return (None if allowed is None else _as_array(allowed)), notes


def passing(db: sqlite3.Connection, filters: Filters) -> Ids | None:
    """Ids of the items filters let through, ascending; None where they let everything through."""
    return None if filters.empty else _as_array(matching_ids(db, filters))


def _as_array(ids: set[int]) -> Ids:
    return np.sort(np.fromiter(ids, dtype=np.int64, count=len(ids)))


def _addressed(db: sqlite3.Connection, text: str) -> list[int]:
    """Items that addresses in the text lead to, then those that link to them, then those that write an
    identifier out without a link: "decided by 2205.14135"."""
    keys = list(dict.fromkeys([canonical_key(text), *(reference.key for reference in find_references(text))]))
    leading = aliases.resolve(db, keys)
    mentioning = [item_id for key in keys for item_id in references.mentioning(db, key)]
    identifiers = [key.partition(":")[2] for key in keys if key.startswith(_IDENTIFIED)]
    writing = [int(one) for name in identifiers for one in words.scored(db, words.named(name))[0]]
    return list(dict.fromkeys([*leading, *mentioning, *writing]))


def _only(ids: Sequence[int], allowed: Ids | None) -> list[int]:
    if allowed is None:
        return list(ids)
    among = frozenset(allowed.tolist())
    return [item_id for item_id in ids if item_id in among]
