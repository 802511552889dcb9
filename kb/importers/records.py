"""Exports that are one table or one JSON value: what a format need say of itself, and reading any of them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from kb.catalogue import _, noted
from kb.importers.boundary import attempted, place_in
from kb.importers.files import MAX_RECORDS_BYTES, any_text_file, local_path, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import SavedLink, saved
from kb.types import Document, Failure, Skipped

Row = Mapping[str, str]
"""A row of a table by its columns' names in lower case; columns that are not there are empty."""
_LOOKED_AT = 4_000
"""Characters of a file in which its form shows: a header, or the first record of a list."""
_MOZ_LZ4 = b"mozLz40\0"
"""How Firefox begins what it packs (mozilla-central, lz4.sys.mjs)."""
_SCRIPT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*window\.YTD\.\w+\.part\d+\s*=\s*")
"""How X's archive begins a file of records: as a script that sets them."""
_SEPARATORS = ",;\t"
"""What parts the columns: programs write commas, a spreadsheet that saved the table anew the others."""
_NAMES_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""How Excel begins a table to tell what parts its columns."""
_NO_PAGE = re.compile(
    r"\s*(?:javascript|place|data|about|chrome|edge|moz-extension|chrome-extension|file):", re.IGNORECASE
)
"""Bookmarks that lead to no page: little programs, queries, the browser's own pages, files."""
_JSON = re.compile(r"\s*[\[{]\s*[\[{\"\]}\d]")
"""How JSON begins, and other notations with brackets do not."""
_BEGINNING = 64
"""Bytes in which a list or object begins; before it stand at most blanks."""
_SOMETHING = re.compile(r"\S")
csv.field_size_limit(MAX_RECORDS_BYTES)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that is not to be saved; `reason`, noted for the catalogue, ends the words `records that`. All
    of a reason are told together."""

    reason: str


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """`fits` tells the format from all others by the value of a whole file; `links` gives its records."""

    name: str
    program: str
    fits: Callable[[Any], bool]
    links: Callable[[Any], Iterable[SavedLink | LeftOut | Document]]

    def match(self, spec: str) -> bool:
        """Whether a file holds this format."""
        return (value := json_value(spec)) is not None and self.fits(value)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each record."""
        links = self.links(json_value(spec))
        return link_documents(Path(spec).name, "record", links, self.program)


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """A table with at least the columns `required` (lower case). `links` makes records of its rows."""

    name: str
    program: str
    required: frozenset[str]
    links: Callable[[Iterable[Row]], Iterable[SavedLink | LeftOut]]

    def match(self, spec: str) -> bool:
        """Whether a file is a table with these columns, whatever others there are and in whatever order."""
        return has_columns(spec, self.required)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row."""
        return link_documents(Path(spec).name, "row", self.links(rows(spec)), self.program)


def has_columns(spec: str, required: frozenset[str]) -> bool:
    """Whether a file is a table with these columns (lower case), whatever others there are."""
    file = any_text_file(spec)
    if file is None:
        return False
    header = next(cells_of(file.text[:_LOOKED_AT]), [])
    return required <= {_column(name) for name in header}


def rows(spec: str) -> Iterator[Row]:
    """The rows of a table; short rows are filled up, blank ones left out.

    :raises ImportRefused: the file is gone or no text.
    """
    file = required_text_file(spec)
    table = cells_of(file.text)
    names = [_column(name) for name in next(table, [])]
    for cells in table:
        if any(cells):
            yield {**dict.fromkeys(names, ""), **dict(zip(names, cells, strict=False))}


def cells_of(text: str) -> Iterator[list[str]]:
    """The cells of a table, its header first."""
    named = _NAMES_SEPARATOR.match(text)
    text = text[named.end() :] if named else text
    header = text.partition("\n")[0]
    separator = named[1] if named else max(_SEPARATORS, key=header.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _column(name: str) -> str:
    return re.sub(r"[\s_]+", " ", name.strip().lower())


def link_documents(
    file: str, unit: str, links: Iterable[SavedLink | LeftOut | Document], program: str
) -> Iterator[Document | Failure]:
    """A document or a failure for each link, and a failure where there is none; failures are named by file,
    unit and number. What is left out on purpose or leads to no page is counted by its reason."""
    number = 0
    left_out: Counter[str] = Counter()
    for number, link in enumerate(links, start=1):
        place = place_in(file, unit, number)
        if isinstance(link, Document):
            yield link
        elif isinstance(link, LeftOut):
            left_out[link.reason] += 1
        elif _NO_PAGE.match(link.address):
            left_out[noted("lead to no page of the web (scripts, queries, files)")] += 1
        else:
            yield attempted(place, partial(saved, link, program, place))
    several, none = _units(file, unit)
    for reason, count in left_out.items():
        yield Skipped(file, _("{units} that {reason}", units=several, reason=_(reason)), count)
    if not number:
        yield Failure(file, none)


def _units(file: str, unit: str) -> tuple[str, str]:
    """What several records of a file are called, and what is said where there is none."""
    match unit:
        case "row":
            return _("rows"), _("{file} holds no row that can be saved; check the export", file=file)
        case "bookmark":
            none = _("{file} holds no bookmark that can be saved; check the export", file=file)
            return _("bookmarks"), none
        case "post":
            return _("posts"), _("{file} holds no post that can be saved; check the export", file=file)
    return _("records"), _("{file} holds no record that can be saved; check the export", file=file)


def json_value(spec: str) -> Any:
    """The value of a file that is one list or object in JSON, else None."""
    path = local_path(spec)
    if path is None or not path.is_file():
        return None
    status = path.stat()
    return _parsed(path, status.st_mtime_ns, status.st_size) if status.st_size <= MAX_RECORDS_BYTES else None


def why_no_records(spec: str) -> str:
    """Why a file of JSON holds no records; empty where it may hold some."""
    file = any_text_file(spec)
    if file is None or not _JSON.match(file.text):
        return ""
    name = file.path.name
    try:
        return "" if _joined(file.text) else _("{file} holds an empty list; nothing to save", file=name)
    except json.JSONDecodeError as error:
        return _(
            "{file} looks like JSON, but breaks off or is damaged in line {line}; export it again",
            file=name,
            line=error.lineno,
        )
    except ValueError:
        return _("{file} looks like JSON, but breaks off or is damaged; export it again", file=name)
    except RecursionError:
        return _("{file} nests its lists without end; nothing was saved", file=name)


@lru_cache(maxsize=1)
def _parsed(path: Path, _modified_ns: int, _size: int) -> Any:
    """Each JSON format looks at a file in turn; it is parsed once."""
    data = _SCRIPT.sub(b"", _unpacked(path.read_bytes()), count=1)
    # Shells of Windows write what programs print in UTF-16.
    encoding = json.detect_encoding(data)
    if data[:_BEGINNING].decode(encoding, "ignore").lstrip()[:1] not in ("{", "["):
        return None
    try:
        return _joined(data.decode(encoding))
    except (ValueError, RecursionError):
        return None


def _unpacked(data: bytes) -> bytes:
    """What Firefox packed: a mark, the size in four bytes, a block of LZ4. Other data as they are."""
    if not data.startswith(_MOZ_LZ4):
        return data
    import lz4.block

    size = int.from_bytes(data[len(_MOZ_LZ4) : len(_MOZ_LZ4) + 4], "little")
    try:
        return lz4.block.decompress(data[len(_MOZ_LZ4) :]) if size <= MAX_RECORDS_BYTES else b""
    except (lz4.block.LZ4BlockError, ValueError, MemoryError):
        return b""


def _joined(text: str) -> Any:
    """The value of a text. Lists one after the other, a page of answers each, are one list, and so are
    objects, a line each.

    :raises ValueError: it is no JSON, or holds values of several kinds.
    """
    decoder = json.JSONDecoder()
    values: list[Any] = []
    at, end = 0, len(text.rstrip())
    while at < end or not values:
        begins = _SOMETHING.search(text, at)
        value, at = decoder.raw_decode(text, begins.start() if begins else at)
        values.append(value)
    if len(values) == 1:
        return values[0]
    if all(isinstance(value, list) for value in values):
        return [one for value in values for one in value]
    if all(isinstance(value, dict) for value in values):
        return values
    raise ValueError("values of several kinds")


def records(value: object, *required: str) -> bool:
    """Whether a value is a list whose first record has these names."""
    first = next((one for one in value if isinstance(one, dict)), None) if isinstance(value, list) else None
    return first is not None and all(name in first for name in required)


def objects(value: object) -> Iterator[dict[str, Any]]:
    """The records of a list; what is none comes as an empty one, so that it is counted and costs no other."""
    for one in value if isinstance(value, list) else ():
        yield one if isinstance(one, dict) else {}


def record_in(record: Mapping[Any, Any], name: str) -> dict[str, Any]:
    """The record that another holds under a name, an empty one where it holds none there."""
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def text_of(record: Mapping[str, Any], *names: str) -> str:
    """The first text under any of the names, else an empty one; numbers as they are written."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""
