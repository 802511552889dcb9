"""What mirroring items into a folder of Markdown did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kb.catalogue import _
from kb.types.told import Failure


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A folder after items were mirrored there. Files are named as they lie in it.

    `written` are those that changed, `unchanged` how many did not. `left_out` are those whose items are not
    chosen any more: marked and left. `deleted` are titles of items whose files the person deleted: they are
    not written again. `edited` are files that the person changed above the marker, which stay so while there
    is nothing new; `beside` are files that keep such changes, made where there was.
    """

    folder: str
    written: tuple[str, ...] = ()
    unchanged: int = 0
    left_out: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()


def from_record(record: Mapping[str, Any]) -> Mirrored:
    """What `dataclasses.asdict` made of it, back from JSON."""
    lists = {name: tuple(value) for name, value in record.items() if isinstance(value, list)}
    return Mirrored(**{**record, **lists, "failed": tuple(Failure(**one) for one in record["failed"])})


def told(done: Mirrored) -> list[tuple[str, tuple[str, ...]]]:
    """What a person may want to know of single notes, each with their names; what there is none of is left
    out."""
    every = (
        (_("no longer chosen, marked and left"), done.left_out),
        (_("deleted by you, not written again"), done.deleted),
        (_("changed by you above the marker, left so"), done.edited),
        (_("kept beside, with your changes"), done.beside),
    )
    return [(what, names) for what, names in every if names]
