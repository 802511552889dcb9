"""Steps on the map by hand: a topic renamed, pinned, joined to another, split. The hand wins for good.

A topic touched by hand is pinned: its items stay together in it when the map is drawn anew (see
`kb.topics.clusters.recluster`), and a name given by hand stays. Before each step a version of the map is
kept, which `kb.topics.topic_map.undo` brings back; the step itself is an event of the history.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from kb.catalogue import _, n_
from kb.clock import now
from kb.errors import JomoError, NotFound
from kb.store import Store, items, maps
from kb.topics.clusters import halves
from kb.topics.names import KEYWORDS, name_topics
from kb.topics.terms import TopicText
from kb.types import MapPoint, Topic, naming
from kb.vectors.index import Space
from kb.vectors.item_vectors import read_item_vectors

_LONGEST_NAME = 80
"""Longer names hide others on the map."""
_MOST_READ = 3000
"""Items read for the names of two halves, which bounds the time: the halves are read whole, of their
neighbours an even share."""


def rename(store: Store, topic_id: int, name: str) -> None:
    """Gives a topic a name, or with an empty one its found name back.

    :raises JomoError: another topic is called so, or the name is too long to be read on a map.
    """
    name = " ".join(name.split())
    if len(name) > _LONGEST_NAME:
        raise JomoError(
            n_(
                "A topic's name has at most {most} characters, this one {count}",
                "A topic's name has at most {most} characters, this one {count}",
                len(name),
                most=_LONGEST_NAME,
            )
        )
    with store.write() as db:
        topics = maps.topics(db)
        topic = _get(topics, topic_id)
        shown = name or topic.found_name
        for other in topics:
            if other.id != topic_id and other.size and other.name.casefold() == shown.casefold():
                raise JomoError(
                    _(
                        "Topic {other} is called {name} already; choose another name,"
                        " or merge the two: `topics merge {topic} {other}`",
                        other=other.id,
                        name=other.label,
                        topic=topic_id,
                    )
                )
        if shown == topic.name and bool(name) == topic.named_by_hand:
            return
        maps.keep_version(db, now(), naming.RENAMED.format(topic.name, shown))
        changed = replace(topic, name=shown, named_by_hand=bool(name), pinned=True)
        maps.put_topics(db, _with(topics, changed))


def pin(store: Store, topic_id: int, pinned: bool) -> None:
    """Keeps a topic together for good, or leaves it to the next redrawing again. A name given by hand stays
    either way."""
    with store.write() as db:
        topics = maps.topics(db)
        topic = _get(topics, topic_id)
        if topic.pinned == pinned:
            return
        maps.keep_version(db, now(), (naming.PINNED if pinned else naming.UNPINNED).format(topic.name))
        maps.put_topics(db, _with(topics, replace(topic, pinned=pinned)))


def merge(store: Store, topic_id: int, into: int) -> None:
    """Makes one topic of two of the same level; it has the number and the name of the second.

    :raises JomoError: the two are one, or of different levels.
    """
    with store.write() as db:
        topics = maps.topics(db)
        gone, kept = _get(topics, topic_id), _get(topics, into)
        if gone.id == kept.id:
            raise JomoError(_("A topic cannot be merged into itself; name two, `topics` lists them"))
        if (gone.parent is None) != (kept.parent is None):
            raise JomoError(_("Only topics of the same level can be merged; `topics` lists both levels"))
        maps.keep_version(db, now(), naming.MERGED.format(gone.name, kept.name))
        points = maps.points(db)
        if gone.parent is None:
            topics = [replace(t, parent=kept.id) if t.parent == gone.id else t for t in topics]
        else:
            points = [replace(p, topic=kept.id) if p.topic == gone.id else p for p in points]
            maps.put_points(db, [p for p in points if p.topic == kept.id])
        joined = replace(kept, keywords=_in_turn(kept, gone), pinned=True)
        topics = _with([t for t in topics if t.id != gone.id], joined)
        if gone.parent is not None and not any(t.parent == gone.parent for t in topics):
            topics = [t for t in topics if t.id != gone.parent]
        maps.put_topics(db, _centred(topics, points, {kept.id, kept.parent, gone.parent}))


def split(store: Store, space: Space, topic_id: int) -> tuple[int, int]:
    """Divides a lower topic into two, named anew among their neighbours, unless the topic was named by hand:
    then the larger half keeps that name. Returns the numbers of both; the larger half has the old one.

    :raises JomoError: it is an upper topic, or fewer than two of its items have a vector.
    """
    db = store.read()
    topic = _get(maps.topics(db), topic_id)
    if topic.parent is None:
        raise JomoError(_("{topic} is an upper topic; split one of the topics inside it", topic=topic.label))
    own = [point.item_id for point in maps.points(db) if point.topic == topic_id]
    known = read_item_vectors(store, space)
    inside = np.isin(known.item_ids, own)
    if inside.sum() < 2:
        raise JomoError(
            _("{topic} has too few items to be split; run `embed` if some wait for it", topic=topic.label)
        )
    lesser = set(known.item_ids[inside][halves(known.vectors[inside]) == 1].tolist())
    with store.write() as db:
        topics, points = maps.topics(db), maps.points(db)
        topic = _get(topics, topic_id)
        maps.keep_version(db, now(), naming.SPLIT.format(topic.name))
        new = maps.last_topic(db) + 1
        points = [replace(p, topic=new) if p.item_id in lesser and p.topic == topic_id else p for p in points]
        maps.put_points(db, [p for p in points if p.topic == new])
        halved = [
            replace(topic, pinned=True),
            replace(topic, id=new, pinned=True, named_by_hand=False, name="", found_name=""),
        ]
        topics = [*(t for t in topics if t.id != topic_id), *_named(db, halved, topics, points)]
        maps.put_topics(db, _centred(topics, points, {topic_id, new}))
    return topic_id, new


def _named(
    db: sqlite3.Connection, halved: list[Topic], topics: list[Topic], points: list[MapPoint]
) -> list[Topic]:
    """The two halves with names that tell them from each other and from their neighbours."""
    new = {topic.id for topic in halved}
    around = [t for t in topics if t.parent == halved[0].parent and t.id not in new and t.size]
    every = [*halved, *around]
    label_of = {topic.id: label for label, topic in enumerate(every)}
    inside = [p for p in points if p.topic in label_of]
    step = -(-len(inside) // _MOST_READ)
    read = [p for p in inside if p.topic in new or p.item_id % step == 0]
    bodies = items.bodies(db, [p.item_id for p in read])
    texts = {i.id: TopicText(i.title, bodies[i.id], i.language) for i in items.by_ids(db, list(bodies))}
    labels = np.array([label_of[p.topic] for p in read if p.item_id in texts], dtype=np.int64)
    shown = [texts[p.item_id] for p in read if p.item_id in texts]
    taken = [t.name for t in topics if t.id not in new or t.named_by_hand]
    names = name_topics(shown, np.unique(labels, return_inverse=True)[1], taken, only=len(halved))
    return [
        replace(
            topic,
            name=topic.name if topic.named_by_hand else found.name,
            found_name=found.name,
            keywords=found.keywords,
        )
        for topic, found in zip(halved, names, strict=True)
    ]


def _get(topics: Iterable[Topic], topic_id: int) -> Topic:
    for topic in topics:
        if topic.id == topic_id and topic.size:
            return topic
    raise unknown(topic_id)


def unknown(topic_id: int) -> NotFound:
    """The error about a topic that is not on the map."""
    return NotFound(_("No topic has the number {topic}", topic=topic_id), _("`topics` lists them"))


def _with(topics: Iterable[Topic], changed: Topic) -> list[Topic]:
    return [changed if topic.id == changed.id else topic for topic in topics]


def _in_turn(one: Topic, other: Topic) -> tuple[str, ...]:
    """Keywords of both, the larger topic's first."""
    first, second = sorted((one, other), key=lambda topic: -topic.size)
    pairs = [[*words, *[""] * KEYWORDS] for words in (first.keywords, second.keywords)]
    turns = [word for pair in zip(*pairs, strict=False) for word in pair if word]
    return tuple(dict.fromkeys(turns))[:KEYWORDS]


def _centred(topics: list[Topic], points: list[MapPoint], changed: set[int | None]) -> list[Topic]:
    """`topics` with those `changed` in the middle of their items again."""
    parents = {topic.id: topic.parent for topic in topics}
    found = []
    for topic in topics:
        if topic.id in changed:
            own = [(p.x, p.y) for p in points if topic.id in (p.topic, parents.get(p.topic))]
            x, y = np.median(np.array(own), axis=0)
            topic = replace(topic, x=float(x), y=float(y), size=len(own))
        found.append(topic)
    return found
