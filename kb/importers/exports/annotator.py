"""Notes of Obsidian's Annotator: what was marked in a PDF of the vault or on a page of the web, a block
each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from kb.catalogue import noted
from kb.importers.files import MARKDOWN_SUFFIXES, TextFile, required_text_file, text_file
from kb.importers.notes.front_matter import split_front_matter
from kb.importers.notes.vault import Vault
from kb.importers.protocol import ImportContext
from kb.importers.records import objects, text_of
from kb.importers.saved_link import SavedLink, moment, own_note, saved, told_by
from kb.text.urls import web_parts
from kb.types import Annotation, Document, Failure, Kind

_PROGRAM = "Annotator"
_TARGET = "annotation_target"
_BLOCK = re.compile(
    r"^>%%\n>```annotation-json\n>(?P<told>\{[^\n]*\})\n(?:>[^\n]*(?:\n|\Z))*(?:\^\w+[ \t]*)?", re.MULTILINE
)


class AnnotatorNoteImporter:
    """One such note: the marks join the PDF where it comes in too."""

    name = noted("Annotator notes (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a note names what it annotates, and has a mark in the plugin's form."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        if file is None or "annotation-target:" not in file.text or not _BLOCK.search(file.text):
            return False
        return bool(split_front_matter(file.text)[0].first((_TARGET,)))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """What was marked, with the person's words to it.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        fields, body = split_front_matter(file.text)
        target = fields.first((_TARGET,)).strip("[]")
        told = [one for found in _BLOCK.finditer(body) if (one := _read(found["told"]))]
        marks = (*own_note(_BLOCK.sub("", body)), *filter(None, map(_mark, told)))
        began = min((one.made_at for one in marks if one.made_at), default=None)
        if web_parts(target) is not None:
            link = SavedLink(target, fields.title(), began, annotations=marks)
            yield told_by(saved(link, _PROGRAM, file.path.name), file)
            return
        path = _lies(file, target, context.vault or Vault.around(file.path))
        yield Document(
            key=file.key,
            kind=Kind.PAPER,
            title=fields.title() or path.stem,
            aliases=(*file.aliases, f"path:{path}"),
            annotations=tuple(replace(one, source=_PROGRAM) for one in marks),
            source=_PROGRAM,
            saved_at=began,
            guessed=True,
            meta={"program": _PROGRAM},
        )


def _lies(file: TextFile, target: str, vault: Vault | None) -> Path:
    """Where the file lies that a note annotates: its path goes from the vault's folder."""
    inside = PurePosixPath(target.removeprefix("file://").removeprefix("vault:").lstrip("/"))
    if target.startswith("file:///") or vault is None:
        return Path("/", inside) if target.startswith("file:///") else file.path.resolve().parent / inside
    return vault.root.resolve() / inside


def _read(told: str) -> dict[str, Any]:
    try:
        value = json.loads(told)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _mark(told: dict[str, Any]) -> Annotation | None:
    targets = next(objects(told.get("target")), {})
    selectors = {one.get("type"): one for one in objects(targets.get("selector"))}
    quote = text_of(selectors.get("TextQuoteSelector", {}), "exact")
    note = text_of(told, "text")
    return Annotation(quote, note, made_at=moment(told.get("created"))) if quote or note else None
