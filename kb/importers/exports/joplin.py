"""Joplin's raw export: a file each for notes, notebooks, tags and what ties them, fields below the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kb.catalogue import _
from kb.importers.archives.tar_notes import RESOURCES
from kb.importers.beside import PICTURES, file_beside
from kb.importers.files import MARKDOWN_SUFFIXES, local_path, required_text_file, text_file
from kb.importers.html.fragment import markdown
from kb.importers.link import leads
from kb.importers.notes.pictures import found_pictures, showing
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import NOTE_TITLE_LIMIT, SavedLink, folder_path, moment, saved, tidy_tags
from kb.text.excerpts import shortened
from kb.text.identity import find_references
from kb.types import Document, Failure, Kind, Reference, State

_PROGRAM = "Joplin"
_FIELDS = re.compile(r"(?:\A|\n\n)(?P<fields>id: [0-9a-f]{32}\n(?:[a-z_]+: ?[^\n]*\n)*type_: \d+)\s*\Z")
_NOTE, _NOTEBOOK, _TAG, _TAGGED = "1", "2", "5", "6"
"""Kinds of files (Joplin, BaseModel.ts)."""
_HTML = "2"
"""How a note is marked whose body is HTML, as clipped pages may be (Joplin, renderer/MarkupToHtml.ts)."""
_NUMBER = re.compile(r"[0-9a-f]{32}")
_NEVER = ("", "0")
"""Moments of what did not happen."""
_LINK = re.compile(
    r"(?<!!)\[(?P<label>[^\[\]\n]*)\]\(:/(?P<id>[0-9a-f]{32})(?:#[^()\n]*)?(?: \"[^\"\n]*\")?\)"
)
"""A link to another note or to an attached file."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What the other files of a folder tell: notebooks as `folder_path` takes them, the tags of each note,
    and which notes there are."""

    notebooks: Mapping[object, tuple[str, object]]
    tags: Mapping[str, tuple[str, ...]]
    notes: frozenset[str]


class JoplinImporter:
    """A note; one that was clipped is its page. What the other files tell is read with the notes."""

    name = "Joplin (raw)"

    def match(self, spec: str) -> bool:
        """Whether a Markdown file ends with Joplin's fields."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        return file is not None and "\ntype_: " in file.text[-20:] and _FIELDS.search(file.text) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The note; nothing of one that was thrown away, and of a notebook or a tag by itself."""
        fields, said = _parted(required_text_file(spec, MARKDOWN_SUFFIXES).text)
        if fields["type_"] != _NOTE or fields.get("deleted_time", "") not in _NEVER:
            return
        if fields.get("encryption_applied") == "1":
            yield Failure(Path(spec).name, _("is encrypted; export the notes from Joplin as JEX"))
            return
        folder = (local_path(spec) or Path(spec)).parent
        around = _around(folder, folder.stat().st_mtime_ns)
        title, _line, body = said.partition("\n")
        said = (
            markdown(body, fields.get("source_url", "")) if fields.get("markup_language") == _HTML else body
        )
        note = _document(fields, title, said.strip(), around, Path(spec).name)
        if isinstance(note, Failure):
            yield note
        else:
            yield showing(note, found_pictures(body, lambda name: _resource(folder, name)))


def _document(
    fields: Mapping[str, str], title: str, body: str, around: _Around, place: str
) -> Document | Failure:
    made = moment(fields.get("user_created_time") or fields.get("created_time", ""))
    lies_in = folder_path(around.notebooks, fields.get("parent_id"))
    tags = around.tags.get(fields["id"], ())
    linked = tuple(
        Reference(f"joplin:{link['id']}", f"joplin:{link['id']}", link["label"])
        for link in _LINK.finditer(body)
        if link["id"] in around.notes
    )
    body = _LINK.sub(lambda link: link["label"], body)
    if leads(address := fields.get("source_url", "")):
        link = SavedLink(address, title, made, tags, _state(fields), text=body, folder=lies_in)
        page = saved(link, _PROGRAM, place)
        return page if isinstance(page, Failure) else replace(page, references=(*page.references, *linked))
    return Document(
        key=f"joplin:{fields['id']}",
        kind=Kind.NOTE,
        title=shortened(title, NOTE_TITLE_LIMIT),
        text=body,
        references=(*find_references(body), *linked),
        tags=tidy_tags((*tags, *lies_in.split(" / "))),
        saved_at=made,
        source=_PROGRAM,
        state=_state(fields),
        meta={"program": _PROGRAM, **({"folder": lies_in} if lies_in else {})},
    )


def _resource(folder: Path, name: str) -> Path | None:
    """The picture that a note shows by its number, in whatever form it was attached."""
    number = name.removeprefix(":/")
    if not _NUMBER.fullmatch(number):
        return None
    files = (file_beside(folder, RESOURCES, f"{number}{ending}") for ending in PICTURES)
    return next(filter(None, files), None)


def _state(fields: Mapping[str, str]) -> State | None:
    """A task is to be read until it is done; another note tells nothing of it."""
    if fields.get("is_todo") != "1":
        return None
    return State.UNREAD if fields.get("todo_completed", "") in _NEVER else State.READ


def _parted(text: str) -> tuple[dict[str, str], str]:
    """The fields of a file, and the text above them."""
    found = _FIELDS.search(text)
    assert found is not None
    pairs = (line.partition(":") for line in found["fields"].split("\n"))
    return {name: value.strip() for name, _colon, value in pairs}, text[: found.start("fields")].strip()


@lru_cache(maxsize=1)
def _around(folder: Path, _modified_ns: int) -> _Around:
    notebooks: dict[object, tuple[str, object]] = {}
    names: dict[str, str] = {}
    tagged: list[tuple[str, str]] = []
    notes: set[str] = set()
    for path in sorted(folder.glob("*.md")):
        file = text_file(str(path), MARKDOWN_SUFFIXES)
        if file is None or not _FIELDS.search(file.text):
            continue
        fields, said = _parted(file.text)
        kind = fields["type_"]
        if kind == _NOTE:
            notes.add(fields["id"])
        elif kind == _NOTEBOOK:
            notebooks[fields["id"]] = (said, fields.get("parent_id"))
        elif kind == _TAG:
            names[fields["id"]] = said
        elif kind == _TAGGED:
            tagged.append((fields.get("note_id", ""), fields.get("tag_id", "")))
    tags: dict[str, tuple[str, ...]] = {}
    for note, tag in tagged:
        if tag in names:
            tags[note] = (*tags.get(note, ()), names[tag])
    return _Around(notebooks, tags, frozenset(notes))
