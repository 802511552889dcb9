"""The topic map: drawn first, drawn anew with topics that keep their identity, continued for newcomers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kb.topics.clusters import (
    NEWCOMER,
    Bools,
    Clustering,
    Division,
    Ints,
    assign,
    cluster,
    match_topics,
    recluster,
    topic_counts,
)
from kb.topics.names import NamedBefore, TopicName, name_levels
from kb.topics.pointing import Meaning, Sense
from kb.topics.projection import align, place, project
from kb.topics.terms import TopicText
from kb.types import MapPoint, Topic
from kb.vectors.linear import Floats


@dataclass(frozen=True, slots=True)
class BuiltMap:
    """A map to be stored. Upper topics come first; ids are unique across both levels.

    `drawn` is how many items it had when the whole of it was drawn; `last_topic` the highest id ever given,
    since an id is never given to another topic.
    """

    points: tuple[MapPoint, ...]
    topics: tuple[Topic, ...]
    drawn: int = 0
    last_topic: int = 0


def build_map(
    ids: Sequence[int],
    vectors: Floats,
    texts: Sequence[TopicText],
    previous: BuiltMap | None = None,
    meaning: Meaning | None = None,
) -> BuiltMap:
    """Lay out, divide and name a library anew: one id, vector (n, d) and text per item.

    Layout and topics of a `previous` map go on: see `recluster` and `project`. A topic that keeps its
    items keeps its id, and its name as long as that points to it. What was decided by hand stands: the
    items of a pinned topic stay together, and a name given by hand stays. With `meaning` names are chosen
    that point to their topic.

    :raises ValueError: ids, vectors and texts do not belong together.
    """
    if not len(ids) == len(vectors) == len(texts):
        raise ValueError(f"ids, vectors and texts must match: {len(ids)}, {len(vectors)}, {len(texts)}")
    if not len(ids):
        return BuiltMap((), ())
    before = _Before.of(previous, ids) if previous else None
    if previous is None or before is None:
        xy, clustering, last = project(vectors), cluster(vectors), previous.last_topic if previous else 0
    else:
        xy, last = _redrawn(vectors, before.xy), previous.last_topic
        last = max([last, *(topic.id for topic in previous.topics)])
        lower, upper = topic_counts(len(ids))
        lower_then, upper_then = topic_counts(previous.drawn or len(previous.points))
        more = max(0, lower - lower_then), max(0, upper - upper_then)
        clustering = recluster(vectors, replace(before.division, more=more[0], more_coarse=more[1]))
    fine = _without_gaps(clustering.fine)
    coarse = _without_gaps(clustering.coarse[np.unique(clustering.fine)])
    levels: list[list[Topic | None]] = [[None] * (int(coarse.max()) + 1), [None] * len(coarse)]
    if before is not None:
        levels = before.continued(clustering)
    old_upper, old_lower = levels
    sense = Sense(meaning, vectors) if meaning else None
    before_upper, before_lower = ([_named(old) for old in level] for level in (old_upper, old_lower))
    names_upper, names_lower = name_levels(texts, fine, coarse, before_upper, before_lower, sense)
    upper_ids, last = _ids(old_upper, last)
    lower_ids, last = _ids(old_lower, last)
    parents = [upper_ids[topic] for topic in coarse]
    topics = [
        *_topics(upper_ids, [None] * len(upper_ids), names_upper, old_upper, coarse[fine], xy),
        *_topics(lower_ids, parents, names_lower, old_lower, fine, xy),
    ]
    points = tuple(
        MapPoint(item, float(x), float(y), lower_ids[label])
        for item, (x, y), label in zip(ids, xy, fine, strict=True)
    )
    return BuiltMap(points, tuple(topics), len(ids), last)


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
    present, labels = np.unique([point.topic for point in current.points], return_inverse=True)
    joined = present[assign(new_vectors, vectors, labels.astype(np.int64))]
    added = tuple(
        MapPoint(item, float(x), float(y), int(topic))
        for item, (x, y), topic in zip(new_ids, place(new_vectors, vectors, old_xy), joined, strict=True)
    )
    return replace(current, points=current.points + added)


@dataclass(frozen=True, slots=True)
class _Before:
    """A previous map as seen from the items of the next: places (n, 2), NaN where there was none."""

    upper: list[Topic]
    lower: list[Topic]
    division: Division
    xy: Floats

    @classmethod
    def of(cls, previous: BuiltMap, ids: Sequence[int]) -> _Before | None:
        """None where no item is on the previous map."""
        points = {point.item_id: point for point in previous.points}
        own = [points.get(item) for item in ids]
        used = {point.topic for point in own if point is not None}
        lower = [topic for topic in previous.topics if topic.id in used]
        if not lower:
            return None
        parents = {topic.parent for topic in lower}
        upper = [topic for topic in previous.topics if topic.id in parents]
        rank = {topic.id: number for number, topic in enumerate(lower)}
        upper_rank = {topic.id: number for number, topic in enumerate(upper)}
        division = Division(
            np.array([NEWCOMER if p is None else rank[p.topic] for p in own], dtype=np.int64),
            np.array([upper_rank[topic.parent or 0] for topic in lower], dtype=np.int64),
            np.array([topic.pinned for topic in lower], dtype=bool),
            np.array([topic.pinned for topic in upper], dtype=bool),
        )
        nowhere = (np.nan, np.nan)
        xy = np.array([nowhere if p is None else (p.x, p.y) for p in own], dtype=np.float32)
        return cls(upper, lower, division, xy)

    def continued(self, clustering: Clustering) -> list[list[Topic | None]]:
        """The previous topic that each topic found continues, in order of its label; upper level first.

        Labels carry over only as a start: a topic is the one most of whose items it shares. What is pinned
        or named by hand stays what it is.
        """
        known = self.division.fine != NEWCOMER
        fine = clustering.fine[known]
        fine_before = self.division.fine[known]
        coarse, coarse_before = clustering.coarse[fine], self.division.coarse[fine_before]
        return [
            _continued(
                self.upper, coarse_before, coarse, np.unique(clustering.coarse[np.unique(clustering.fine)])
            ),
            _continued(self.lower, fine_before, fine, np.unique(clustering.fine)),
        ]


def _continued(topics: list[Topic], before: Ints, after: Ints, labels: Ints) -> list[Topic | None]:
    by_hand = [
        label
        for label in labels.tolist()
        if label < len(topics) and (topics[label].pinned or topics[label].named_by_hand)
    ]
    free: Bools = ~(np.isin(before, by_hand) | np.isin(after, by_hand))
    match = {**match_topics(before[free], after[free]), **{label: label for label in by_hand}}
    return [topics[match[label]] if label in match else None for label in labels.tolist()]


def _redrawn(vectors: Floats, old_xy: Floats) -> Floats:
    known = ~np.isnan(old_xy).any(axis=1)
    initial = old_xy.copy()
    initial[~known] = place(vectors[~known], vectors[known], old_xy[known])
    return align(project(vectors, initial), old_xy)


def _without_gaps(labels: Ints) -> Ints:
    return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.int64)


def _named(topic: Topic | None) -> NamedBefore | None:
    if topic is None:
        return None
    return NamedBefore(topic.found_name or topic.name, topic.name if topic.named_by_hand else "")


def _ids(continued: Sequence[Topic | None], last: int) -> tuple[list[int], int]:
    """Ids of a level's topics, new ones counting on from the last given, and the last given now."""
    found = []
    for topic in continued:
        last += topic is None
        found.append(last if topic is None else topic.id)
    return found, last


def _topics(
    ids: Sequence[int],
    parents: Sequence[int | None],
    names: Sequence[TopicName],
    continued: Sequence[Topic | None],
    labels: Ints,
    xy: Floats,
) -> list[Topic]:
    topics = []
    for position, (topic, parent, name, old) in enumerate(zip(ids, parents, names, continued, strict=True)):
        members = xy[labels == position]
        x, y = np.median(members, axis=0)
        by_hand = old is not None and old.named_by_hand
        topics.append(
            Topic(
                id=topic,
                parent=parent,
                name=old.name if old is not None and by_hand else name.name,
                keywords=name.keywords,
                size=len(members),
                x=float(x),
                y=float(y),
                pinned=old is not None and old.pinned,
                named_by_hand=by_hand,
                found_name=name.name,
            )
        )
    return topics
