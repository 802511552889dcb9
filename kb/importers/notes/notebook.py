"""Notebooks of Jupyter and Colab: their words with the code between them, without what it printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kb.catalogue import _, noted
from kb.errors import NothingToSave
from kb.importers.files import converted_file
from kb.importers.notes.as_markdown import markdown_documents
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, objects, record_in, text_of
from kb.types import Document, Failure


class NotebookImporter:
    """One notebook. In a folder notebooks are passed over, as code is."""

    name = noted("notebook (Jupyter)")

    def match(self, spec: str) -> bool:
        """Whether a file holds cells, as versions 3 and 4 of the format have them."""
        value = json_value(spec)
        return isinstance(value, dict) and "nbformat" in value and bool(_cells(value))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The list that it is, or a note of its words and code.

        :raises NothingToSave: there are no words in it.
        """
        value = json_value(spec)
        cells = _cells(value)
        if not any(_said(cell) for cell in cells if cell.get("cell_type") in _WORDS):
            raise NothingToSave(_("notebooks of code without words"))
        language = text_of(record_in(record_in(value, "metadata"), "language_info"), "name") or "python"
        text = "\n\n".join(filter(None, (_markdown(cell, language) for cell in cells)))
        yield from markdown_documents(converted_file(spec, text), "", None)


_WORDS = ("markdown", "heading")
"""Cells of words; headings had cells of their own in version 3."""


def _cells(value: Any) -> list[dict[str, Any]]:
    sheets = [value, *objects(value.get("worksheets"))]
    return [cell for sheet in sheets for cell in objects(sheet.get("cells")) if cell.get("cell_type")]


def _markdown(cell: Mapping[str, Any], language: str) -> str:
    said = _said(cell)
    match cell.get("cell_type"):
        case "markdown":
            return said
        case "heading":
            level = cell.get("level")
            return f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {said}"
        case "code" if said:
            return f"```{language}\n{said}\n```"
    return ""


def _said(cell: Mapping[str, Any]) -> str:
    """What stands in a cell: a text, or its lines."""
    given = cell.get("source", cell.get("input"))
    lines = given if isinstance(given, list) else [given]
    return "".join(line for line in lines if isinstance(line, str)).strip()
