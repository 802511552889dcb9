"""Readwise: the table of highlights, where a row is a highlight, and the table of Reader's documents; what
other forms of it share."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kb.catalogue import n_, noted
from kb.clock import as_stored
from kb.importers.bibliography import book_key
from kb.importers.link import leads
from kb.importers.lists.read_states import state_seen
from kb.importers.protocol import ImportContext
from kb.importers.records import CsvFormat, LeftOut, Row, has_columns, rows
from kb.importers.saved_link import SavedLink, moment, saved, words
from kb.text.digest import text_hash
from kb.text.normal import normalized
from kb.text.people import people
from kb.text.worded_dates import local_time_in_words
from kb.types import Annotation, Document, Failure, Kind, State

_HIGHLIGHTS = frozenset({"highlight", "book title"})
"""What a table has at least; some who keep one of their own leave out the others."""
PROGRAM = "Readwise"
FEED = "feed"
"""Where Reader keeps what feeds brought and the person never chose."""
BROUGHT = LeftOut(noted("feeds brought and nobody chose"))
_ARCHIVED = "archive"
_QUEUED = frozenset(("later", "new", "shortlist"))
_KEPT_WITHIN = "mailto:reader-"
"""How the addresses begin of letters and files that Reader alone holds."""
_COMMANDS = re.compile(r"\A(?:\.[^\W\d_][\w-]*(?:\s+|\Z))+")
"""How a note begins that tells Readwise something (a heading, tags); words of the person may follow."""


class HighlightsImporter:
    """The table of highlights: one document for each title and author, as no addresses are in it."""

    name = noted("Readwise highlights (CSV)")

    def match(self, spec: str) -> bool:
        """Whether a file is a table with Readwise's columns."""
        return has_columns(spec, _HIGHLIGHTS)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each title, its highlights in the order of the work."""
        works: dict[tuple[str, str], list[Row]] = {}
        for row in rows(spec):
            works.setdefault((row["book title"].strip(), row.get("book author", "").strip()), []).append(row)
        for (title, author), marked in works.items():
            if title:
                yield _work(title, author, marked)
            else:
                yield Failure(
                    Path(spec).name,
                    n_(
                        "{count} highlight names no title; left out",
                        "{count} highlights name no title; left out",
                        len(marked),
                    ),
                )


def _work(title: str, author: str, marked: list[Row]) -> Document:
    # Rows come with the latest highlight first.
    marked.reverse()
    ordered = sorted(marked, key=_place)
    first = min((at for row in marked if (at := _made(row))), default=None)
    marks = (_annotation(row) for row in ordered if row["highlight"].strip() or _note(row))
    tags = (tag for row in marked for tag in words(row.get("document tags", "")))
    is_book = any(row.get("amazon book id") for row in marked)
    return work(title, author, tags, marks, is_book, first)


def work(
    title: str,
    author: str,
    tags: Iterable[str],
    marks: Iterable[Annotation],
    is_book: bool,
    saved_at: str | None = None,
) -> Document:
    """A work by its title and author, as it is known where no address is told."""
    said = f"{title}\n{author}"
    return Document(
        key=f"readwise:{text_hash(normalized(said).lower())}",
        kind=Kind.BOOK if is_book else Kind.ARTICLE,
        title=title,
        aliases=(book_key(title, people(author).names),) if is_book else (),
        authors=(author,) if author else (),
        tags=tuple(dict.fromkeys(tags)),
        source=PROGRAM,
        annotations=tuple(replace(one, source=PROGRAM) for one in marks),
        saved_at=saved_at,
        meta={"program": PROGRAM},
    )


def at_address(known: Document, address: str, place: str) -> Document | Failure:
    """A work by the address it was read at, where that leads to a page; `place` names it to the person."""
    if not leads(address):
        return known
    link = SavedLink(
        address,
        known.title,
        known.saved_at,
        known.tags,
        authors=people(known.authors).names,
        annotations=known.annotations,
    )
    page = saved(link, PROGRAM, place)
    if isinstance(page, Failure):
        return page
    return replace(page, aliases=(*page.aliases, known.key, *known.aliases))


def _place(row: Row) -> tuple[bool, float]:
    """Where in the work a highlight stands; those without a place keep the order of their rows behind."""
    try:
        return False, float(row.get("location", ""))
    except ValueError:
        return True, 0.0


def _annotation(row: Row) -> Annotation:
    kind = row.get("location type", "").strip()
    place = f"{kind} {row.get('location', '').strip()}".strip() if kind in ("page", "location") else ""
    return Annotation(
        row["highlight"].strip(),
        _note(row),
        place,
        _made(row),
        PROGRAM,
    )


def _made(row: Row) -> str | None:
    """When a passage was marked; older tables write it in words, by the reader's clock."""
    written = row.get("highlighted at", "")
    if at := moment(written):
        return at
    local = local_time_in_words(written)
    return as_stored(local) if local else None


def _note(row: Row) -> str:
    return remark(row.get("note", ""), words(row.get("tags", "")))


def remark(note: str, tags: Iterable[str]) -> str:
    """The person's words to a highlight, and its own tags, which say something of it and not of the work."""
    tags = ("-".join(tag.lstrip(".#").split()) for tag in tags)
    marked = " ".join(f"#{tag}" for tag in tags if tag)
    return "\n\n".join(filter(None, (_COMMANDS.sub("", note.strip()), marked)))


def state_in_reader(location: str, seen: float) -> State | None:
    """How far the person got with a document of Reader, by where it lies and how much of it, from 0 to 1,
    they saw."""
    return State.READ if location == _ARCHIVED else state_seen(seen) if location in _QUEUED else None


def _seen(row: Row) -> float:
    try:
        return float(row["reading progress"])
    except ValueError:
        return 0.0


def _documents(table: Iterable[Row]) -> Iterator[SavedLink | LeftOut]:
    """Reader's documents; what feeds brought and nobody filed is left out."""
    listed = list(table)
    # Tables of some years write parts, of others percents.
    whole = 100 if any(_seen(row) > 1 for row in listed) else 1
    for row in listed:
        location = row["location"].strip().lower()
        if location == FEED:
            yield BROUGHT
            continue
        if row["url"].strip().startswith(_KEPT_WITHIN):
            yield LeftOut(noted("are letters and files that Reader alone holds"))
            continue
        yield SavedLink(
            row["url"],
            row["title"],
            moment(row["saved date"]),
            _listed(row["document tags"]),
            state_in_reader(location, _seen(row) / whole),
            favourite=location == "shortlist",
        )


def _listed(given: str) -> tuple[str, ...]:
    """Tags as Python writes a list of them."""
    try:
        return words(ast.literal_eval(given)) if given.strip() else ()
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return words(given)


READER = CsvFormat(
    "Readwise Reader (CSV)",
    "Reader",
    frozenset({"title", "url", "document tags", "saved date", "reading progress", "location"}),
    _documents,
)
