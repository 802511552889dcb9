"""`Attention`: the map, and what is followed or ignored on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from kb.areas import register
from kb.errors import NotFound
from kb.library.home import Home
from kb.store import areas
from kb.topics import atlas
from kb.types import Area, Stance, TopicMap


class Attention(Home):
    """Drawing the map, keeping the register of areas."""

    # -- the map ----------------------------------------------------------------------------------

    def map(self) -> TopicMap:
        return atlas.read(self.store)

    def update_map(self, rebuild: bool = False) -> TopicMap:
        """Places what has no place yet; with `rebuild`, draws the whole map anew."""
        atlas.update(self.store, self.space, rebuild)
        return self.map()

    # -- areas ------------------------------------------------------------------------------------

    def areas(self) -> list[Area]:
        return areas.every(self.store.read())

    def area(self, name: str) -> Area:
        found = areas.get(self.store.read(), name)
        if found is None:
            raise NotFound(f"No area is called {name}; `areas` lists them")
        return found

    def set_area(
        self,
        name: str,
        *,
        stance: Stance | None = None,
        criterion: str | None = None,
        reason: str | None = None,
        examples: Sequence[str] | None = None,
        review_on: str | None = None,
    ) -> Area:
        """Makes an area or changes what is given of it; its members are found anew."""
        example_ids = None if examples is None else self._ids(examples)
        register.set_area(self.store, name, stance, criterion, reason, example_ids, review_on)
        register.refresh(self.store, self.space, self.encode_query, [name])
        return self.area(name)

    def remove_area(self, name: str) -> None:
        register.remove(self.store, self.area(name))
