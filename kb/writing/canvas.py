"""Canvases of Obsidian: the words of their cards, on the lines where Obsidian writes them in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.text.normal import normalized
from kb.types.evidence import Form, WrittenPage
from kb.writing.days import day_of_name
from kb.writing.files import WrittenFile


def matches(file: WrittenFile) -> bool:
    """Whether a file is called as a canvas."""
    return file.suffix == ".canvas"


def pages(file: WrittenFile) -> Iterator[WrittenPage]:
    """The canvas, if its cards say anything.

    :raises ImportRefused: it is no canvas.
    """
    try:
        whole = json.loads(file.text or "{}")
        cards = [_said(card) for card in whole.get("nodes", ())]
        # Obsidian writes a card a line; what another program wrote otherwise has no lines to be found on.
        lines = [_said(_card(line)) for line in file.text.split("\n")]
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise ImportRefused(
            _("{file} is no canvas that can be read; open it in Obsidian", file=file.path.name)
        ) from error
    text = (
        "\n".join(lines) if sorted(filter(None, lines)) == sorted(filter(None, cards)) else "\n\n".join(cards)
    )
    if any(map(str.isalnum, text)):
        yield WrittenPage(
            file.place,
            normalized(text),
            Form.NOTE,
            file.path.stem,
            day_of_name(file.path),
            names=(file.path.name, file.path.stem),
        )


def _card(line: str) -> dict[str, Any]:
    """The card on a line, an empty one where there is none."""
    written = line.strip().removesuffix(",")
    if not (written.startswith("{") and written.endswith("}")):
        return {}
    try:
        read = json.loads(written)
    except ValueError:
        return {}
    return read if isinstance(read, dict) and "type" in read else {}


def _said(card: dict[str, Any]) -> str:
    """What a card says in one line: its words, a link to the note it shows, an address."""
    match card.get("type"):
        case "file":
            return f"[[{card.get('file', '')}]]"
        case "link":
            return f"<{card.get('url', '')}>"
        case "text" | "group":
            return " ".join(str(card.get("text", card.get("label", ""))).split())
    return ""
