"""Google Keep in Takeout: a note a file in JSON, with a page in HTML beside it that says the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from kb.catalogue import noted
from kb.importers.beside import PICTURES, file_beside
from kb.importers.files import HTML_SUFFIXES, local_path
from kb.importers.html.fragment import markdown
from kb.importers.html.pictures import MOST
from kb.importers.link import leads
from kb.importers.notes.pictures import as_picture
from kb.importers.protocol import ImportContext
from kb.importers.records import JsonFormat, LeftOut, json_value, objects, text_of
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import Document, Failure

_WORDS = ("textContent", "textContentHtml", "listContent", "title")


def _fits(value: Any) -> bool:
    return isinstance(value, dict) and "isTrashed" in value and not value.keys().isdisjoint(_WORDS)


def _links(note: dict[str, Any]) -> Iterator[SavedLink | LeftOut]:
    if note.get("isTrashed"):
        yield LeftOut(noted("were thrown away"))
        return
    points = (
        f"- [{'x' if one.get('isChecked') else ' '}] {str(one.get('text') or '').strip()}"
        for one in objects(note.get("listContent"))
    )
    said = (
        text_of(note, "textContent")
        or markdown(text_of(note, "textContentHtml")).strip()
        or "\n".join(points)
    )
    shown = [(text_of(one, "url"), text_of(one, "title")) for one in objects(note.get("annotations"))]
    made = moment(note.get("createdTimestampUsec") or note.get("userEditedTimestampUsec"))
    tags = words(note.get("labels"))
    if leads(said) and " " not in said:
        # A mere link is kept for the page, which Keep knows by its title.
        titles = (title for address, title in shown if address == said)
        yield SavedLink(said, text_of(note, "title") or next(titles, ""), made, tags)
        return
    others = (f"[{title or address}]({address})" for address, title in shown if address not in said)
    text = "\n\n".join(filter(None, (said, *others)))
    title = text_of(note, "title") or next(
        (text_of(one, "text") for one in objects(note.get("listContent"))), ""
    )
    yield SavedLink("", title, made, tags, text=text or title)


@dataclass(frozen=True, slots=True)
class NoteImporter:
    """A note with the pictures attached to it, which lie beside it."""

    notes: JsonFormat
    name: str = "Google Keep (JSON)"

    def match(self, spec: str) -> bool:
        """Whether a file holds a note of Keep's."""
        return self.notes.match(spec)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The note, or a failure that says why it is none."""
        folder = Path(spec).expanduser().parent
        attached = [text_of(one, "filePath") for one in objects(json_value(spec).get("attachments"))]
        found = dict.fromkeys(path for name in attached if (path := _attached(folder, name)) is not None)
        pictures = tuple(islice(filter(None, map(as_picture, found)), MOST))
        for one in self.notes.load(spec, context):
            yield replace(one, files=pictures) if isinstance(one, Document) else one


def _attached(folder: Path, name: str) -> Path | None:
    """The file that a note names; it may call `.jpeg` what lies there as `.jpg`."""
    endings = (ending for ending in PICTURES if PICTURES[ending] == PICTURES.get(Path(name).suffix.lower()))
    names = (name, *(f"{Path(name).stem}{ending}" for ending in endings))
    return next(filter(None, (file_beside(folder, one) for one in names if one)), None)


@dataclass(frozen=True, slots=True)
class PageImporter:
    """The page beside a note, which is read from its JSON."""

    name: str = "Google Keep (HTML)"

    def match(self, spec: str) -> bool:
        """Whether a page has such a note beside it."""
        path = local_path(spec)
        if (
            path is None
            or path.suffix.lower() not in HTML_SUFFIXES
            or not path.with_suffix(".json").is_file()
        ):
            return False
        return _fits(json_value(str(path.with_suffix(".json"))))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """Nothing that the note does not say."""
        yield from ()


FORMAT = NoteImporter(JsonFormat("Google Keep (JSON)", "Google Keep", _fits, _links))
PAGE = PageImporter()
