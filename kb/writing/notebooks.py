"""Notebooks of Jupyter: the words of their cells, on the lines where Jupyter writes them in the file, so that
they are found there and Git's history of the file dates them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.importers.notes.front_matter import split_front_matter
from kb.importers.notes.titles import first_heading
from kb.text.normal import normalized
from kb.types.evidence import Form, WrittenPage
from kb.writing.code import comments
from kb.writing.days import written_on
from kb.writing.files import WrittenFile
from kb.writing.headed import headed_fields

_WORDS = ("markdown", "raw", "heading")
_HASHES = re.compile(r"^[ \t]*#+[:%!]?[ \t]?", re.MULTILINE)
"""What a comment begins with, which would make a heading of it."""


def matches(file: WrittenFile) -> bool:
    """Whether a file is called as a notebook."""
    return file.suffix == ".ipynb"


def pages(file: WrittenFile) -> Iterator[WrittenPage]:
    """The notebook, if its cells say anything besides code.

    :raises ImportRefused: it is no notebook.
    """
    try:
        lines = [line for cell in _cells(json.loads(file.data.decode("utf-8-sig"))) for line in _lines(cell)]
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise ImportRefused(
            _("{file} is no notebook that can be read; open and save it", file=file.path.name)
        ) from error
    words = "\n".join(said for _, said in lines)
    if not any(map(str.isalnum, words)):
        return
    fields, body = split_front_matter(words)
    fields = fields or headed_fields(body)
    title = fields.title() or first_heading(body) or file.path.stem
    names = tuple(dict.fromkeys((file.path.stem, title)))
    text = _placed(file.data.decode("utf-8-sig"), lines) or words
    yield WrittenPage(
        file.place, normalized(text), Form.NOTEBOOK, title, written_on(fields, file.path), names=names
    )


def _cells(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The cells of a notebook; up to format 3 they lie in sheets."""
    if not isinstance(value.get("cells", value.get("worksheets")), list):
        raise ValueError("no cells")
    yield from value.get("cells", ())
    for sheet in value.get("worksheets", ()):
        yield from sheet.get("cells", ())


def _lines(cell: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The lines of a cell, each with what it says: all of it, or the comment in it where it is code; behind
    the last an empty one."""
    source = cell.get("source", cell.get("input", ""))
    text = "".join(source) if isinstance(source, list) else str(source)
    said = text if cell.get("cell_type") in _WORDS else _HASHES.sub("", comments(text))
    yield from zip(text.split("\n"), said.split("\n"), strict=True)
    yield "", ""


def _placed(raw: str, lines: Iterable[tuple[str, str]]) -> str:
    """What is said on the rows of the file that hold it; '' where the file has no row for each line, as no
    notebook that Jupyter wrote."""
    wanted = [(line, said) for line, said in lines if line]
    placed: list[str] = []
    at = 0
    for row in raw.split("\n"):
        written = row.strip().removesuffix(",")
        found = at < len(wanted) and _is_written(wanted[at][0], written)
        placed.append(wanted[at][1] if found else "")
        at += found
    return "\n".join(placed) if at == len(wanted) else ""


def _is_written(line: str, written: str) -> bool:
    """Whether a row of JSON is a text that holds this line."""
    if not (written.startswith('"') and written.endswith('"')):
        return False
    try:
        return json.loads(written) in (line, f"{line}\n")
    except ValueError:
        return False
