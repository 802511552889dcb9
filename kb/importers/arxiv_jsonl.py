"""arXiv metadata as JSON lines: the public snapshot, and the daily lists with an `id` and an `abstract`."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from kb.errors import ImportRefused
from kb.importers.arxiv_paper import arxiv_paper
from kb.importers.files import local_path
from kb.importers.protocol import ImportContext
from kb.text.dates import iso_time
from kb.text.identity import arxiv_id
from kb.types import Document, Failure

_SUFFIXES = (".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz")
# A line longer than this is no metadata record; reading on would only fill the memory.
_MAX_LINE_BYTES = 4 * 1024 * 1024
_SHOWN = 60


class ArxivJsonlImporter:
    """A file with one arXiv record to a line, plain or gzipped. It is streamed, never held whole."""

    name = "arXiv metadata (JSON lines)"

    def match(self, spec: str) -> bool:
        path = local_path(spec)
        if path is None or not path.is_file() or not path.name.lower().endswith(_SUFFIXES):
            return False
        try:
            first = next((line for _, line in _lines(path) if line.strip()), b"")
            record = json.loads(first)
        except (OSError, EOFError, zlib.error, ValueError, RecursionError):
            return False
        return (
            isinstance(record, dict)
            and {"id", "title", "abstract"} <= record.keys()
            and _id(record) is not None
        )

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        path = local_path(spec)
        if path is None:
            raise ImportRefused(f"{spec} is gone; check the path")
        number = 0
        try:
            for number, line in _lines(path):
                if line.strip():
                    yield _document(line, f"{path.name} line {number}")
        except (OSError, EOFError, zlib.error):
            yield Failure(
                f"{path.name} line {number + 1}",
                "the file is cut short or damaged from here on; fetch it again, what came before is saved",
            )


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers from 1. What exceeds the limit of a line comes as a line of its own."""
    with _opened(path) as opened:
        number = 0
        while line := opened.readline(_MAX_LINE_BYTES):
            number += 1
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if path.name.lower().endswith(".gz") else path.open("rb")


def _document(line: bytes, place: str) -> Document | Failure:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        start = " ".join(line[:_SHOWN].decode("utf-8", errors="replace").split())
        return Failure(place, f"is not a JSON object, begins with: {start}")
    if not isinstance(record, dict):
        return Failure(place, "is not a JSON object; one record to a line is expected")
    identifier = _id(record)
    if identifier is None:
        return Failure(place, f"has no arXiv id (id: {str(record.get('id'))[:_SHOWN]!r})")
    if not _text(record, "title").strip():
        return Failure(place, f"has no title (id: {identifier})")
    return arxiv_paper(
        identifier,
        title=_text(record, "title"),
        abstract=_text(record, "abstract") or _text(record, "summary"),
        authors=_authors(record),
        categories=_words(record.get("categories")),
        primary_category=_text(record, "primary_category"),
        published=_published(record),
        updated=_text(record, "update_date"),
        doi=_text(record, "doi"),
        journal=_text(record, "journal-ref") or _text(record, "journal_ref"),
        comment=_text(record, "comments") or _text(record, "comment"),
    )


def _id(record: Mapping[str, Any]) -> str | None:
    return arxiv_id(_text(record, "id"))


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


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


def _authors(record: Mapping[str, Any]) -> list[str]:
    """Names in reading order. The snapshot's parsed form is (family, given, suffix, affiliation…)."""
    parsed = record.get("authors_parsed")
    if isinstance(parsed, list) and parsed:
        return [
            " ".join(filter(None, (*part[1:2], part[0], *part[2:3])))
            for part in parsed
            if isinstance(part, list) and part and all(isinstance(piece, str) for piece in part)
        ]
    authors = record.get("authors")
    if isinstance(authors, list):
        return [str(author) for author in authors]
    return [name for name in _text(record, "authors").replace(" and ", ", ").split(", ") if name]


def _published(record: Mapping[str, Any]) -> str | None:
    """The ISO date of the first version, or else when the record was first seen."""
    versions = record.get("versions")
    first = versions[0] if isinstance(versions, list) and versions else None
    created = first.get("created") if isinstance(first, dict) else None
    named = (record.get(name) for name in ("published", "first_seen", "created", "update_date"))
    return next((at[:10] for value in (created, *named) if (at := iso_time(value))), None)
