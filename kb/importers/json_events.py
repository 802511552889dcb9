"""JSON that is read piece by piece, because it is too large to be held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import ijson

from kb.catalogue import _

Event = tuple[str, str, Any]
"""Where something stands, what it is, and its value."""
_DEEPEST = 100
"""Levels; an account's messages in Telegram are at the sixth, and what is in them takes as many again."""


class Readable(Protocol):
    """What is read from: a file, or what stands before one."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; none at the end, and for a size of zero."""


def located(file: Readable) -> Iterator[Event]:
    """What the parser finds with where it is.

    :raises ijson.JSONError: the file is no JSON from here on, or nested deeper than any export.
    """
    yield from ijson.parse(_not_too_deep(ijson.basic_parse(file, use_float=True)))


def why_broken(error: ijson.JSONError) -> str:
    """What the parser says of a file that breaks off."""
    # The parser's C library tells its errors in bytes, with the place in lines below.
    told = error.args[0] if error.args else ""
    said = told.decode(errors="replace") if isinstance(told, bytes) else str(told)
    return said.strip().split("\n")[0]


def _not_too_deep(events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    # A place is as long as it is deep: endless brackets would take the square of their number.
    depth = 0
    for event, value in events:
        if event.startswith("start_"):
            depth += 1
            if depth > _DEEPEST:
                raise ijson.JSONError(_("nested more than {deepest} deep", deepest=_DEEPEST))
        elif event.startswith("end_"):
            depth -= 1
        yield event, value
