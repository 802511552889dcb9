"""Apple's Notes, as Apple gives them to whoever asks for their data: a table of all notes, and beside it a
folder for each with its words in a text file and what is attached to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from kb.catalogue import _
from kb.importers.beside import PICTURES
from kb.importers.boundary import attempted
from kb.importers.files import any_text_file
from kb.importers.folder import source_files
from kb.importers.html.pictures import MOST
from kb.importers.notes.front_matter import Fields
from kb.importers.notes.markdown import note_document
from kb.importers.notes.pictures import as_picture
from kb.importers.protocol import ImportContext
from kb.importers.records import Row, has_columns, rows
from kb.importers.saved_link import NOTE_TITLE_LIMIT, dated_note_key, tidy_tags
from kb.text.excerpts import shortened
from kb.text.words import letters
from kb.types import Document, Failure, Skipped

_PROGRAM = "Apple Notes"
_COLUMNS = frozenset({"title", "created on", "modified on", "pinned", "deleted"})
_NOTES, _DELETED = "Notes", "Recently Deleted"
_MADE = "%m-%d-%Y %H:%M:%S"
"""How the table writes moments; it tells no zone, and they are taken for UTC."""
_ATTACHED = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for a picture, a file or a table among the words."""


class AppleNotesImporter:
    """The notes of such a table. Nothing of those that were deleted."""

    name = "Apple Notes"

    def match(self, spec: str) -> bool:
        """Whether a file is a table that tells when notes were made, and whether they were deleted."""
        return has_columns(spec, _COLUMNS)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each note that lies beside the table, and a failure that counts the
        deleted ones."""
        table = Path(spec).expanduser()
        made: dict[str, list[Row]] = {}
        for row in rows(spec):
            made.setdefault(letters(row["title"]), []).append(row)
        home, seen = table.parent / _NOTES, set[str]()
        if not home.is_dir():
            told = _("No notes lie beside {file}; give the whole folder or zip file", file=table.name)
            yield Failure(table.name, told)
        for path in _texts(home):
            if isinstance(path, Failure):
                yield path
            else:
                yield attempted(path.name, partial(_note, path, home, made, seen))
        if deleted := sum(1 for _path in _texts(table.parent / _DELETED)):
            yield Skipped(table.name, _("notes that were thrown away"), deleted)


def _texts(folder: Path) -> Iterator[Path | Failure]:
    return source_files(folder, lambda path: path.suffix.lower() == ".txt") if folder.is_dir() else iter(())


def _note(path: Path, home: Path, made: Mapping[str, list[Row]], seen: set[str]) -> Document | Failure:
    file = any_text_file(str(path))
    text = file.text.replace(_ATTACHED, "").strip() if file else ""
    if not text:
        return Skipped(path.name, _("notes without words"))
    title, _line, body = text.partition("\n")
    title = title.strip()
    created = _created(made, title, path.stem)
    key = dated_note_key(_PROGRAM, title, created, text, seen)
    note = note_document(Fields({}), body.strip(), path, key)
    # A note lies in a folder of its own, that in the person's folders.
    folders = path.parent.relative_to(home).parts[:-1]
    folder = {"folder": " / ".join(folders)} if folders else {}
    attached = (as_picture(one) for one in source_files(path.parent, _is_picture) if isinstance(one, Path))
    return replace(
        note,
        files=tuple(islice(filter(None, attached), MOST)),
        title=shortened(title, NOTE_TITLE_LIMIT),
        tags=tidy_tags((*note.tags, *folders)),
        source=_PROGRAM,
        saved_at=created,
        published=None,
        meta={"program": _PROGRAM, **folder},
    )


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURES


def _created(made: Mapping[str, list[Row]], *names: str) -> str | None:
    """When a note was made that is called by one of these names; None where several are."""
    told = next((found for name in names if (found := made.get(letters(name)))), [])
    if len(told) != 1:
        return None
    try:
        at = datetime.strptime(told[0]["created on"].strip(), _MADE).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at.isoformat(timespec="seconds")
