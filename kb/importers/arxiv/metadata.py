"""arXiv metadata as JSON: the public snapshot, daily lists, answers of Semantic Scholar and the like."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

from kb.catalogue import _, noted
from kb.errors import ImportRefused
from kb.importers.arxiv.paper import arxiv_paper
from kb.importers.boundary import attempted, place_in
from kb.importers.files import MAX_TEXT_BYTES, local_path
from kb.importers.protocol import ImportContext
from kb.text.dates import iso_time
from kb.text.identity import arxiv_id
from kb.types import Document, Failure

_GZIP = b"\x1f\x8b"
"""How a gzipped file begins (RFC 1952)."""
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
# A line longer than this is no metadata record; reading on would only fill the memory.
_MAX_LINE_BYTES = 4 * 1024 * 1024
_OPENS_WHOLE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[|\{\s*\n)")
_HEAD_BYTES = 100
"""Longer than any blanks before the first record."""
_SHOWN = 60
"""Characters of a line or an id that are quoted when it is refused."""
_DATES = ("published", "publishedAt", "publicationDate", "first_seen", "created", "update_date")


class ArxivJsonlImporter:
    """A file with one arXiv record to a line, plain or gzipped: it is streamed, never held whole. Or a small
    file that is one JSON value: a record, or a list of them."""

    name = noted("arXiv metadata (JSON lines)")

    def match(self, spec: str) -> bool:
        path = local_path(spec)
        if path is None or not path.is_file() or not _may_be_records(path):
            return False
        try:
            first = next((line for _, line in _lines(path) if line.strip()), b"")
            record = json.loads(first)
            records = record if isinstance(record, list) else [record]
        except (OSError, EOFError, zlib.error):
            return False
        except (ValueError, RecursionError):
            records = _whole(path)
        return any(_is_record(_unwrapped(one)) for one in records[:1])

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """Yields a document or a failure for each record, line by line as the file is read.

        :raises ImportRefused: the file is gone.
        """
        path = local_path(spec)
        if path is None:
            raise ImportRefused(_("{file} is gone; check the path", file=spec))
        if records := _whole(path):
            for number, record in enumerate(records, start=1):
                yield _document(record, place_in(path.name, "record", number))
            return
        number = 0
        try:
            for number, line in _lines(path):
                if line.strip():
                    place = place_in(path.name, "line", number)
                    yield attempted(place, partial(_parsed, line, place))
        except (OSError, EOFError, zlib.error):
            yield Failure(
                place_in(path.name, "line", number + 1),
                _("the file is cut short or damaged from here on; fetch it again, what came before is saved"),
            )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _may_be_records(path: Path) -> bool:
    """Whether a file begins like JSON, plain or gzipped, whatever it is called."""
    head = _head(path)
    return head.startswith(_GZIP) or _JSON.match(head) is not None


def _whole(path: Path) -> list[Any]:
    """The records of a file that is one JSON value over several lines, or a list; else none."""
    if _head(path).startswith(_GZIP) or path.stat().st_size > MAX_TEXT_BYTES:
        return []
    with path.open("rb") as opened:
        # A record that ends its first line is the first of many: they are read line by line.
        if not _OPENS_WHOLE.match(opened.read(1000)):
            return []
    try:
        value = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return []
    return value if isinstance(value, list) else [value]


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers from 1. What exceeds the limit of a line comes as a line of its own."""
    with _opened(path) as opened:
        number = 0
        while line := opened.readline(_MAX_LINE_BYTES):
            number += 1
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if _head(path).startswith(_GZIP) else path.open("rb")


def _parsed(line: bytes, place: str) -> Document | Failure:
    try:
        return _document(json.loads(line), place)
    except (ValueError, RecursionError):
        start = " ".join(line[:_SHOWN].decode("utf-8", errors="replace").split())
        return Failure(place, _("is not a JSON object, begins with: {start}", start=start))


def _document(value: object, place: str) -> Document | Failure:
    record = _unwrapped(value)
    if not record:
        return Failure(place, _("is not a JSON object; one record to a line is expected"))
    identifier = _id(record)
    if identifier is None:
        return Failure(place, _("has no arXiv id (id: {shown})", shown=repr(str(record.get("id"))[:_SHOWN])))
    if not _text(record, "title").strip():
        return Failure(place, _("has no title (id: {identifier})", identifier=identifier))
    return arxiv_paper(
        identifier,
        title=_text(record, "title"),
        abstract=_text(record, "abstract", "summary"),
        authors=record.get("authors_parsed") or record.get("authors"),
        categories=_words(record.get("categories")),
        primary_category=_text(record, "primary_category"),
        published=_published(record),
        updated=_text(record, "update_date"),
        doi=_text(record, "doi"),
        journal=_text(record, "journal-ref", "journal_ref"),
        comment=_text(record, "comments", "comment"),
    )


def _unwrapped(value: object) -> Mapping[str, Any]:
    """The record in a value; daily lists of Hugging Face hold it as `paper` beside votes and comments."""
    if not isinstance(value, dict):
        return {}
    return value["paper"] if isinstance(value.get("paper"), dict) else value


def _is_record(record: Mapping[str, Any]) -> bool:
    return "title" in record and ("abstract" in record or "summary" in record) and _id(record) is not None


def _id(record: Mapping[str, Any]) -> str | None:
    """The identifier, wherever the record has it; Semantic Scholar keeps it among those of others."""
    others = record.get("externalIds")
    known = _text(others, "ArXiv") if isinstance(others, dict) else ""
    names = (_text(record, name) for name in ("id", "arxiv_id", "arxivId", "entry_id"))
    return next(filter(None, map(arxiv_id, filter(None, (*names, known)))), None)


def _text(record: Mapping[str, Any], *names: str) -> str:
    """The first text that is not empty under any of the names, else an empty one."""
    return next((value for name in names if isinstance(value := record.get(name), str) and value), "")


def _words(value: object) -> list[str]:
    """A list of codes, or one string of them: `"cs.LG cs.CL"`."""
    if isinstance(value, str):
        return value.replace(",", " ").split()
    # Very old snapshots hold a list with one string of several codes.
    return (
        [word for one in value if isinstance(one, str) for word in one.split()]
        if isinstance(value, list)
        else []
    )


def _published(record: Mapping[str, Any]) -> str | None:
    """The ISO date of the first version, or else when the record was first seen."""
    versions = record.get("versions")
    first = versions[0] if isinstance(versions, list) and versions else None
    created = first.get("created") if isinstance(first, dict) else None
    named = (record.get(name) for name in _DATES)
    return next((at[:10] for value in (created, *named) if (at := iso_time(value))), None)
