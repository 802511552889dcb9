"""Notes and highlights together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.catalogue import _
from kb.types.items import Annotation, Item


class NotesBy(StrEnum):
    """What notes are put together by."""

    DAY = "day"
    AREA = "area"

    @property
    def label(self) -> str:
        """How that is, as a person would say it."""
        return _("By day") if self is NotesBy.DAY else _("By area")

    @property
    def otherwise(self) -> str:
        """What the notes are called that belong nowhere."""
        return _("No day known") if self is NotesBy.DAY else _("In no area")


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """The notes of a day or of an area, each with its number and its item. `name` is the day as far as it is
    known, or the area; empty for those of no known day, or of no area."""

    name: str
    rows: tuple[tuple[int, Item, Annotation], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that a note may link to, and the link as it is written."""

    item: Item
    link: str
