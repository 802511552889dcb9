"""Obsidian's canvas: the words on its cards, and the pages they show. Notes on it come in by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.catalogue import _, noted
from kb.errors import ImportRefused
from kb.importers.files import required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value
from kb.importers.titles import plain_wikilinks
from kb.text.identity import find_references
from kb.text.markup import outside_code
from kb.types import Document, Failure, Kind

_TYPES = frozenset({"text", "file", "link", "group"})


class CanvasImporter:
    """A canvas: one note of all its cards, from top to bottom and left to right."""

    name = noted("Obsidian canvas")

    def match(self, spec: str) -> bool:
        """Whether a file holds the cards of a canvas, whatever it is called."""
        value = json_value(spec)
        nodes = value.get("nodes") if isinstance(value, dict) else None
        return isinstance(nodes, list) and any(
            isinstance(node, dict) and node.get("type") in _TYPES and {"x", "y", "width"} <= node.keys()
            for node in nodes[:1]
        )

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The note that the canvas is.

        :raises ImportRefused: no card on it has words or an address.
        """
        file = required_text_file(spec)
        cards = [node for node in json_value(spec)["nodes"] if isinstance(node, dict)]
        words = [text for card in sorted(cards, key=_place) if (text := _words(card))]
        if not words:
            raise ImportRefused(
                _("{file} is a canvas without words; nothing was saved of it", file=file.path.name)
            )
        text = "\n\n".join(words)
        yield Document(
            key=file.key,
            kind=Kind.NOTE,
            title=file.path.stem,
            text=outside_code(text, plain_wikilinks),
            aliases=file.aliases,
            references=find_references(text),
            meta=file.meta,
        )


def _place(card: dict[str, Any]) -> tuple[float, float]:
    return _number(card.get("y")), _number(card.get("x"))


def _number(given: object) -> float:
    return float(given) if isinstance(given, int | float) else 0.0


def _words(card: dict[str, Any]) -> str:
    """What a card says: its text, the address it shows, the name of a note on it or of a group."""
    names = {"text": "text", "link": "url", "group": "label"}
    if card.get("type") == "file":
        return Path(str(card.get("file") or "")).stem
    given = card.get(names.get(str(card.get("type")), ""))
    return given.strip() if isinstance(given, str) else ""
