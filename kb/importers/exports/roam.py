"""Roam's export in JSON: pages of nested blocks, as notes in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from kb.importers.boundary import attempted
from kb.importers.notes.front_matter import Fields, field_name
from kb.importers.notes.markdown import note_document
from kb.importers.notes.program_marks import without_queries
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value
from kb.importers.saved_link import kept_page, moment
from kb.text.dates import is_date
from kb.text.digest import text_hash
from kb.types import Document, Failure

_PROGRAM = "Roam"
_DEEPEST = 100
"""Blocks within blocks; nobody nests so many."""
_EMBED = re.compile(r"\{\{\s*(?:\[\[)?embed(?:\]\])?\s*:?\s*\(\((?P<uid>[\w-]+)\)\)\s*\}\}")
_REFERENCE = re.compile(r"(?<!\()\(\((?P<uid>[\w-]{9,10})\)\)(?!\))")
"""Identifiers have nine characters, those of daily pages ten; two brackets may also be just text."""
_LABELLED = re.compile(r"\[(?P<label>[^\[\]\n]+)\]\((?:\(\([\w-]+\)\)|\[\[[^\]\n]*\]\])\)")
_TASK = re.compile(r"\{\{\s*(?:\[\[)?(?P<state>TODO|DONE)(?:\]\])?\s*\}\}\s*")
_COMPONENT = re.compile(r"\{\{(?:\[\[)?(?:table|kanban|mentions|calc|slider|word-count|POMO)[^{}]*\}\}", re.I)
_HIGHLIGHT = re.compile(r"\^\^(.+?)\^\^")
_ATTRIBUTE = re.compile(r"(?P<name>[^\s:`][^:\n`]{0,60}?)::[ \t]*(?P<value>.*)", re.DOTALL)

Block = Mapping[str, Any]


class RoamImporter:
    """All pages of a graph. Pages that others only link to are empty and left out."""

    name = "Roam (JSON)"

    def match(self, spec: str) -> bool:
        """Whether a file is a list of pages with blocks below them."""
        value = json_value(spec)
        pages = [page for page in value if isinstance(page, dict)] if isinstance(value, list) else []
        return any("title" in page and _below(page) and "string" in _below(page)[0] for page in pages)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A note or a failure for each page that says something."""
        pages = [page for page in json_value(spec) if isinstance(page, dict) and _below(page)]
        strings = {uid: text for page in pages for uid, text in _named(page)}
        for number, page in enumerate(pages, start=1):
            place = f"{Path(spec).name} page {number}"
            yield attempted(place, partial(_document, page, strings, place))


def _below(block: Block) -> list[Block]:
    children = block.get("children")
    return [one for one in children if isinstance(one, dict)] if isinstance(children, list) else []


def _named(block: Block, depth: int = 0) -> Iterator[tuple[str, str]]:
    """The words of each block below one, by its identifier."""
    for child in _below(block) if depth < _DEEPEST else ():
        yield str(child.get("uid")), str(child.get("string") or "")
        yield from _named(child, depth + 1)


def _document(page: Block, strings: Mapping[str, str], place: str) -> Document | Failure:
    title = " ".join(str(page.get("title") or "").split())
    values: dict[str, Any] = {}
    lines: list[str] = []
    for block in _below(page):
        attribute = _ATTRIBUTE.fullmatch(str(block.get("string") or ""))
        if attribute is None:
            lines += _lines(block, strings, 0)
        else:
            below = [_shown(str(one.get("string") or ""), strings) for one in _below(block)]
            values[field_name(attribute["name"])] = _shown(attribute["value"], strings).strip() or below
    values["title"] = title
    if is_date(title):
        # Pages of a day are called by it.
        values["date"] = title
    times = [page.get("create-time"), *(one.get("create-time") for one in _below(page))]
    uid, text = page.get("uid"), "\n".join(lines)
    note = note_document(
        Fields(values),
        text,
        Path("untitled"),
        f"roam:{uid}" if isinstance(uid, str) and uid else f"roam:{text_hash(title or text)}",
        keeps_pages=True,
    )
    saved_at = min(filter(None, map(moment, times)), default=None)
    return kept_page(replace(note, saved_at=saved_at), _PROGRAM, place)


def _lines(block: Block, strings: Mapping[str, str], depth: int) -> Iterator[str]:
    """A block and those below it as a nested list; headings as headings."""
    text = _shown(str(block.get("string") or ""), strings).strip()
    level = block.get("heading")
    if text and depth == 0 and isinstance(level, int) and 1 <= level <= 3:
        yield f"{'#' * max(level, 2)} {text}"
        inner = 0
    else:
        indent = "  " * depth
        if text:
            yield f"{indent}- " + text.replace("\n", f"\n{indent}  ")
        inner = depth + 1
    for child in _below(block) if inner < _DEEPEST else ():
        yield from _lines(child, strings, inner)


def _shown(text: str, strings: Mapping[str, str]) -> str:
    """A block's words in Markdown, with those of the blocks it refers to; a block that is not in the file
    leaves its brackets."""

    def referred(found: re.Match[str]) -> str:
        return _REFERENCE.sub("", strings[found["uid"]]) if found["uid"] in strings else found[0]

    text = _LABELLED.sub(r"\g<label>", without_queries(text))
    text = _REFERENCE.sub(referred, _EMBED.sub(referred, text))
    text = _TASK.sub(lambda task: "[ ] " if task["state"] == "TODO" else "[x] ", text)
    return _HIGHLIGHT.sub(r"==\1==", _COMPONENT.sub("", text)).strip()
