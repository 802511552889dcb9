"""Notes that the plugins for Kindle and for Raindrop keep in a vault, a book or a page each: what was marked
in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.catalogue import noted
from kb.importers.exports import kindle_marks
from kb.importers.files import MARKDOWN_SUFFIXES, required_text_file, text_file
from kb.importers.notes.front_matter import split_front_matter
from kb.importers.notes.titles import first_heading, title_of_name
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import SavedLink, saved, told_by
from kb.types import Annotation, Document, Failure

_OF_KINDLE = "kindle_sync"
_MARKED = re.compile(r"^## Highlights[ \t]*$", re.MULTILINE)
_PLACED = re.compile(
    r"[ \t]*—[ \t]*(?P<kind>location|page):[ \t]*\[(?P<number>[^\[\]\n]{1,20})\]\([^()\n]*\)"
    r"(?:[ \t]*\^[\w-]+)?",
    re.IGNORECASE,
)
"""What stands behind each highlight: its place, which opens the book there, and the block's name."""
_RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_OF_RAINDROP = "raindrop_id"
_ADDRESS = re.compile(r"^(?:- )?(?:Source(?: URL)?|URL|Link)::?[ \t]*(?P<address>https?://\S+)", re.MULTILINE)
_TOPICS = re.compile(r"^(?:- )?(?:Topics|Tags)::?[ \t]*(?P<tags>\S.*)$", re.MULTILINE)
_QUOTED = re.compile(r"^> \[!\w+\][+-]?[^\n]*$\n?", re.MULTILINE)
_NOTED = re.compile(r"^> ?> ?", re.MULTILINE)


class KindleNoteImporter:
    """A note of the Kindle plugin, in the form that it gives unless the person chose another."""

    name = noted("Kindle notes (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a note's fields are the plugin's, and marks lead into the book."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        if file is None or "kindle-sync:" not in file.text:
            return False
        return bool(_book(file.text).get("title")) and _PLACED.search(file.text) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The book.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        told = _book(file.text)
        title, author = " ".join(told["title"].split()), told.get("author", "").removeprefix("Von: ")
        line = f"{title} ({author})" if author else title
        yield told_by(kindle_marks.book(line, title, author, _of_kindle(file.text)), file)


def _book(text: str) -> dict[str, str]:
    """What the plugin keeps of a book among the fields of its note."""
    part = split_front_matter(text)[0].values.get(_OF_KINDLE)
    values = part if isinstance(part, dict) else {}
    return {name: value for name, value in values.items() if isinstance(value, str)}


def _of_kindle(text: str) -> Iterator[Annotation]:
    body = _MARKED.split(split_front_matter(text)[1], maxsplit=1)[-1]
    for part in _RULE.split(body):
        if found := _PLACED.search(part):
            quote, note = part[: found.start()], part[found.end() :]
            place = f"{found['kind'].lower()} {found['number']}"
            yield Annotation(quote.strip(), note.strip(), place, source=kindle_marks.PROGRAM)


class RaindropNoteImporter:
    """A note of the plugin for Raindrop's highlights, in the form that it gives unless the person chose
    another."""

    name = noted("Raindrop notes (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a note's fields are the plugin's, and it names its page."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        if file is None or _OF_RAINDROP not in file.text:
            return False
        fields, body = split_front_matter(file.text)
        return _OF_RAINDROP in fields.values and _ADDRESS.search(body) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The page.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        _fields, body = split_front_matter(file.text)
        told, *marked = _MARKED.split(body, maxsplit=1)
        address, topics = _ADDRESS.search(told), _TOPICS.search(told)
        # The first heading stands above what is known of the page, that of the page below it.
        title, _line, excerpt = _RULE.split(told)[-1].strip().removeprefix("# ").partition("\n")
        link = SavedLink(
            address["address"] if address else "",
            title if _RULE.search(told) else first_heading(told) or title_of_name(file.path),
            tags=tuple(tag.strip(" #") for tag in re.split(r",\s*|\s+(?=#)", topics["tags"]))
            if topics
            else (),
            excerpt=excerpt.strip() if _RULE.search(told) else "",
            annotations=tuple(_of_raindrop("".join(marked))),
        )
        yield told_by(saved(link, "Raindrop", file.path.name), file)


def _of_raindrop(text: str) -> Iterator[Annotation]:
    for part in _QUOTED.split(text)[1:]:
        lines = [line for line in part.split("\n") if line.startswith(">")]
        noted = [_NOTED.sub("", line) for line in lines if _NOTED.match(line)]
        quoted = [re.sub(r"^> ?", "", line) for line in lines if not _NOTED.match(line)]
        quote = "\n".join(line.strip() for line in quoted).strip()
        if quote or noted:
            yield Annotation(quote, "\n".join(noted).strip())
