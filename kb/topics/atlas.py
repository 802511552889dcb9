"""The library's map: drawn from the vectors of the items' heads, kept in the store."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from kb.meaning import Space
from kb.store import Store, areas, facts, items, maps
from kb.topics.build import LAYOUT, BuiltMap, build_map, update_map
from kb.topics.heads import Heads, read_heads
from kb.topics.terms import TopicText
from kb.types import Filters, Stance, Topic, TopicMap

_DRAWN_WITH = "map-layout"


def read(store: Store) -> TopicMap:
    """The map as it stands. A topic has the stance of the areas most of its items belong to."""
    db = store.read()
    points = maps.points(db)
    topics = maps.topics(db)
    stances = _stances(store, {point.item_id: point.topic for point in points}, topics)
    return TopicMap(
        points=tuple(points),
        topics=tuple(replace(topic, stance=stances.get(topic.id)) for topic in topics if topic.size),
        unplaced=items.count(db, Filters()) - len(points),
    )


def _stances(store: Store, topic_of: dict[int, int], topics: list[Topic]) -> dict[int, Stance]:
    parents = {topic.id: topic.parent for topic in topics}
    sizes = {topic.id: topic.size for topic in topics}
    votes: dict[int, Counter[Stance]] = {}
    for area in areas.every(store.read()):
        for item_id in area.members:
            if (topic := topic_of.get(item_id)) is None:
                continue
            for level in (topic, parents.get(topic)):
                if level is not None:
                    votes.setdefault(level, Counter())[area.stance] += 1
    found: dict[int, Stance] = {}
    for topic, counts in votes.items():
        stance, count = counts.most_common(1)[0]
        if 2 * count > sizes.get(topic, 0):
            found[topic] = stance
    return found


def update(store: Store, space: Space, rebuild: bool) -> None:
    """Gives places to items that have a vector and no place; old places stay as they are. With
    `rebuild`, or where there is no map of this model and layout yet, draws the whole map anew, turned
    to lie as the old one did."""
    db = store.read()
    heads = read_heads(store, space)
    version = f"{space.fingerprint}/{LAYOUT}"
    stored = _stored(store, heads)
    fresh = rebuild or not stored.points or facts.get(db, _DRAWN_WITH) != version
    placed = {point.item_id for point in stored.points}
    new = ~np.isin(heads.item_ids, np.fromiter(placed, dtype=np.int64, count=len(placed)))
    if fresh:
        ids = heads.item_ids.tolist()
        drawn = build_map(ids, heads.vectors, _texts(store, ids), stored if stored.points else None)
    elif new.any():
        drawn = update_map(stored, heads.vectors[~new], heads.item_ids[new].tolist(), heads.vectors[new])
    else:
        return
    with store.write() as writing:
        known = set(items.every_id(writing))
        if fresh:
            maps.clear_points(writing)
            maps.put_topics(writing, drawn.topics)
        maps.put_points(
            writing, [p for p in drawn.points if p.item_id in known and (fresh or p.item_id not in placed)]
        )
        facts.put(writing, _DRAWN_WITH, version)


def _stored(store: Store, heads: Heads) -> BuiltMap:
    """The map as stored, of the items that have a vector, in the order of the vectors."""
    db = store.read()
    row_of = {item_id: row for row, item_id in enumerate(heads.item_ids.tolist())}
    points = [point for point in maps.points(db) if point.item_id in row_of]
    topics = maps.topics(db)
    parent_of = {topic.id: topic.parent for topic in topics}
    rows: dict[int, list[int]] = {}
    for point in points:
        rows.setdefault(point.topic, []).append(row_of[point.item_id])
        parent = parent_of.get(point.topic)
        if parent is not None:
            rows.setdefault(parent, []).append(row_of[point.item_id])
    filled = [topic for topic in topics if topic.id in rows]
    centroids = [heads.vectors[rows[topic.id]].mean(axis=0) for topic in filled]
    return BuiltMap(
        tuple(points),
        tuple(filled),
        np.array(centroids, dtype=np.float32).reshape(len(filled), heads.vectors.shape[1]),
    )


def _texts(store: Store, ids: list[int]) -> list[TopicText]:
    """What topics are named after: titles and the heads of bodies."""
    db = store.read()
    bodies = items.bodies(db, ids)
    return [TopicText(item.title, bodies[item.id], item.language) for item in items.by_ids(db, ids)]
