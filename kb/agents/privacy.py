"""What agents do not see unless the person allows it: their notes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kb.errors import JomoError
from kb.types import Filters, Item, Kind

_PRIVATE_KINDS = (Kind.NOTE, Kind.CHAT)


@dataclass(frozen=True, slots=True)
class Privacy:
    """With `notes` agents see what the person wrote for themselves: notes and highlights, items that are
    notes or chats, the words and the places of traces in their own writing."""

    notes: bool = False

    def shows(self, item: Item) -> bool:
        """Whether an item may be named."""
        return self.notes or item.kind not in _PRIVATE_KINDS

    def narrowed(self, filters: Filters = Filters()) -> Filters:
        """The filters with what may not be named left out."""
        if self.notes:
            return filters
        without = filters.without or Filters()
        return replace(filters, without=replace(without, kinds=tuple({*without.kinds, *_PRIVATE_KINDS})))

    def demand_notes(self) -> None:
        """
        :raises JomoError: notes may not be read.
        """
        if not self.notes:
            raise JomoError(
                "The person's notes are private; they are shown once the person sets KB_MCP_NOTES=true"
                " where `jomo mcp` is started"
            )
