"""What KOReader keeps of a book beside it (`Book.sdr/metadata.epub.lua`): marks, notes, how far one got."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.importers.beside import text_beside
from kb.importers.exports.koreader import PROGRAM, book, mark
from kb.importers.files import any_text_file, required_text_file
from kb.importers.lua import lua_table
from kb.importers.protocol import ImportContext
from kb.importers.records import record_in
from kb.importers.saved_link import by_clock
from kb.types import Annotation, Document, Failure, State

_KEPT = re.compile(r"^[ \t]*\[\"(?:doc_props|annotations|highlight|bookmarks)\"\] = \{", re.MULTILINE)
_RETURNS = re.compile(r"\A(?:\s*--[^\n]*\n)*\s*return\s*\{")
_CUSTOM = "custom_metadata.lua"
"""Title and authors as the person corrected them."""
_FOLDER = ".sdr"
_STATES = {"complete": State.READ, "reading": State.READING, "abandoned": State.READING}
"""By what a book's status is called; of `abandoned` people see "On hold" (KOReader, booklist.lua)."""


class KoreaderSidecarImporter:
    """The book that such a file is kept for; a PDF beside it is that book."""

    name = "KOReader (metadata.lua)"

    def match(self, spec: str) -> bool:
        """Whether a file returns a table that names a book's properties or marks."""
        file = any_text_file(spec)
        return file is not None and bool(_RETURNS.match(file.text) and _KEPT.search(file.text))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The book with what was marked in it, and what was said of it in the end.

        :raises ImportRefused: the file is gone or damaged.
        """
        file = required_text_file(spec)
        try:
            kept = lua_table(file.text)
        except ValueError as error:
            raise ImportRefused(
                _("{file} breaks off or is damaged; export it again", file=file.path.name)
            ) from error
        folder = file.path.resolve().parent
        told = {**record_in(kept, "stats"), **record_in(kept, "doc_props"), **_custom(folder)}
        summary = record_in(kept, "summary")
        said = mark("", summary.get("note"), None)
        marks = [*([said] if said else []), *_marks(kept)]
        title = str(told.get("title") or "").strip() or _called(kept, folder)
        found = book(title, str(told.get("authors") or ""), marks, file.path.name)
        yield found if isinstance(found, Failure) else _as_read(found, summary, folder)


def _as_read(found: Document, summary: Mapping[str, Any], folder: Path) -> Document:
    rating = summary.get("rating")
    paper = folder.with_suffix(".pdf")
    beside = [f"path:{paper}"] if folder.suffix == _FOLDER and paper.is_file() else []
    return replace(
        found,
        aliases=(*found.aliases, *beside),
        state=_STATES.get(str(summary.get("status"))),
        meta={"program": PROGRAM, **({"rating": f"{rating} / 5"} if rating else {})},
    )


def _custom(folder: Path) -> dict[str, Any]:
    text = text_beside(folder, _CUSTOM)
    try:
        told = record_in(lua_table(text), "custom_props") if text else {}
    except ValueError:
        # It only corrects names; the book has others.
        told = {}
    return {name: value for name, value in told.items() if value}


def _called(kept: Mapping[str, Any], folder: Path) -> str:
    """The name of the book's file: as KOReader knew it on its device, else as its folder is called."""
    path = str(kept.get("doc_path") or "").rpartition("/")[2]
    return Path(path).stem or folder.name.removesuffix(_FOLDER)


def _listed(table: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    """The tables of a list, in its order."""
    # Some programs that sync them write numbers as texts.
    numbered = sorted((int(key), one) for key, one in table.items() if str(key).isdecimal())
    yield from (one for _number, one in numbered if isinstance(one, dict))


def _marks(kept: Mapping[str, Any]) -> Iterator[Annotation]:
    now = map(_annotation, _listed(record_in(kept, "annotations")))
    yield from filter(None, now if "annotations" in kept else _early_marks(kept))


def _annotation(one: Mapping[str, Any]) -> Annotation | None:
    """A mark; a bookmark, which is drawn by nothing, has words only where the person wrote some."""
    quote = one.get("text") if one.get("drawer") else ""
    page = one.get("pageref") or one.get("pageno") or one.get("page")
    return mark(quote, one.get("note"), page, _made(one), one.get("chapter"))


def _early_marks(kept: Mapping[str, Any]) -> list[Annotation | None]:
    """As versions before 2024.07 kept them: marks by their pages, and apart from these, tied to them by the
    second, what was written to them."""
    written = {str(one.get("datetime")): one for one in _listed(record_in(kept, "bookmarks"))}
    found: list[Annotation | None] = []
    highlights = record_in(kept, "highlight")
    for page in sorted((key for key in highlights if isinstance(key, int)), key=int):
        for one in _listed(record_in(highlights, page)):
            quote = str(one.get("text") or "").strip()
            said = written.get(str(one.get("datetime")), {})
            # A mark whose words were changed has them in the bookmark.
            quote = str(said.get("notes") or "").strip() or quote
            chapter = one.get("chapter") or said.get("chapter")
            found.append(mark(quote, _own_words(said, quote), page, _made(one), chapter))
    return found


def _own_words(bookmark: Mapping[str, Any], quote: str) -> str:
    """What the person wrote: KOReader itself puts the page, what was marked and the moment there, in its
    language."""
    text = str(bookmark.get("text") or "").strip()
    return "" if text == quote or str(bookmark.get("datetime")) in text else text


def _made(one: Mapping[str, Any]) -> str | None:
    """When it was made, by the device's clock."""
    return by_clock(str(one.get("datetime") or ""))
