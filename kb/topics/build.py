"""The topic map: built anew with topics that keep their identity, or continued for newcomers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kb.topics.clusters import Ints, assign, centroids, cluster, match_topics
from kb.topics.names import TopicName, name_levels
from kb.topics.projection import align, place, project
from kb.topics.terms import TopicText
from kb.topics.vectors import Floats
from kb.types import MapPoint, Topic

LAYOUT = "tsne-3"
"""Version of layout, clusters and names together; a map made under another version is stale."""


@dataclass(frozen=True, slots=True)
class BuiltMap:
    """A map to be stored: `centroids` (k, d) are the topics' mean vectors, in the order of `topics`.

    Upper topics come first; ids are unique across both levels and are never given to another topic.
    """

    points: tuple[MapPoint, ...]
    topics: tuple[Topic, ...]
    centroids: Floats
    layout: str = LAYOUT


def build_map(
    ids: Sequence[int],
    vectors: Floats,
    texts: Sequence[TopicText],
    previous: BuiltMap | None = None,
    seed: int = 0,
) -> BuiltMap:
    """Lay out, divide and name a library anew: one id, vector (n, d) and text per item.

    A `previous` map is the starting point of the layout, which is then turned onto it; a topic that
    continues an earlier one keeps its id. Raises ValueError if the three do not belong together.
    """
    if not len(ids) == len(vectors) == len(texts):
        raise ValueError(f"ids, vectors and texts must match: {len(ids)}, {len(vectors)}, {len(texts)}")
    if not len(ids):
        return BuiltMap((), (), np.zeros((0, vectors.shape[-1]), dtype=np.float32))
    clusters = cluster(vectors, seed)
    upper_labels = clusters.coarse[clusters.fine]
    upper_names, names = name_levels(texts, clusters.fine, clusters.coarse)
    upper_centres, centres = centroids(vectors, upper_labels), centroids(vectors, clusters.fine)
    upper_ids, fine_ids = _identities(upper_centres, centres, previous)
    xy = _layout(ids, vectors, previous, seed)
    topics = [
        *_topics(upper_ids, [None] * len(upper_ids), upper_names, upper_labels, xy),
        *_topics(fine_ids, [upper_ids[c] for c in clusters.coarse], names, clusters.fine, xy),
    ]
    points = tuple(
        MapPoint(item, float(x), float(y), fine_ids[label])
        for item, (x, y), label in zip(ids, xy, clusters.fine, strict=True)
    )
    return BuiltMap(points, tuple(topics), np.concatenate([upper_centres, centres]))


def update_map(current: BuiltMap, vectors: Floats, new_ids: Sequence[int], new_vectors: Floats) -> BuiltMap:
    """`current` with newcomers added: nothing that has a place moves, no topic changes its name or place.

    `vectors` (n, d) belong to `current.points`, in their order. On an empty map there is nothing to
    join: build it instead (ValueError).
    """
    if not current.points:
        raise ValueError("an empty map cannot be continued: build it")
    if not len(new_ids):
        return current
    old_xy = np.array([(point.x, point.y) for point in current.points], dtype=np.float32)
    present = sorted({point.topic for point in current.points})
    rank = {topic: position for position, topic in enumerate(present)}
    labels = np.array([rank[point.topic] for point in current.points], dtype=np.int64)
    joined = [present[label] for label in assign(new_vectors, vectors, labels)]
    added = tuple(
        MapPoint(item, float(x), float(y), topic)
        for item, (x, y), topic in zip(new_ids, place(new_vectors, vectors, old_xy), joined, strict=True)
    )
    points = current.points + added
    parents = {topic.id: topic.parent for topic in current.topics}
    sizes = dict.fromkeys(parents, 0)
    for point in points:
        sizes[point.topic] += 1
        parent = parents[point.topic]
        if parent is not None:
            sizes[parent] += 1
    topics = tuple(
        Topic(t.id, t.parent, t.name, t.keywords, sizes[t.id], t.x, t.y, t.stance) for t in current.topics
    )
    return BuiltMap(points, topics, current.centroids, current.layout)


def _layout(ids: Sequence[int], vectors: Floats, previous: BuiltMap | None, seed: int) -> Floats:
    if previous is None or not previous.points:
        return project(vectors, seed=seed)
    places = {point.item_id: (point.x, point.y) for point in previous.points}
    unplaced = (float("nan"), float("nan"))
    old_xy = np.array([places.get(item, unplaced) for item in ids], dtype=np.float32)
    known = ~np.isnan(old_xy).any(axis=1)
    if not known.any():
        return project(vectors, seed=seed)
    initial = old_xy.copy()
    initial[~known] = place(vectors[~known], vectors[known], old_xy[known])
    return align(project(vectors, initial, seed), old_xy)


def _identities(upper: Floats, fine: Floats, previous: BuiltMap | None) -> tuple[list[int], list[int]]:
    """Ids of the upper and the lower topics; those that continue a previous topic take over its id."""
    old = previous.topics if previous is not None else ()
    unused = max((topic.id for topic in old), default=0) + 1
    result: list[list[int]] = []
    for centres, is_upper in ((upper, True), (fine, False)):
        rows = [row for row, topic in enumerate(old) if (topic.parent is None) == is_upper]
        matched = match_topics(previous.centroids[rows], centres) if previous is not None and rows else {}
        level: list[int] = []
        for topic in range(len(centres)):
            if topic in matched:
                level.append(old[rows[matched[topic]]].id)
            else:
                level.append(unused)
                unused += 1
        result.append(level)
    return result[0], result[1]


def _topics(
    ids: Sequence[int], parents: Sequence[int | None], names: Sequence[TopicName], labels: Ints, xy: Floats
) -> list[Topic]:
    topics = []
    for position, (topic, parent, name) in enumerate(zip(ids, parents, names, strict=True)):
        members = xy[labels == position]
        x, y = np.median(members, axis=0)
        topics.append(Topic(topic, parent, name.name, name.keywords, len(members), float(x), float(y)))
    return topics
