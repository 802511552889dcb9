"""`library.map`: the picture of everything, and the steps on it by hand."""

from __future__ import annotations

from kb.library.vectors import Vectors
from kb.store import Store, maps
from kb.topics import edits, topic_map
from kb.types import Item, MapVersion, Topic, TopicMap


class Map:
    """The stored map. Steps by hand are taken back by `undo`."""

    def __init__(self, store: Store, vectors: Vectors) -> None:
        self._store = store
        self._vectors = vectors

    def read(self) -> TopicMap:
        """The map as it stands, with the stance of each topic."""
        return topic_map.read(self._store)

    def topics(self) -> list[Topic]:
        """The topics with their stances, without the places of items."""
        return topic_map.topics(self._store)

    def stamp(self) -> str:
        """Another one whenever the map is."""
        return maps.stamp(self._store.read())

    def update(self, rebuild: bool = False) -> TopicMap:
        """Places what has no place yet; with `rebuild`, draws the whole map anew. What was decided by hand
        stands either way."""
        topic_map.update(self._store, self._vectors.space, self._vectors.encode_query, rebuild)
        return self.read()

    def lacks_places(self) -> bool:
        """Whether items with a vector have no place yet."""
        return bool(maps.unplaced(self._store.read(), self._vectors.space.fingerprint))

    def topic(self, topic_id: int) -> Topic:
        """A topic of either level by its number.

        :raises NotFound: none has it.
        """
        for topic in self.topics():
            if topic.id == topic_id:
                return topic
        raise edits.unknown(topic_id)

    def examples(self, limit: int = 3) -> dict[int, tuple[list[Item], list[Item]]]:
        """Of each topic the most typical items and the newest, by its number."""
        return topic_map.examples(self._store, self.read(), limit)

    # -- by hand ----------------------------------------------------------------------------------

    def rename(self, topic_id: int, name: str) -> Topic:
        """Gives a topic a name, which stays for good; an empty one brings the found name back. The topic is
        pinned.

        :raises NotFound: no topic has the number.
        :raises JomoError: another topic is called so, or the name is too long to be read on a map.
        """
        edits.rename(self._store, topic_id, name)
        return self.topic(topic_id)

    def merge(self, topic_id: int, into: int) -> Topic:
        """Makes one topic of two of the same level, pinned, with the name of the second.

        :raises NotFound: no topic has the number.
        :raises JomoError: the two are one, or of different levels.
        """
        edits.merge(self._store, topic_id, into)
        return self.topic(into)

    def split(self, topic_id: int) -> tuple[Topic, Topic]:
        """Divides a lower topic into the two it falls into, both pinned; the larger keeps the number.

        :raises NotFound: no topic has the number.
        :raises JomoError: it is an upper topic, or fewer than two of its items have a vector.
        """
        larger, smaller = edits.split(self._store, self._vectors.space, topic_id)
        return self.topic(larger), self.topic(smaller)

    def pin(self, topic_id: int, pinned: bool = True) -> Topic:
        """Keeps a topic's items together for good, or leaves them to the next redrawing again.

        :raises NotFound: no topic has the number.
        """
        edits.pin(self._store, topic_id, pinned)
        return self.topic(topic_id)

    def versions(self) -> list[MapVersion]:
        """The map as it was before each redrawing and each step by hand, the newest first."""
        return maps.versions(self._store.read())

    def undo(self) -> MapVersion | None:
        """Takes the latest step on the map back: brings the newest version back and drops it; None where
        none is kept. Items that came since get places without moving others."""
        return topic_map.undo(self._store, self._vectors.space)
