"""The library's map: drawn from the vectors of the items' heads, kept in the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from kb.clock import now
from kb.errors import EncoderUnavailable
from kb.store import Store, events, items, maps
from kb.topics.build import BuiltMap, build_map, update_map
from kb.topics.pointing import Meaning
from kb.topics.terms import TopicText
from kb.types import Filters, Item, MapPoint, MapVersion, Origin, Stance, Topic, TopicMap
from kb.types.naming import REDRAWN
from kb.vectors.index import Space
from kb.vectors.item_vectors import ItemVectors, read_item_vectors
from kb.vectors.linear import Floats

Encode = Callable[[str], Floats]

_SKETCH = 100
_OUTGROWN = 10
"""A map of fewer items than the one is a sketch, drawn anew once there are so many times as many as the
other: places are memory only where there were enough to remember. By judgement."""


def read(store: Store) -> TopicMap:
    """The map as it stands."""
    db = store.read()
    points = maps.points(db)
    return TopicMap(
        points=tuple(points),
        topics=tuple(topics(store)),
        unplaced=items.count(db, Filters()) - len(points),
        added=max(0, len(points) - maps.drawn(db)),
    )


def topics(store: Store) -> list[Topic]:
    """The topics of the map, without its places. A topic has the stance of the areas most of its items belong
    to."""
    db = store.read()
    found = maps.topics(db)
    stances = _stances(maps.stances(db), found)
    return [replace(topic, stance=stances.get(topic.id)) for topic in found if topic.size]


def examples(store: Store, drawn: TopicMap, limit: int) -> dict[int, tuple[list[Item], list[Item]]]:
    """Of each topic the most typical items, those nearest to its middle on the map, and the newest."""
    every = {item.id: item for item in items.by_ids(store.read(), [p.item_id for p in drawn.points])}
    parents = {topic.id: topic.parent for topic in drawn.topics}
    found = {}
    for topic in drawn.topics:
        own = [p for p in drawn.points if topic.id in (p.topic, parents.get(p.topic)) and p.item_id in every]
        own.sort(key=lambda point: (point.x - topic.x) ** 2 + (point.y - topic.y) ** 2)
        members = [every[point.item_id] for point in own]
        newest = sorted(members, key=lambda item: item.dated, reverse=True)
        found[topic.id] = (members[:limit], newest[:limit])
    return found


def _stances(counted: Sequence[tuple[int, Stance, int]], found: Sequence[Topic]) -> dict[int, Stance]:
    parents = {topic.id: topic.parent for topic in found}
    votes: dict[int, Counter[Stance]] = {}
    for lower, stance, count in counted:
        for topic in (lower, parents.get(lower)):
            if topic is not None:
                votes.setdefault(topic, Counter())[stance] += count
    sizes = {topic.id: topic.size for topic in found}
    said = {topic: counts.most_common(1)[0] for topic, counts in votes.items()}
    return {topic: stance for topic, (stance, count) in said.items() if 2 * count > sizes.get(topic, 0)}


def update(store: Store, space: Space, encode: Encode, rebuild: bool) -> None:
    """Gives places to items that have a vector and no place; old places stay as they are. With `rebuild`,
    or where there is no map yet, draws the whole map anew, so that it resembles the old one, a version of
    which is kept. A map of fewer than a hundred items is a sketch: it is drawn anew by itself once the
    library has grown tenfold since. `encode` gives a phrase's vector (d,), by which names are judged.

    A redrawing that was asked for is a step of the person's, taken when the new map is there; one that the
    map makes by itself is none.
    """
    db = store.read()
    item_vectors = read_item_vectors(store, space)
    stored, vectors = _stored(store, item_vectors)
    placed = {point.item_id for point in maps.points(db)}
    new = ~np.isin(item_vectors.item_ids, np.fromiter(placed, dtype=np.int64, count=len(placed)))
    outgrown = len(placed) < _SKETCH and int(new.sum()) + len(placed) >= _OUTGROWN * max(maps.drawn(db), 1)
    if rebuild or not stored.points or (outgrown and new.any()):
        _redraw(store, item_vectors, encode, stored, Origin.ME if rebuild else Origin.RULE)
    elif new.any():
        drawn = update_map(stored, vectors, item_vectors.item_ids[new].tolist(), item_vectors.vectors[new])
        with store.write() as writing:
            known = set(items.every_id(writing))
            maps.put_points(
                writing, [p for p in drawn.points if p.item_id in known and p.item_id not in placed]
            )


def _redraw(
    store: Store, item_vectors: ItemVectors, encode: Encode, stored: BuiltMap, origin: Origin
) -> None:
    ids = item_vectors.item_ids.tolist()
    texts, previous = _texts(store, ids), stored if stored.points else None
    drawn = build_map(ids, item_vectors.vectors, texts, previous, _meaning(item_vectors, encode))
    with store.write() as db:
        maps.keep_version(db, now(), REDRAWN, origin)
        known = set(items.every_id(db))
        topics = list(drawn.topics)
        waiting = _waiting(maps.points(db), maps.topics(db), topics, set(ids))
        maps.clear_points(db)
        maps.put_topics(db, topics)
        maps.put_points(db, [p for p in (*drawn.points, *waiting) if p.item_id in known])
        maps.put_drawn(db, drawn.drawn)


def _meaning(item_vectors: ItemVectors, encode: Encode) -> Meaning | None:
    """Phrases as the items are compared; None where the model cannot be had, and names do without."""
    try:
        encode(REDRAWN)
    except EncoderUnavailable:
        return None
    return lambda phrase: item_vectors.comparable(encode(phrase))


def _waiting(
    points: list[MapPoint], before: list[Topic], topics: list[Topic], drawn: set[int]
) -> list[MapPoint]:
    """Of the `points` there were, those of items whose vector is being made anew: they stay, if their topic
    does. Topics that were pinned do, and are added to `topics`."""
    kept = {topic.id for topic in topics}
    left = [point for point in points if point.item_id not in drawn]
    used = {point.topic for point in left}
    pinned = [topic for topic in before if topic.id in used - kept and topic.pinned]
    for topic in pinned:
        parents = [t for t in before if t.id == topic.parent and t.id not in kept]
        topics += [*parents, topic]
        kept |= {topic.id, *(parent.id for parent in parents)}
    return [point for point in left if point.topic in kept]


def undo(store: Store, space: Space) -> MapVersion | None:
    """Brings the newest version back as it was, and drops it; the step that it was kept for is taken back.
    None where none is kept.

    Items that came since stay where they are if the others have not moved either; else they are given a
    place among them.
    """
    item_vectors = read_item_vectors(store, space)
    with store.write() as db:
        kept = maps.versions(db)
        if not kept:
            return None
        former, current = maps.take_version(db, kept[0].id), maps.points(db)
        events.take_back(db, events.that_kept(db, kept[0].id), now())
        existing = set(items.every_id(db))
        back = [point for point in former.points if point.item_id in existing]
        known = {point.item_id: point for point in back}
        topics = {topic.id for topic in former.topics}
        unmoved = all(
            (point.x, point.y) == (known[point.item_id].x, known[point.item_id].y)
            for point in current
            if point.item_id in known
        )
        maps.clear_points(db)
        maps.put_topics(db, former.topics)
        maps.put_points(db, back)
        maps.put_drawn(db, former.drawn)
        since = [point for point in current if point.item_id not in known]
        staying = [point for point in since if unmoved and point.topic in topics]
        maps.put_points(db, staying)
        lost = {p.item_id: p for p in since if not unmoved or p.topic not in topics}
        stored, vectors = _stored(store, item_vectors)
        if lost and stored.points:
            new = np.isin(item_vectors.item_ids, list(lost))
            placed = update_map(
                stored, vectors, item_vectors.item_ids[new].tolist(), item_vectors.vectors[new]
            )
            found = [point for point in placed.points if point.item_id in lost]
            if unmoved:
                found = [replace(lost[point.item_id], topic=point.topic) for point in found]
            maps.put_points(db, found)
    return kept[0]


def _stored(store: Store, item_vectors: ItemVectors) -> tuple[BuiltMap, Floats]:
    """The map as stored, of the items that have a vector, and the vectors (n, d) of its points."""
    db = store.read()
    row_of = {item_id: row for row, item_id in enumerate(item_vectors.item_ids.tolist())}
    points = [point for point in maps.points(db) if point.item_id in row_of]
    stored = BuiltMap(tuple(points), tuple(maps.topics(db)), maps.drawn(db), maps.last_topic(db))
    return stored, item_vectors.vectors[[row_of[point.item_id] for point in points]]


def _texts(store: Store, ids: list[int]) -> list[TopicText]:
    """What topics are named after: titles and the heads of bodies."""
    db = store.read()
    bodies = items.bodies(db, ids)
    return [TopicText(item.title, bodies[item.id], item.language) for item in items.by_ids(db, ids)]
