"""`library.ranking`: what waits, best first, by the person's picks and areas; and how well that does."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kb.clock import today
from kb.embedding.unit import unit_rows
from kb.errors import EncoderUnavailable
from kb.forecast.ranking import Compared, Scores, Truth, held, scores
from kb.library.vectors import Vectors
from kb.store import Store, areas, arrivals, chunks, decisions
from kb.text.tfidf import rarities, tf_idf
from kb.text.words import stem, written_words
from kb.types import LeftOut, Stance, Zone
from kb.types.ranking import Held
from kb.vectors.linear import Floats, centred_rows

_PICKS = (Zone.MUST_HAVE, Zone.NICE_TO_HAVE)
"""What is filed there is meant to be read."""
_LATEST = 2000
"""Filings that the order is learnt from: earlier ones say little more, and a second is enough for these."""
_BEGINNING = 2000
"""Characters of an item's stems that are looked at, the length of an abstract."""
_STANCE = {Stance.TRACKED: 1.0, Stance.IGNORED: -1.0}
"""What belonging to an area adds to a score of picks, in standard deviations of it; by judgement."""
BY_LOT = 10
"""Items drawn from the rest: a few minutes, after which it is known that it holds few picks."""
_GROWTH = 20
"""The order is learnt anew once filings have grown by one part in so many, and by so many at least."""


@dataclass(frozen=True, slots=True)
class _Made:
    """An order: the place of each item by id, how many filings it was learnt from, how well it does."""

    place: Mapping[int, int]
    filed: int
    held: Held | None

    def serves(self, filed: int) -> bool:
        """Whether so many filings are few more than it was learnt from."""
        return self.filed <= filed <= self.filed + max(_GROWTH, self.filed // _GROWTH)


class Ranking:
    """An order for more than anybody reads. It hides nothing: what comes last is there too."""

    def __init__(self, store: Store, vectors: Vectors) -> None:
        self._store = store
        self._vectors = vectors
        self._made: _Made | None = None

    def best_first(self, ids: Sequence[int]) -> list[int]:
        """Items by how much they are like what was picked and unlike what was passed over, and by stances of
        their areas; those alike stay in the order given. It is made anew when other items have come, or when
        filings have grown: not after each one."""
        filed, picked = self._decisions()
        wanted, made = set(ids), self._made
        if made is None or not (wanted <= made.place.keys() and made.serves(len(filed))):
            found, measured = self._judged(ids, filed, picked)
            place = {item_id: n for n, item_id in enumerate(self._ordered(ids, found))}
            self._made = made = _Made(place, len(filed), measured)
        return sorted(ids, key=made.place.__getitem__)

    def held(self) -> Held | None:
        """How well the order made last does, measured on the person's own filings; None where they are too
        few, or none was made."""
        return self._made.held if self._made else None

    def by_lot(self, ids: Sequence[int]) -> list[int]:
        """A few of what comes after the first part of the best-first order, by lot, the same all day; of all
        where it is not known how long the first part is."""
        ordered, measured = self.best_first(ids), self.held()
        rest = ordered[measured.first(len(ids)) if measured else 0 :]
        return random.Random(today()).sample(rest, min(BY_LOT, len(rest)))

    def of_left_out(self, found: Sequence[LeftOut]) -> list[LeftOut]:
        """What was left out, best first, by words alone: what was never saved has no vector. As it is given
        where nothing was picked yet."""
        filed, picked = self._decisions()
        if not picked.any() or not found:
            return list(found)
        db = self._store.read()
        known = decisions.stems(db, filed, _BEGINNING)
        texts = arrivals.texts(db, [one.ref for one in found], _BEGINNING)
        bags = [Counter(known.get(item_id, "").split()) for item_id in filed]
        bags += [Counter(map(stem, written_words(texts.get(one.ref, one.title)))) for one in found]
        words = tf_idf(bags, rarities(bags).__getitem__)
        compared = Compared(np.zeros((len(bags), 1), dtype=np.float32), words)
        like = scores(compared, np.arange(len(filed)), picked)[len(filed) :]
        return [found[place] for place in np.argsort(-like, kind="stable").tolist()]

    def _judged(self, ids: Sequence[int], filed: Sequence[int], picked: Truth) -> tuple[Scores, Held | None]:
        """How much each item (n,) is one to pick, and how well an order by that does; items and filings are
        compared once for both."""
        if not picked.any():
            return np.zeros(len(ids)), None
        every, decided = [*filed, *set(ids).difference(filed)], np.arange(len(filed))
        compared, place = self._compared(every), {item_id: n for n, item_id in enumerate(every)}
        found = scores(compared, decided, picked)[[place[item_id] for item_id in ids]]
        return found, held(compared.of(decided), decided, picked)

    def _ordered(self, ids: Sequence[int], found: Scores) -> list[int]:
        stances = areas.of_items(self._store.read(), ids)
        said = [sum({_STANCE.get(one.stance, 0.0) for one in stances.get(item_id, ())}) for item_id in ids]
        order = np.argsort(-(found + np.array(said)), kind="stable")
        return [ids[place] for place in order.tolist()]

    def _decisions(self) -> tuple[list[int], Truth]:
        filed = decisions.filings(self._store.read())[-_LATEST:]
        return [one.item_id for one in filed], np.array([one.zone in _PICKS for one in filed], dtype=np.bool_)

    def _compared(self, ids: Sequence[int]) -> Compared:
        db = self._store.read()
        stems = decisions.stems(db, ids, _BEGINNING)
        bags = [Counter(stems.get(item_id, "").split()) for item_id in ids]
        return Compared(self._meaning(ids), tf_idf(bags, rarities(bags).__getitem__))

    def _meaning(self, ids: Sequence[int]) -> Floats:
        """Vectors of items about their mean; zero for those that have none yet."""
        try:
            space = self._vectors.space
        except EncoderUnavailable:
            return np.zeros((len(ids), 1), dtype=np.float32)
        known = chunks.item_vectors(self._store.read(), space.fingerprint, space.dimension, ids)
        place = {item_id: n for n, item_id in enumerate(ids)}
        rows = np.zeros((len(ids), space.dimension), dtype=np.float32)
        if len(known.item_ids):
            rows[[place[item_id] for item_id in known.item_ids.tolist()]] = centred_rows(
                unit_rows(known.vectors)
            )
        return rows
