"""Joplin's raw export: a file each for notes, notebooks, tags and what ties them, fields below the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kb.importers.files import MARKDOWN_SUFFIXES, local_path, required_text_file, text_file
from kb.importers.link import leads
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import NOTE_TITLE_LIMIT, SavedLink, folder_path, moment, saved, tidy_tags
from kb.text.excerpts import shortened
from kb.text.identity import find_references
from kb.types import Document, Failure, Kind

_PROGRAM = "Joplin"
_FIELDS = re.compile(r"(?:\A|\n\n)(?P<fields>id: [0-9a-f]{32}\n(?:[a-z_]+: ?[^\n]*\n)*type_: \d+)\s*\Z")
_NOTE, _NOTEBOOK, _TAG, _TAGGED = "1", "2", "5", "6"
"""Kinds of files (Joplin, BaseModel.ts)."""
_Known = dict[object, tuple[str, object]]


class JoplinImporter:
    """A note; one that was clipped is its page. What the other files tell is read with the notes."""

    name = "Joplin (raw)"

    def match(self, spec: str) -> bool:
        """Whether a Markdown file ends with Joplin's fields."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        return file is not None and "\ntype_: " in file.text[-20:] and _FIELDS.search(file.text) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The note; nothing of a notebook or a tag by itself."""
        text = required_text_file(spec, MARKDOWN_SUFFIXES).text
        fields, said = _parted(text)
        if fields["type_"] != _NOTE:
            return
        folder = (local_path(spec) or Path(spec)).parent
        notebooks, tags = _around(folder, folder.stat().st_mtime_ns)
        title, _, body = said.partition("\n")
        made = moment(fields.get("user_created_time") or fields.get("created_time", ""))
        lies_in = folder_path(notebooks, fields.get("parent_id"))
        address = fields.get("source_url", "")
        body = body.strip()
        if leads(address):
            link = SavedLink(address, title, made, tags.get(fields["id"], ()), text=body, folder=lies_in)
            yield saved(link, _PROGRAM, Path(spec).name)
            return
        yield Document(
            key=f"joplin:{fields['id']}",
            kind=Kind.NOTE,
            title=shortened(title, NOTE_TITLE_LIMIT),
            text=body,
            references=find_references(body),
            tags=tidy_tags((*tags.get(fields["id"], ()), *lies_in.split(" / "))),
            saved_at=made,
            source=_PROGRAM,
            meta={"program": _PROGRAM, **({"folder": lies_in} if lies_in else {})},
        )


def _parted(text: str) -> tuple[dict[str, str], str]:
    """The fields of a file, and the text above them."""
    found = _FIELDS.search(text)
    assert found is not None
    pairs = (line.partition(":") for line in found["fields"].split("\n"))
    return {name: value.strip() for name, _, value in pairs}, text[: found.start("fields")].strip()


@lru_cache(maxsize=1)
def _around(folder: Path, _modified_ns: int) -> tuple[_Known, dict[str, tuple[str, ...]]]:
    """The notebooks of a folder, and the tags of each note in it."""
    notebooks: _Known = {}
    names: dict[str, str] = {}
    tagged: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.md")):
        file = text_file(str(path), MARKDOWN_SUFFIXES)
        if file is None or not _FIELDS.search(file.text):
            continue
        fields, said = _parted(file.text)
        if fields["type_"] == _NOTEBOOK:
            notebooks[fields["id"]] = (said, fields.get("parent_id"))
        elif fields["type_"] == _TAG:
            names[fields["id"]] = said
        elif fields["type_"] == _TAGGED:
            tagged.append((fields.get("note_id", ""), fields.get("tag_id", "")))
    tags: dict[str, tuple[str, ...]] = {}
    for note, tag in tagged:
        if tag in names:
            tags[note] = (*tags.get(note, ()), names[tag])
    return notebooks, tags
