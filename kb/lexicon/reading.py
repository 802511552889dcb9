"""Word lists taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
"""Where the lists lie."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: what stands on its sides, in order, and the head it stands below ('' above the
    first). What has no second side is of either language."""

    head: str
    english: tuple[str, ...]
    russian: tuple[str, ...]


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """The entries of the list `name`.txt in order.

    :raises FileNotFoundError: there is none.
    """
    found: list[Entry] = []
    head = ""
    for line in _lines(name):
        if line.startswith("["):
            head = _head(line)
        else:
            english, _, russian = line.partition("|")
            found.append(Entry(head, _terms(english), _terms(russian)))
    return tuple(found)


def heads(name: str) -> tuple[str, ...]:
    """The heads of the list `name`.txt in order, those with nothing below them too."""
    return tuple(_head(line) for line in _lines(name) if line.startswith("["))


def words(name: str, head: str = "") -> frozenset[str]:
    """All that stands below a head of the list `name`.txt, of both languages."""
    return frozenset(
        word for entry in entries(name) if entry.head == head for word in (*entry.english, *entry.russian)
    )


def _lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").replace("\n ", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _head(line: str) -> str:
    return line.strip("[]")


def _terms(side: str) -> tuple[str, ...]:
    return tuple(" ".join(term.split()) for term in side.split(",") if term.strip())
