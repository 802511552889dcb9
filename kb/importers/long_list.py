"""Exports in JSON that are one list of records and too large to be held: some hundred are read at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import ijson

from kb.catalogue import _, noted
from kb.importers.files import MAX_RECORDS_BYTES, beginning, local_path
from kb.importers.json_events import located, why_broken
from kb.importers.protocol import ImportContext
from kb.importers.records import JsonFormat, link_documents
from kb.types import Document, Failure

_AT_ONCE = 200
"""Records: the largest are whole talks and pages of some hundred kilobytes."""
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class LongListImporter:
    """A list larger than files of records may be, in one of `formats`, told by its first record."""

    formats: tuple[JsonFormat, ...]
    name: str = noted("long list (JSON)")

    def match(self, spec: str) -> bool:
        """Whether a file is such a list."""
        path = local_path(spec)
        return path is not None and self._format(path) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """What the format gives of the records; where the file breaks off, those before, and a failure."""
        path = local_path(spec) or Path(spec)
        if (found := self._format(path)) is None:
            return
        context.recognised(found.name)
        records = _Records(path)
        links = (link for some in records.some() for link in found.links(some))
        yield from link_documents(path.name, "record", links, found.program)
        if records.broken:
            told = _("{file} breaks off ({why}); export it again", file=path.name, why=records.broken)
            yield Failure(path.name, told)

    def _format(self, path: Path) -> JsonFormat | None:
        large = path.is_file() and path.stat().st_size > MAX_RECORDS_BYTES
        if not large or beginning(str(path)).removeprefix(_MARK).lstrip()[:1] != b"[":
            return None
        first = list(islice(_Records(path).each(), 1))
        return next((one for one in self.formats if first and one.fits(first)), None)


@dataclass(slots=True)
class _Records:
    """The records of a file; `broken` says why there were no more, where it broke off."""

    path: Path
    broken: str = field(default="", init=False)

    def some(self) -> Iterator[list[Any]]:
        each = self.each()
        while batch := list(islice(each, _AT_ONCE)):
            yield batch

    def each(self) -> Iterator[Any]:
        with self.path.open("rb") as file:
            if file.read(len(_MARK)) != _MARK:
                file.seek(0)
            try:
                yield from ijson.items(located(file), "item")
            except ijson.JSONError as error:
                self.broken = why_broken(error)
