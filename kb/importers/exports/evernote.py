"""Evernote's export (ENEX): notes as XML, read one by one, since attached files lie within."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from kb.catalogue import _
from kb.importers.boundary import attempted
from kb.importers.carried_pictures import as_files, named
from kb.importers.files import beginning, local_path
from kb.importers.html.fragment import markdown
from kb.importers.html.pictures import SMALLEST
from kb.importers.notes.titles import first_words
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import (
    NOTE_TITLE_LIMIT,
    SavedLink,
    dated_note_key,
    moment,
    saved,
    tidy_tags,
)
from kb.text.excerpts import shortened
from kb.text.identity import find_references
from kb.types import Annotation, Document, Failure, Kind, Skipped

_PROGRAM = "Evernote"
_EXPORT = re.compile(rb"<en-export[\s>]")
_BODY = re.compile(r"<en-note\b[^>]*>(?P<body>.*)</en-note>", re.DOTALL)
_NOT_WORDS = re.compile(r"<en-media\b[^>]*?(?:/>|>\s*</en-media>)|<en-crypt\b.*?</en-crypt>", re.DOTALL)
_TASK = re.compile(r"<en-todo(?P<done>\s+checked=[\"']true[\"'])?[^>]*?(?:/>|>\s*</en-todo>)")
_CHECKED = re.compile(r"<li\b[^>]*--en-checked:\s*(?P<done>true|false)[^>]*>(?:\s*<div\b[^>]*>)?")
"""A line of a list of tasks, as versions since 2020 write it."""
_MARKED = re.compile(r"-evernote-highlight:\s*true|--en-highlight")
"""In the style of what the person marked: before 2020 and since."""
_CLIPPED = ("web.clip", "clearly", "skitch.web")
"""How the sources begin that Evernote names for what was clipped from a page."""


class EvernoteImporter:
    """The notes of a notebook, or of many. A clipped page is that page, with its text; another note with an
    address is that page with a note on it."""

    name = "Evernote (ENEX)"

    def match(self, spec: str) -> bool:
        """Whether a file begins as an export does."""
        return _EXPORT.search(beginning(spec)) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each note; one failure counts attached files, one tells of damage."""
        path = local_path(spec) or Path(spec)
        number = attached = 0
        seen: set[str] = set()
        try:
            for number, note in enumerate(_notes(path), start=1):
                place = f"{path.name} note {number}"
                read = attempted(place, partial(_document, note, place, seen))
                with as_files(_pictures(note), path, context.cache) as pictures:
                    yield read if isinstance(read, Failure) else replace(read, files=pictures)
                attached += sum(not one.startswith("image/") for one in _texts(note, "resource/mime"))
        except etree.XMLSyntaxError as error:
            yield Failure(
                path.name,
                _("breaks off or is damaged in line {lineno}; export it again", lineno=error.lineno),
            )
        if not number:
            yield Failure(path.name, _("{file} holds no note; check the export", file=path.name))
        if attached:
            yield Skipped(path.name, _("attached files (save them from the notes)"), attached)


def _notes(path: Path) -> Iterator[etree._Element]:
    """:raises lxml.etree.XMLSyntaxError: the file is damaged from here on."""
    with path.open("rb") as file:
        found = etree.iterparse(
            file, tag="note", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        for _, note in found:
            yield note
            note.clear()
            while note.getprevious() is not None:
                del note.getparent()[0]


def _document(note: etree._Element, place: str, seen: set[str]) -> Document | Failure:
    title, created = _text(note, "title"), moment(_text(note, "created"))
    body = _BODY.search(_text(note, "content"))
    source = _NOT_WORDS.sub("", body["body"]) if body else ""
    tasks = _CHECKED.sub(lambda task: task[0] + ("[x] " if task["done"] == "true" else "[ ] "), source)
    text = markdown(_TASK.sub(lambda task: "[x] " if task["done"] else "[ ] ", tasks)).strip()
    text = "\n\n".join(filter(None, (text, "\n".join(_tasks(note)))))
    marks = tuple(_marks(source))
    tags = tidy_tags(_texts(note, "tag"))
    attributes = "note-attributes/"
    address = _text(note, f"{attributes}source-url")
    if address.startswith(("http://", "https://")):
        clipped = _text(note, f"{attributes}source").startswith(_CLIPPED)
        own = (Annotation(note=text),) if text and not clipped else ()
        link = SavedLink(
            address, title, created, tags, text=text if clipped else "", annotations=(*own, *marks)
        )
        return saved(link, _PROGRAM, place)
    if not title and not text:
        return Skipped(place, _("notes without words"))
    return Document(
        key=dated_note_key(_PROGRAM, title, created, text, seen),
        kind=Kind.NOTE,
        title=shortened(title or first_words(text), NOTE_TITLE_LIMIT),
        text=text,
        tags=tags,
        source=_PROGRAM,
        references=find_references(text),
        annotations=marks,
        saved_at=created,
        meta={"program": _PROGRAM},
    )


def _pictures(note: etree._Element) -> Iterator[tuple[str, bytes]]:
    """The pictures that lie in a note, by the names of their files; not those of a page's signs and rules."""
    clipped = _text(note, "note-attributes/source").startswith(_CLIPPED)
    for resource in note.iterfind("resource"):
        try:
            content = base64.b64decode(_text(resource, "data"))
        except binascii.Error:
            continue
        name = named(_text(resource, "resource-attributes/file-name"), content)
        if name and (not clipped or len(content) >= SMALLEST):
            yield name, content


def _tasks(note: etree._Element) -> Iterator[str]:
    for task in note.iterfind("task"):
        if title := _text(task, "title"):
            yield f"- [{'x' if _text(task, 'taskStatus') == 'completed' else ' '}] {title}"


def _marks(source: str) -> Iterator[Annotation]:
    """What was marked in a note, each stretch by itself."""
    if not _MARKED.search(source):
        return
    for one in LexborHTMLParser(source).css("[style]"):
        if _MARKED.search(one.attributes.get("style") or "") and (quote := " ".join(one.text().split())):
            yield Annotation(quote, source=_PROGRAM)


def _text(element: etree._Element, name: str) -> str:
    return next(iter(_texts(element, name)), "")


def _texts(element: etree._Element, name: str) -> list[str]:
    return [text for one in element.iterfind(name) if (text := "".join(map(str, one.itertext())).strip())]
