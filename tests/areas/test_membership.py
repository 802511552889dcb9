"""Who belongs to an area, learnt from its words, examples and counter-examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from kb.areas.membership import THRESHOLD, Understood, Words, in_words, membership
from kb.store.chunks import ChunkVectors
from kb.text.tfidf import tf_idf
from kb.vectors.item_vectors import ItemVectors
from kb.vectors.shared_words import WordedTexts
from kb.vectors.whitening import WhitenedSpace, whiten


def grouped(count: int, groups: int = 3, width: int = 64) -> tuple[WhitenedSpace, np.ndarray]:
    """A space of items around a few directions plus a common one, and the direction of each."""
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(groups, width))
    labels = np.arange(count) % groups
    vectors = centres[labels] + 3.0 + rng.normal(scale=0.4, size=(count, width))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return whiten(ItemVectors(np.arange(100, 100 + count), vectors, vectors[:0])), labels


def silent(measured: WhitenedSpace) -> Words:
    return Words(np.zeros(measured.rows.shape[1], np.float32), np.zeros(len(measured.rows), np.float32))


def likely(
    measured: WhitenedSpace, yes: list[int], no: list[int] | None = None, words: Words | None = None
) -> np.ndarray:
    rows = np.array(yes, dtype=np.int64), np.array(no or [], dtype=np.int64)
    return membership(measured, words or silent(measured), *rows)


@pytest.mark.parametrize("count", [30, 60, 300, 3000])
def test_three_examples_admit_their_kind_and_few_others(count: int) -> None:
    measured, labels = grouped(count, groups=6)
    mine = labels == 2
    found = likely(measured, np.flatnonzero(mine)[:3].tolist())
    assert found.shape == (count,)
    assert (found[mine] >= THRESHOLD).mean() > 0.6
    assert (found[~mine] >= THRESHOLD).mean() < 0.02


def test_words_alone_admit_what_they_are_about() -> None:
    measured, labels = grouped(300, groups=6)
    mine = labels == 2
    centre = measured.item_vectors.vectors[mine].mean(axis=0)
    asked: list[str] = []

    def understand(text: str) -> Understood:
        asked.append(text)
        return Understood(np.asarray(centre), lambda: np.zeros(10))

    found = likely(measured, [], words=in_words(measured, understand, "Audio", "what one hears"))
    assert (found[mine] >= THRESHOLD).mean() > 0.9
    assert (found[~mine] >= THRESHOLD).mean() < 0.02
    in_words(measured, understand, "Audio", " ")
    assert asked == ["Audio. what one hears", "Audio"]


def test_of_items_that_mean_as_much_those_that_say_the_words_are_likelier() -> None:
    measured, labels = grouped(300, groups=6)
    mine = np.flatnonzero(labels == 2)
    said = np.zeros(500)
    said[measured.item_ids[mine[:10]]] = 1.0
    centre = measured.item_vectors.vectors[mine].mean(axis=0)
    aloud = in_words(measured, lambda text: Understood(centre, lambda: said), "Audio", "heard")
    nowhere = in_words(measured, lambda text: Understood(centre, lambda: said[:0]), "Audio", "heard")
    found, silently = likely(measured, [], words=aloud), likely(measured, [], words=nowhere)
    assert (found[mine[:10]] >= silently[mine[:10]]).all()
    assert (found[mine[10:]] <= silently[mine[10:]] + 1e-6).all()


def test_of_items_that_mean_as_much_those_that_share_words_with_the_examples_are_likelier() -> None:
    plain, labels = grouped(300, groups=6)
    mine = np.flatnonzero(labels == 2)
    examples, sharing = mine[:3].tolist(), mine[3:13]
    speaking = {int(plain.item_ids[row]) for row in (*examples, *sharing)}

    def worded(item_ids: Sequence[int]) -> WordedTexts:
        bags = [Counter({"phoneme": 1} if i in speaking else {str(i): 1}) for i in item_ids]
        return WordedTexts(tf_idf(bags, lambda term: 1.0), np.array(["en"] * len(bags)))

    found, wordless = likely(whiten(plain.item_vectors, worded=worded), examples), likely(plain, examples)
    gained = found - wordless
    assert gained[sharing].min() > gained[mine[13:]].max()


def test_what_an_item_says_in_passing_makes_it_likelier() -> None:
    measured, labels = grouped(300, groups=6)
    mine, others = np.flatnonzero(labels == 2), np.flatnonzero(labels == 3)
    vectors, told = measured.item_vectors.vectors, others[0]
    asked: list[int] = []

    def passages(item_ids: Sequence[int]) -> ChunkVectors:
        """Each item as a whole, and of one among the others a passage about what is wanted."""
        asked.extend(item_ids)
        rows = [row for i in item_ids for row in ([i - 100, mine[0]] if i == 100 + told else [i - 100])]
        ids = [i for i in item_ids for _ in range(2 if i == 100 + told else 1)]
        return ChunkVectors(np.arange(len(rows)), np.array(ids), vectors[rows])

    found = likely(whiten(measured.item_vectors, passages), mine[:3].tolist())
    before = likely(measured, mine[:3].tolist())
    assert asked == sorted(set(asked))
    assert found[told] > 2 * before[told]
    assert np.delete(found, told) == pytest.approx(np.delete(before, told), abs=1e-6)


def test_an_example_belongs_and_a_counter_example_takes_its_like_along() -> None:
    measured, labels = grouped(300, groups=6)
    mine, others = np.flatnonzero(labels == 2), np.flatnonzero(labels == 3)
    both = [*mine[:3], *others[:1]]
    before = likely(measured, both)
    after = likely(measured, mine[:3].tolist(), others[:3].tolist())
    assert (before[both] == 1).all()
    assert (after[others[:3]] == 0).all()
    assert after[others[3:]].mean() < 0.5 * before[others[3:]].mean() + 0.01
    assert (after[mine] >= THRESHOLD).mean() > 0.9


def test_a_no_lowers_what_is_like_it_more_than_the_rest_of_the_area() -> None:
    measured, labels = grouped(300, groups=6)
    mine = np.flatnonzero(labels == 2)
    before, after = (
        likely(measured, mine[:3].tolist()),
        likely(measured, mine[:3].tolist(), mine[10:11].tolist()),
    )
    fallen = np.log(before / (1 - before + 1e-6) + 1e-6) - np.log(after / (1 - after + 1e-6) + 1e-6)
    rest = [row for row in mine[3:] if row != mine[10]]
    near = measured.rows[rest] @ measured.rows[mine[10]]
    assert (fallen[rest] > 0).all()
    assert np.corrcoef(near, fallen[rest])[0, 1] > 0.3


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_a_library_of_next_to_nothing_has_only_its_examples(count: int) -> None:
    measured, _ = grouped(count)
    examples = list(range(min(count, 1)))
    found = likely(measured, examples)
    assert found.shape == (count,) and np.isfinite(found).all()
    assert (found[examples] == 1).all()
