"""Obsidian's canvas: the words on its cards, and the pages and pictures they show. Notes on it come in by
themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from kb.catalogue import _, noted
from kb.errors import NothingToSave
from kb.importers.beside import PICTURES
from kb.importers.files import required_text_file
from kb.importers.notes.pictures import with_pictures
from kb.importers.notes.titles import plain_wikilinks
from kb.importers.notes.vault import Vault
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value
from kb.text.identity import find_references
from kb.text.markup import outside_code
from kb.types import Document, Failure, Kind

_GAP = re.compile(r"\n{3,}")
"""Where a picture stood."""
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

        :raises NothingToSave: no card on it has words or an address.
        """
        file = required_text_file(spec)
        cards = [node for node in json_value(spec)["nodes"] if isinstance(node, dict)]
        text = "\n\n".join(text for card in sorted(cards, key=_place) if (text := _words(card)))
        note = Document(
            key=file.key,
            kind=Kind.NOTE,
            title=file.path.stem,
            text=text,
            aliases=file.aliases,
            references=find_references(text),
            meta=file.meta,
        )
        note = with_pictures(note, text, file.path, context.vault or Vault.around(file.path))
        said = _GAP.sub("\n\n", outside_code(note.text, plain_wikilinks)).strip()
        if not said:
            raise NothingToSave(_("canvases without words"))
        yield replace(note, text=said)


def _place(card: dict[str, Any]) -> tuple[float, float]:
    return _number(card.get("y")), _number(card.get("x"))


def _number(given: object) -> float:
    return float(given) if isinstance(given, int | float) else 0.0


def _words(card: dict[str, Any]) -> str:
    """What a card says: its text, the address or the picture it shows, the name of a note on it or of a
    group."""
    names = {"text": "text", "link": "url", "group": "label"}
    if card.get("type") == "file":
        shown = PurePosixPath(str(card.get("file") or ""))
        return f"![[{shown}]]" if shown.suffix.lower() in PICTURES else shown.stem
    given = card.get(names.get(str(card.get("type")), ""))
    return given.strip() if isinstance(given, str) else ""
