"""Matter's history: a table, and the pages it names in files beside it."""

from __future__ import annotations

from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import partial
from pathlib import Path

from kb.importers.beside import text_beside
from kb.importers.boundary import attempted, place_in
from kb.importers.html.fragment import markdown
from kb.importers.protocol import ImportContext
from kb.importers.records import Row, has_columns, rows
from kb.importers.saved_link import NOTE_TITLE_LIMIT, SavedLink, saved, words
from kb.text.digest import text_hash
from kb.text.excerpts import shortened
from kb.text.normal import normalized
from kb.types import Document, Failure, Kind, State

_COLUMNS = frozenset({"title", "publisher", "url", "in queue", "favorited", "read"})
_PROGRAM = "Matter"
_TRUE = "true"


class MatterImporter:
    """The table. Its dates are those of the last reading, not of saving; they are not taken."""

    name = "Matter (CSV)"

    def match(self, spec: str) -> bool:
        """Whether a file is a table with Matter's columns."""
        return has_columns(spec, _COLUMNS)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row; newsletters have a text and no address."""
        folder = Path(spec).expanduser().parent
        for number, row in enumerate(rows(spec), start=1):
            place = place_in(Path(spec).name, "row", number)
            yield attempted(place, partial(_document, row, folder, place))


def _document(row: Row, folder: Path, place: str) -> Document | Failure:
    link = _link(row, folder)
    return (
        saved(link, _PROGRAM, place) if link.address or not link.text else _newsletter(link, row["publisher"])
    )


def _newsletter(link: SavedLink, publisher: str) -> Document:
    """A letter is known by its words: it has no address."""
    digest = text_hash(normalized(f"{link.title}\n{link.text}"))
    return Document(
        key=f"matter:{digest}",
        kind=Kind.ARTICLE,
        title=link.title or shortened(link.text, NOTE_TITLE_LIMIT),
        text=link.text,
        authors=link.authors,
        tags=(*link.tags, "favourite") if link.favourite else link.tags,
        source=_decoded(publisher),
        state=link.state,
        meta={"program": _PROGRAM},
    )


def _decoded(name: str) -> str:
    """A sender's name, which may stand as it does in a letter's head (`=?utf-8?q?...?=`)."""
    try:
        return str(make_header(decode_header(name.strip())))
    except (HeaderParseError, LookupError, UnicodeError):
        return name.strip()


def _page(folder: Path, file: str) -> str:
    """The page that a row names, by the name of its file or its number alone."""
    return (text_beside(folder, file) or text_beside(folder, f"content_{file}.html")) if file else ""


def _link(row: Row, folder: Path) -> SavedLink:
    queued, read = row["in queue"].strip().lower(), row["read"].strip().lower()
    author = row.get("author", "").strip()
    return SavedLink(
        row["url"].strip(),
        row["title"].strip(),
        tags=words(row.get("tags", ""), ";"),
        state=State.READ if read == _TRUE or queued == "false" else State.UNREAD,
        text=markdown(_page(folder, row.get("file id", "").strip()), row["url"]),
        authors=(author,) if author else (),
        favourite=row["favorited"].strip().lower() == _TRUE,
    )
