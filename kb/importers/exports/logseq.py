"""Logseq's pages of highlights in a PDF. All else in its folders is Markdown, and read as that."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from kb.catalogue import noted
from kb.importers.files import MARKDOWN_SUFFIXES, TextFile, required_text_file, text_file
from kb.importers.notes.program_marks import without_settings
from kb.importers.protocol import ImportContext
from kb.types import Annotation, Document, Failure, Kind

_PROGRAM = "Logseq"
_MARK = re.compile(r"^[ \t]+ls-type::[ \t]*annotation[ \t]*$", re.MULTILINE)
_FILE = re.compile(r"^file::[ \t]*\[(?P<label>[^\]\n]+)\]\((?P<path>[^\n]+)\)[ \t]*$", re.MULTILINE)
_PAGE = re.compile(r"^[ \t]+hl-page::[ \t]*(\d+)", re.MULTILINE)
_BLOCKS = re.compile(r"^(?=-(?:[ \t]|$))", re.MULTILINE)
_BULLET = re.compile(r"\s*(?:-(?:[ \t]+|$))?")
"""Of a block without words no more than this is left."""
_AREA = "[:span]"
"""What stands for the words of a highlighted picture."""


class LogseqHighlightsImporter:
    """A page that Logseq keeps for a PDF: the highlights join the PDF where it comes in too."""

    name = noted("Logseq highlights")

    def match(self, spec: str) -> bool:
        """Whether a Markdown file holds annotations as Logseq marks them, and names their PDF."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        return file is not None and bool(_FILE.search(file.text[:2000]) and _MARK.search(file.text))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """What was highlighted in the PDF, with the notes below each highlight."""
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        named = _FILE.search(file.text)
        assert named is not None
        yield Document(
            key=file.key,
            kind=Kind.PAPER,
            title=named["label"].removesuffix(".pdf"),
            aliases=(*file.aliases, f"path:{_beside(file, named['path'])}"),
            annotations=tuple(_annotations(file.text)),
            source=_PROGRAM,
            guessed=True,
            meta={"program": _PROGRAM},
        )


def _beside(file: TextFile, path: str) -> Path:
    return Path(os.path.normpath(file.path.resolve().parent / path))


def _annotations(text: str) -> Iterator[Annotation]:
    for block in _BLOCKS.split(text):
        if not _MARK.search(block):
            continue
        page = _PAGE.search(block)
        quote, _, below = without_settings(block).partition("\n")
        quote = quote.removeprefix("-").replace(_AREA, "").strip()
        notes = (_BULLET.sub("", line, count=1).strip() for line in below.split("\n"))
        note = "\n".join(filter(None, notes))
        if quote or note:
            yield Annotation(quote, note, f"page {page[1]}" if page else "", source=_PROGRAM)
