"""What a topic is said to be by the areas of its items, and how many items it holds."""

from __future__ import annotations

from kb.ingest.save import ingest
from kb.library import Library
from kb.store import areas, items, maps
from kb.types import Document, Kind, MapPoint, Stance, Topic


def topic(number: int, parent: int | None) -> Topic:
    return Topic(number, parent, f"Topic {number}", (), 0, 0.0, 0.0)


def test_a_topic_has_the_stance_of_the_areas_that_most_of_its_items_belong_to(library: Library) -> None:
    ingest(
        library.store, [Document(f"arxiv:2501.0000{n}", Kind.PAPER, f"On subject {n}") for n in range(1, 6)]
    )
    library.areas.set("Followed", stance=Stance.TRACKED)
    library.areas.set("Left alone", stance=Stance.IGNORED)
    with library.store.write() as db:
        first, second, third, fourth, fifth = items.every_id(db)
        maps.put_topics(db, [topic(1, None), topic(2, 1), topic(3, 1), topic(4, 1)])
        placed = {first: 2, second: 2, third: 2, fourth: 3, fifth: 3}
        maps.put_points(db, [MapPoint(item, 0.0, 0.0, lower) for item, lower in placed.items()])
        for area in areas.every(db):
            inside = {"Followed": (first, second), "Left alone": (third, fourth, fifth)}[area.name]
            areas.put_odds(db, area.id, dict.fromkeys(inside, 0.9), "")
    told = {one.id: (one.size, one.stance) for one in library.map.topics()}
    assert told == {1: (5, Stance.IGNORED), 2: (3, Stance.TRACKED), 3: (2, Stance.IGNORED)}
    assert list(library.map.read().topics) == library.map.topics()
