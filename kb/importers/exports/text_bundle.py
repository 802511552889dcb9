"""A note in a folder of its own with its pictures (TextBundle): what Bear's backup and its copies of notes
are, and what iA Writer and Ulysses write. Bear says beside it when a note was made, and whether it was thrown
away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kb.catalogue import _
from kb.importers.files import local_path
from kb.importers.notes.markdown import MarkdownImporter
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, text_of
from kb.importers.saved_link import moment, tidy_tags
from kb.types import Document, Failure, Skipped

_TEXT = "text"
"""What the note in such a folder is called, whatever it ends in."""
_OF_BEAR = "net.shinyfrog.bear", "bear"
_SEVERAL_WORDS = re.compile(r"(?<!\S)#((?=[^#\n]*[ \t])[^\s#][^#\n]{0,80}[^\s#])#(?!\w)")
"""How Bear writes a tag of several words."""


class TextBundleImporter:
    """The note of such a folder."""

    name = "TextBundle (Bear)"

    def match(self, spec: str) -> bool:
        """Whether a text is the note of such a folder."""
        path = local_path(spec)
        if path is None or path.stem != _TEXT or path.parent.suffix.lower() != ".textbundle":
            return False
        return MarkdownImporter().match(spec)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The note, with what Bear says of it."""
        path = local_path(spec) or Path(spec)
        told = _told(path.parent / "info.json")
        if told.get("trashed"):
            yield Skipped(path.parent.name, _("notes that were thrown away"))
            return
        for note in MarkdownImporter().load(spec, context):
            yield _note(note, told, path.parent.stem) if isinstance(note, Document) else note


def _told(info: Path) -> Mapping[str, Any]:
    value = json_value(str(info))
    parts = (value.get(name) for name in _OF_BEAR) if isinstance(value, dict) else ()
    return next((part for part in parts if isinstance(part, dict)), {})


def _note(note: Document, told: Mapping[str, Any], name: str) -> Document:
    number = text_of(told, "uniqueIdentifier")
    named = _SEVERAL_WORDS.findall(note.text)
    begun = {one.split()[0] for one in named}
    return replace(
        note,
        key=f"bear:{number}" if number else note.key,
        aliases=(*note.aliases, *((note.key,) if number else ())),
        title=name if note.title == _TEXT else note.title,
        tags=tidy_tags((*(tag for tag in note.tags if tag not in begun), *named)),
        saved_at=moment(told.get("creationDate")) or note.saved_at,
    )
