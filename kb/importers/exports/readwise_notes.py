"""Notes that Readwise writes into a vault, a work each: what is known of it, and what was marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.catalogue import noted
from kb.importers.exports.readwise import at_address, remark, work
from kb.importers.files import MARKDOWN_SUFFIXES, TextFile, required_text_file, text_file
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import own_note, told_by
from kb.types import Annotation, Document, Failure

_FIELD = re.compile(r"^- (?P<name>[A-Z][\w ]{2,20}):[ \t]*(?P<value>\S.*)$", re.MULTILINE)
_MARKED = re.compile(r"^#{1,3} (?:Highlights|New highlights added\b.*)[ \t]*$", re.MULTILINE)
_POINT = re.compile(r"^- ", re.MULTILINE)
_BELOW = re.compile(r"^[ \t]+- (?P<name>Note|Tags):[ \t]*", re.MULTILINE)
_LINK = re.compile(r"\s*\(\[(?P<label>[^\]\n]*)\]\([^()\s]*(?:readwise\.io|kindle:)[^()\s]*\)\)\s*$")
"""What stands behind each highlight: where it leads to, named by its place where that is known."""
_PLACE = re.compile(r"(?:location|page) [\w-]+", re.IGNORECASE)
_BRACKETS = re.compile(r"\[\[([^\]\n]+)\]\]")
_TAG = re.compile(r"#?\[\[(?P<words>[^\[\]\n]+)\]\]|#?(?P<word>[^\s,#\[\]]+)")
"""A tag, which may have several words in brackets."""


class ReadwiseNoteImporter:
    """A note of the form that Readwise gives, unless the person chose another."""

    name = noted("Readwise notes (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a Markdown file tells of a work as Readwise does, and has a list of highlights."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        if file is None or "## Metadata" not in file.text:
            return False
        return {"Author", "Full Title", "Category"} <= _fields(file.text).keys()

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The work, with its highlights."""
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        yield told_by(_work(file), file)


def _fields(text: str) -> dict[str, str]:
    told = _MARKED.split(text.partition("## Metadata")[2], maxsplit=1)[0]
    return {found["name"]: found["value"].strip() for found in _FIELD.finditer(told)}


def _tags(given: str) -> tuple[str, ...]:
    return tuple((found["words"] or found["word"]).strip() for found in _TAG.finditer(given))


def _work(file: TextFile) -> Document | Failure:
    fields = _fields(file.text)
    title = fields["Full Title"]
    author = _BRACKETS.sub(r"\1", fields["Author"])
    tags = _tags(fields.get("Document Tags", ""))
    own = (*own_note(fields.get("Document Note", "")), *_marks(file.text))
    is_book = fields["Category"].strip("#") == "books"
    known = work(title, author, tags, own, is_book)
    return at_address(known, fields.get("URL", ""), file.path.name)


def _marks(text: str) -> Iterator[Annotation]:
    _, *parts = _MARKED.split(text)
    for part in parts:
        for point in _POINT.split(part)[1:]:
            quote, *below = _BELOW.split(point)
            said = dict(zip(below[::2], (one.strip() for one in below[1::2]), strict=True))
            link = _LINK.search(quote)
            place = _PLACE.fullmatch(link["label"]) if link else None
            words = _LINK.sub("", quote).strip()
            if words:
                note = remark(said.get("Note", ""), _tags(said.get("Tags", "")))
                yield Annotation(words, note, place[0].lower() if place else "")
