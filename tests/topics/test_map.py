"""The steps from vectors to a named map, on vectors whose groups are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kb.topics.build import build_map, update_map
from kb.topics.clusters import (
    NEWCOMER,
    Division,
    assign,
    cluster,
    halves,
    match_topics,
    recluster,
    topic_counts,
)
from kb.topics.projection import RADIUS, align, place, project
from kb.topics.terms import TopicText

SUBJECTS = (
    ("Speculative decoding with draft models", "KV cache reuse lowers decoding latency."),
    ("Segmentation of tumours in MRI scans", "Tumour segmentation on MRI volumes of the brain."),
    ("RLHF from pairwise preferences", "A reward model trained by RLHF follows raters."),
)


def grouped(count: int, groups: int = 3, width: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """Vectors (count, width) around a few directions plus a common one, and the direction of each."""
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(groups, width))
    labels = np.arange(count) % groups
    vectors = centres[labels] + 3.0 + rng.normal(scale=0.4, size=(count, width))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), labels


def texts(labels: np.ndarray) -> list[TopicText]:
    return [TopicText(*SUBJECTS[label], "en") for label in labels]


@pytest.mark.parametrize("count", [0, 1, 2, 5, 12, 20, 60])
def test_any_number_of_items_gets_distinct_finite_places(count: int) -> None:
    vectors, _ = grouped(count)
    xy = project(vectors)
    assert xy.shape == (count, 2)
    assert np.isfinite(xy).all()
    assert len({tuple(point) for point in xy.tolist()}) == count


@pytest.mark.parametrize("count", [3, 8, 40])
def test_identical_items_do_not_hide_each_other(count: int) -> None:
    xy = project(np.ones((count, 16), dtype=np.float32))
    assert len({tuple(point) for point in xy.tolist()}) == count


@pytest.mark.parametrize("noise", [0.0, 1e-4, 1e-3])
@pytest.mark.parametrize("count", [6, 7, 12, 40, 200])
@pytest.mark.parametrize("different", [1, 2, 3])
def test_equal_and_nearly_equal_items_are_one_topic(count: int, different: int, noise: float) -> None:
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(different, 64))[np.arange(count) % different]
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = (vectors + noise * rng.normal(size=vectors.shape) / 8).astype(np.float16).astype(np.float32)
    same = [TopicText("Log", "", "en")] * count
    drawn = build_map(range(count), vectors, same)
    lower = [topic for topic in drawn.topics if topic.parent is not None]
    assert len(lower) == min(different, topic_counts(count)[0])
    again = build_map(range(count), vectors, same, drawn)
    assert [point.topic for point in again.points] == [point.topic for point in drawn.points]
    assert len({(point.x, point.y) for point in again.points}) == count


def test_layout_repeats_itself_and_keeps_groups_apart() -> None:
    vectors, labels = grouped(150)
    xy = project(vectors)
    assert np.array_equal(xy, project(vectors))
    assert np.quantile(np.linalg.norm(xy, axis=1), 0.95) == pytest.approx(RADIUS, rel=0.05)
    distance = np.linalg.norm(xy[:, None] - xy[None], axis=2)
    np.fill_diagonal(distance, np.inf)
    assert (labels[distance.argmin(axis=1)] == labels).mean() > 0.98


def test_newcomers_land_among_their_kind_and_twins_stay_visible() -> None:
    vectors, labels = grouped(150)
    xy = project(vectors[:120])
    newcomers = np.concatenate([vectors[120:], vectors[:2], vectors[:2]])
    placed = place(newcomers, vectors[:120], xy)
    nearest = np.linalg.norm(placed[:30, None] - xy[None], axis=2).argmin(axis=1)
    assert (labels[:120][nearest] == labels[120:]).all()
    everyone = np.concatenate([xy, placed])
    assert len({tuple(point) for point in everyone.tolist()}) == len(everyone)
    assert np.linalg.norm(placed[30:32] - xy[:2], axis=1).max() < 0.2


def test_alignment_undoes_turn_mirror_and_shift() -> None:
    old = np.random.default_rng(1).normal(size=(30, 2)).astype(np.float32)
    turned = old @ np.array([[0.6, 0.8], [0.8, -0.6]]) + 5
    partly = old.copy()
    partly[20:] = np.nan
    assert np.allclose(align(turned, partly), old, atol=1e-4)


@pytest.mark.parametrize(("items", "fine", "coarse"), [(30, 5, 3), (167, 12, 5), (3000, 20, 9)])
def test_number_of_topics_grows_slowly(items: int, fine: int, coarse: int) -> None:
    assert topic_counts(items) == (fine, coarse)
    assert topic_counts(7 * items)[0] <= 3 * fine


@pytest.mark.parametrize("count", [0, 1, 5, 6, 30, 200])
def test_every_item_has_a_topic_and_numbers_have_no_gaps(count: int) -> None:
    vectors, _ = grouped(count)
    found = cluster(vectors)
    assert len(found.fine) == count
    assert set(found.fine.tolist()) == set(range(len(found.coarse)))
    assert len(found.coarse) <= topic_counts(count)[0]
    upper = found.coarse.max(initial=-1) + 1
    assert set(found.coarse.tolist()) == set(range(upper))


def test_newcomers_join_the_topic_of_their_kind() -> None:
    vectors, labels = grouped(90)
    assert np.array_equal(assign(vectors[60:], vectors[:60], labels[:60]), labels[60:])


def test_topics_are_recognised_by_what_they_hold_and_strangers_are_not() -> None:
    before = np.repeat([0, 1, 2, 3], 10)
    after = np.repeat([2, 0, 1, 4], 10)
    after[30:] = [4, 5, 6, 7, 8] * 2
    assert match_topics(before, after) == {2: 0, 0: 1, 1: 2}
    assert match_topics(before[:0], after[:0]) == {}


def test_a_division_is_continued_around_what_is_fixed() -> None:
    vectors, labels = grouped(90)
    fine = labels.copy()
    fine[:9] = 0  # a topic put together by hand holds items of all three groups
    fine[80:] = NEWCOMER
    fixed = np.array([True, False, False])
    known = Division(fine, np.array([0, 0, 1]), fixed, np.array([False, True]), more=1)
    found = recluster(vectors, known)
    assert (found.fine[fine == 0] == 0).all()
    assert len(set(found.fine.tolist())) == 4
    assert found.coarse[:3].tolist() == [0, 0, 1]
    elsewhere = (labels != 0) & (fine != NEWCOMER) & (fine != 0)
    assert not (found.fine[elsewhere] == 0).any()


@pytest.mark.parametrize("alike", [True, False])
def test_a_topic_falls_into_two(alike: bool) -> None:
    vectors, labels = grouped(60, groups=2)
    found = halves(np.ones_like(vectors) if alike else vectors)
    assert sorted(set(found.tolist())) == [0, 1]
    assert alike or len({(one, other) for one, other in zip(found, labels, strict=True)}) == 2


def test_map_names_topics_by_what_they_hold() -> None:
    vectors, labels = grouped(90)
    built = build_map(range(90), vectors, texts(labels))
    lower = [topic for topic in built.topics if topic.parent is not None]
    upper = [topic for topic in built.topics if topic.parent is None]
    assert sum(topic.size for topic in lower) == sum(topic.size for topic in upper) == 90
    assert {topic.parent for topic in lower} == {topic.id for topic in upper}
    names = [topic.name for topic in built.topics]
    assert len(set(names)) == len(names)


def test_newcomers_move_nothing_and_rename_nothing() -> None:
    vectors, labels = grouped(120)
    built = build_map(range(100), vectors[:100], texts(labels[:100]))
    grown = update_map(built, vectors[:100], range(100, 120), vectors[100:])
    assert grown.points[:100] == built.points
    assert [p.item_id for p in grown.points[100:]] == list(range(100, 120))
    assert [(t.id, t.name, t.x, t.y) for t in grown.topics] == [
        (t.id, t.name, t.x, t.y) for t in built.topics
    ]
    assert {p.topic for p in grown.points} == {p.topic for p in built.points}


def test_rebuild_keeps_topics_names_and_nearly_all_places() -> None:
    vectors, labels = grouped(150)
    before = build_map(range(140), vectors[:140], texts(labels[:140]))
    after = build_map(range(150), vectors, texts(labels), previous=before)
    old_xy = np.array([(p.x, p.y) for p in before.points])
    new_xy = np.array([(p.x, p.y) for p in after.points[:140]])
    assert np.median(np.linalg.norm(old_xy - new_xy, axis=1)) < RADIUS / 10
    assert {(t.id, t.name) for t in before.topics} <= {(t.id, t.name) for t in after.topics}
    assert after.drawn == 150


def test_a_topic_found_later_never_has_a_number_used_before() -> None:
    vectors, labels = grouped(60)
    before = build_map(range(30), vectors[:30], texts(labels[:30]))
    gone = replace(before, last_topic=50)
    after = build_map(range(60), vectors, texts(labels), previous=gone)
    new = {t.id for t in after.topics} - {t.id for t in before.topics}
    assert new and min(new) > 50
    assert after.last_topic == max(new)


def test_mismatched_inputs_are_refused() -> None:
    vectors, labels = grouped(9)
    with pytest.raises(ValueError, match="match"):
        build_map(range(8), vectors, texts(labels))
    empty = build_map([], vectors[:0], [])
    assert not empty.points
    with pytest.raises(ValueError, match="build it"):
        update_map(empty, vectors[:0], [1], vectors[:1])
