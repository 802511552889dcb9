"""What is new in an item that waits, out of the library: held against what was read."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

from kb.clock import day
from kb.store import Store, chunks, deeds, items, words
from kb.store.filters import matching_ids
from kb.triage.novelty import NEAREST, WhatWasRead, new_sentence, new_terms
from kb.triage.telling import tellers_of, told_by
from kb.types import Filters, Item, Kind, NearRead, Novelty, State
from kb.vectors.debias import Manner, manner_means

_BACKGROUND = 500
"""Newest items that tell, beside those read, what is usual: the mean of a few read ones would be about what
they are about."""
STILL_ALIKE = 0.25
"""Likeness that one random pair of ML papers in a hundred reaches: below it a second neighbour is chance."""
READ = Filters(states=(State.READ,))


def what_was_read(store: Store, fingerprint: str, dimension: int) -> WhatWasRead:
    """The read items that have a vector and more than a name. It takes some 50 ms for each 1,000 of them."""
    db = store.read()
    read = matching_ids(db, READ) - items.names_only(db)
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
    nearest, told = seen_before(db, read, item, vector, NEAREST)
    seen = {one.item.id: one.item for one in (*nearest, *told)}
    if not seen:
        return Novelty()
    texts = items.documents(db, list(seen))
    said = [f"{one.title}\n{texts[one.id].text or one.summary}" for one in seen.values()]
    return Novelty(
        nearest=nearest,
        sentence=new_sentence(text, said),
        terms=new_terms(text, said, familiar=lambda stem: words.was_read(db, words.side_by_side([stem]))),
        told_before=told,
    )


def seen_before(
    db: sqlite3.Connection, read: WhatWasRead, item: Item, vector: NDArray[np.float32] | None, limit: int
) -> tuple[tuple[NearRead, ...], tuple[NearRead, ...]]:
    """The read items most like one, `limit` at most, and those that tell the same in other words; `vector`
    (d,) is the item's own, where it has one."""
    near = (
        []
        if vector is None or item.is_a_name
        else read.nearest(vector, (item.language, item.kind), item.id, limit)
    )
    likeness = dict(near)
    # What was read may have been merged into another since.
    nearest = items.by_ids(db, [item_id for item_id, _ in near])
    told = [one for one in items.by_ids(db, _tell_the_same(db, item)) if one.state is State.READ]
    finished = deeds.finishings(db, {one.id for one in (*nearest, *told)})
    read_at = {deed.item_id: deed.at for deed in finished}

    def as_read(one: Item) -> NearRead:
        return NearRead(one, likeness.get(one.id, 0.0), day(read_at[one.id]) if one.id in read_at else None)

    return tuple(map(as_read, nearest)), tuple(map(as_read, told))


def _tell_the_same(db: sqlite3.Connection, item: Item) -> list[int]:
    """Ids of the papers that a text tells of, and of other texts that tell of them; of a paper those of the
    texts that tell of it."""
    if item.kind is Kind.PAPER:
        return tellers_of(db, item.id)
    papers = told_by(db, item.id)
    texts = (teller for paper in papers for teller in tellers_of(db, paper) if teller != item.id)
    return [*papers, *texts]


def _manner(form: str) -> Manner:
    language, _, kind = form.partition(" ")
    return language, kind
