"""Where importing stops trusting itself: what one input raises, foreseen or not, is that input's failure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from kb import logs
from kb.catalogue import _, cause, p_
from kb.errors import JomoError, NothingToSave
from kb.types import Failure, Skipped

Made = TypeVar("Made")


def place_in(file: str, part: str, number: int) -> str:
    """What a part of a file, the how manyeth it is, is called where something is said of it."""
    return _("{file} {part} {number}", file=file, part=_part(part), number=number)


def _part(part: str) -> str:
    # One is looked up and not all: long lists ask for each of their records.
    match part:
        case "row":
            return p_("a part of a file", "row")
        case "entry":
            return p_("a part of a file", "entry")
        case "line":
            return p_("a part of a file", "line")
        case "letter":
            return p_("a part of a file", "letter")
        case "bookmark":
            return p_("a part of a file", "bookmark")
        case "post":
            return p_("a part of a file", "post")
    return p_("a part of a file", "record")


def attempted(place: str, make: Callable[[], Made]) -> Made | Failure:
    """One record of many, or why it could not be read; `place` names it to the person."""
    try:
        return make()
    except Exception as error:  # noqa: BLE001 - the records after it are to be read
        return unread(place, error)


def guarded(place: str, documents: Iterable[Made]) -> Iterator[Made | Failure]:
    """What comes out of one input; where it breaks off, why."""
    try:
        yield from documents
    except Exception as error:  # noqa: BLE001 - the inputs after it are to be read
        yield unread(place, error)


def unread(place: str, error: Exception) -> Failure:
    """The failure that an error while reading `place` is, or that it is left out on purpose. What nobody
    foresaw goes into the log."""
    if isinstance(error, NothingToSave):
        return Skipped(place, str(error))
    if isinstance(error, JomoError):
        return Failure(place, str(error))
    name = Path(place).name or place
    if isinstance(error, OSError):
        return Failure(
            place, _("{file} could not be read ({why}); check its permissions", file=name, why=cause(error))
        )
    told = logs.fault(f"{place} could not be read", error)
    return Failure(
        place,
        _(
            "{file} could not be read ({told}); {log} tells where it failed",
            file=name,
            told=told,
            log=logs.FILE,
        ),
    )
