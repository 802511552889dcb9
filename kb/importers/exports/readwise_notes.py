"""Notes that Readwise writes into a vault, a work each: what is known of it, and what was marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.catalogue import noted
from kb.importers.exports.readwise import at_address, remark, work
from kb.importers.files import MARKDOWN_SUFFIXES, TextFile, required_text_file, text_file
from kb.importers.notes.front_matter import AUTHOR_FIELDS, TAG_FIELDS, split_front_matter
from kb.importers.notes.marked_blocks import marked, place_of
from kb.importers.notes.program_marks import without_queries, without_settings
from kb.importers.notes.titles import first_heading
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import own_note, told_by
from kb.types import Annotation, Document, Failure

_FIELD = re.compile(r"^- (?P<name>[A-Z][\w ]{2,20}):[ \t]*(?P<value>\S.*)$", re.MULTILINE)
_MARKED = re.compile(r"^#{1,3} (?:Highlights|New highlights added\b.*)[ \t]*$", re.MULTILINE)
_POINT = re.compile(r"^- ", re.MULTILINE)
_BELOW = re.compile(r"^[ \t]+- (?P<name>Note|Tags):[ \t]*", re.MULTILINE)
WAY_BACK = re.compile(
    r"(?<![ \t])[ \t]*(?:\(?\[(?P<label>[^\]\n]{0,80})\]"
    r"\((?:https?://(?:read\.|www\.)?readwise\.io/(?!bookreview)|kindle:)[^()\s]{0,300}"
    r"\)\)?[ \t,]*)"
    r"(?:\(?\[[^\]\n]{0,80}\]\(https?://(?:read\.|www\.)?readwise\.io/[^()\s]{0,300}\)\)?[ \t]*)?"
    r"(?:\^rw\w+[ \t]*)?"
)
"""What stands behind each highlight: where it leads to, named by its place where that is known."""
_TOLD_ABOVE = re.compile(
    r"^[ \t>*-]*(?P<name>Authors?|Full[ -]Title|Title|Category|URL|Source[ -]URL|Document[ -]Tags|Summary"
    r"|Published(?:[ -]Date)?|Readwise-[A-Za-z-]+|Source|Tags|Document[ -]Note)(?:\*\*)?::?(?:\*\*)?"
    r"[ \t]+(?P<value>\S[^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
"""How forms of people's own tell of the work."""
_OF_FORM = re.compile(
    r"^[ \t>]*(?:#{1,6}[ \t][^\n]*|-{3,}[ \t]*|[-*]?[ \t]*!\[[^\n]*|[-*][ \t]*|\[![^\n]*|[\w-]+::[^\n]*"
    r"|- (?:Highlights first synced|New highlights added)[^\n]*|%%[^\n]*%%)$",
    re.MULTILINE,
)
"""Lines of a form that are nobody's words: headings, rules, covers, when it was brought."""
_ADDRESSES = ("url", "source_url", "link", "source", "canonical_url", "readwise_source_url")
_OF_READWISE = frozenset("readwise highlights highlight books articles tweets podcasts supplementals".split())
"""Tags that forms give every note."""
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
            link = WAY_BACK.search(quote)
            # What stands behind the link the person wrote below it.
            words, behind = (quote[: link.start()], quote[link.end() :]) if link else (quote, "")
            if words.strip():
                own = "\n\n".join(filter(None, (said.get("Note", ""), behind.strip())))
                note = remark(own, _tags(said.get("Tags", "")))
                yield Annotation(words.strip(), note, place_of(link) if link else "")


class ReadwiseVaultNoteImporter:
    """A note of a form that the person gave Readwise's plugins, or of that which Logseq's has by itself."""

    name = noted("Readwise notes of a vault (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a note tells of one work, and holds marks that lead back to Readwise."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        if file is None or not WAY_BACK.search(file.text):
            return False
        told = _told(file)
        return bool(told.title and (told.author or told.address)) and bool(marked(told.body, WAY_BACK).marks)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The work, with its highlights; further words of the person are a note to it.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        told = _told(file)
        found = marked(told.body, WAY_BACK)
        own = _TOLD_ABOVE.sub("", _OF_FORM.sub("", without_settings(without_queries(found.rest))))
        known = work(told.title, told.author, told.tags, (*own_note(own), *found.marks), told.is_book)
        yield told_by(at_address(known, told.address, file.path.name), file)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a note says of its work above the marks, and its words."""

    title: str
    author: str
    address: str
    tags: tuple[str, ...]
    is_book: bool
    body: str


def _told(file: TextFile) -> _Told:
    fields, body = split_front_matter(file.text)
    above = WAY_BACK.split(body, maxsplit=1)[0]
    lines = {one["name"].lower().replace("-", " "): one["value"] for one in _TOLD_ABOVE.finditer(above)}
    title = (
        fields.first(("full_title",)) or lines.get("full title") or fields.title() or lines.get("title", "")
    )
    title = re.sub(r" \(highlights\)$", "", (title or first_heading(body)).strip().strip('"').strip())
    authors = fields.people(AUTHOR_FIELDS)
    author = ", ".join(authors) or _BRACKETS.sub(r"\1", lines.get("author") or lines.get("authors", ""))
    address = fields.first(_ADDRESSES) or lines.get("source url") or lines.get("url", "")
    category = fields.first(("category", "readwise_category")) or lines.get("category", "")
    tags = (*fields.words(TAG_FIELDS), *_tags(lines.get("document tags", "")))
    return _Told(
        title.rpartition("/")[2] if "/Highlights/" in title else title,
        author.strip().lstrip("#"),
        address.strip("<>[] "),
        tuple(tag for tag in tags if tag.lower() not in _OF_READWISE),
        category.strip().strip("#[] ").lower() in ("books", "book"),
        body,
    )
