"""Items that may be one work."""

from __future__ import annotations

from dataclasses import dataclass

from kb.types.items import Item


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that may be one work, the one saved first before the other. `likeness` is that of what the
    `reason` names, from 0 to 1."""

    first: Item
    second: Item
    likeness: float
    reason: str

    def other(self, item_id: int) -> Item:
        """The one of the two that is not this one."""
        return self.second if self.first.id == item_id else self.first
