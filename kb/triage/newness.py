"""What is new in an item that waits, out of the library: held against what was read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from kb.clock import day
from kb.store import Store, aliases, chunks, deeds, items, references, retellings, words
from kb.store.filters import matching_ids
from kb.triage.novelty import WhatWasRead, new_sentence, new_terms
from kb.types import TELLERS, Filters, Item, Kind, NearRead, Novelty, State
from kb.vectors.debias import Manner, manner_means

_BACKGROUND = 500
"""Newest items that tell, beside those read, what is usual: the mean of a few read ones would be about what
they are about."""
_TOLD_AT_ONCE = 2
"""Papers a text may link to and still be about each of them; one that links to more is a list."""
READ = Filters(states=(State.READ,))


def what_was_read(store: Store, fingerprint: str, dimension: int) -> WhatWasRead:
    """The read items that have a vector. It takes some 50 ms for each 1,000 of them."""
    db = store.read()
    read = matching_ids(db, READ)
    newest = [item.id for item in items.select(db, Filters(), limit=_BACKGROUND, order="saved")]
    known = chunks.item_vectors(db, fingerprint, dimension, read.union(newest))
    forms = items.forms(db)
    manners = [_manner(forms[item_id]) for item_id in known.item_ids.tolist()]
    means = manner_means(known.vectors, manners)
    kept = np.isin(known.item_ids, np.fromiter(read, dtype=np.int64, count=len(read)))
    of_read = [manner for manner, there in zip(manners, kept.tolist(), strict=True) if there]
    return WhatWasRead(known.item_ids[kept], means.centred(known.vectors[kept], of_read), means)


def novelty(
    store: Store, read: WhatWasRead, item: Item, vector: NDArray[np.float32] | None, text: str
) -> Novelty:
    """How new an item with this text is; `vector` (d,) is its own, where it has one."""
    db = store.read()
    near = [] if vector is None else read.nearest(vector, (item.language, item.kind), but=item.id)
    likeness = dict(near)
    # What was read may have been merged into another since.
    nearest = items.by_ids(db, [item_id for item_id, _ in near])
    told = [one for one in items.by_ids(db, _tell_the_same(db, item)) if one.state is State.READ]
    seen = {one.id: one for one in (*nearest, *told)}
    if not seen:
        return Novelty()
    texts = items.documents(db, list(seen))
    said = [f"{one.title}\n{texts[one.id].text or one.summary}" for one in seen.values()]
    read_at = {deed.item_id: deed.at for deed in deeds.finishings(db, seen)}

    def as_read(one: Item) -> NearRead:
        return NearRead(one, likeness.get(one.id, 0.0), day(read_at[one.id]) if one.id in read_at else None)

    return Novelty(
        nearest=tuple(map(as_read, nearest)),
        sentence=new_sentence(text, said),
        terms=new_terms(text, said, familiar=lambda stem: words.was_read(db, words.side_by_side([stem]))),
        told_before=tuple(map(as_read, told)),
    )


def _tell_the_same(db: sqlite3.Connection, item: Item) -> list[int]:
    """Ids of the papers that a text tells of, and of other texts that tell of them; of a paper those of the
    texts that tell of it."""
    if item.kind is Kind.PAPER:
        return _tellers_of(db, item.id)
    papers = _told_by(db, item.id)
    texts = (teller for paper in papers for teller in _tellers_of(db, paper) if teller != item.id)
    return [*papers, *texts]


def _told_by(db: sqlite3.Connection, text: int) -> list[int]:
    linked = aliases.resolve(db, [one.key for one in references.of_item(db, text)])
    related = items.by_ids(db, list(dict.fromkeys([*linked, *retellings.papers_of(db, text)])))
    papers = [one.id for one in related if one.kind is Kind.PAPER]
    return papers if len(papers) <= _TOLD_AT_ONCE else []


def _tellers_of(db: sqlite3.Connection, paper: int) -> list[int]:
    tellers: Iterable[Item] = items.by_ids(db, references.mentioned_by(db, paper))
    return [one.id for one in tellers if one.kind in TELLERS and paper in _told_by(db, one.id)]


def _manner(form: str) -> Manner:
    language, _, kind = form.partition(" ")
    return language, kind
