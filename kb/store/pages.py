"""Records straight from the pages of a SQLite file, whatever became of the trees that hold them together.

The format: https://sqlite.org/fileformat2.html. Nothing is written, and no byte is trusted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

Value = int | float | str | bytes | None

_MAGIC = b"SQLite format 3\0"
_PAGE_SIZE = 4096
"""What every Jomo wrote: SQLite's default."""
_INDEX_INTERIOR, TABLE_INTERIOR, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
_LOG_HEADER, _FRAME_HEADER = 32, 24
"""Bytes, as "The WAL-File Format" of SQLite's documentation says."""
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial types of integers, and their bytes."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table or an entry of an index (then without rowid). Of one that is not `whole` the end is
    missing, or a text in it is damaged."""

    rowid: int | None
    values: tuple[Value, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """The pages that a root leads to; `sound` where none of them was unreadable."""

    pages: tuple[int, ...]
    sound: bool


class Pages:
    """The pages of a database file as a reader of it would see them: with what its log holds, as far as that
    is whole."""

    def __init__(self, data: bytes, log: bytes = b"") -> None:
        self._data = data
        self.size = _page_size(data)
        self._newer = _committed(log, self.size)
        self.count = max([-(-len(data) // self.size), *self._newer])

    @property
    def schema_version(self) -> int | None:
        """The number of the schema, if the file's header can be believed."""
        head = self._page(1)
        return int.from_bytes(head[60:64]) if head.startswith(_MAGIC) else None

    def _page(self, number: int) -> bytes:
        """A page's bytes, filled up with zeros where the file ends within it."""
        page = self._newer.get(number) or self._data[(number - 1) * self.size : number * self.size]
        return page.ljust(self.size, b"\0")

    def kind(self, number: int) -> int:
        """The type of a tree's page, the first byte behind the file's header."""
        return self._page(number)[100 if number == 1 else 0]

    def walk(self, root: int) -> Tree:
        """The leaves and inner pages of a tree."""
        sound, reached, waiting = True, dict[int, None](), [root]
        while waiting:
            number = waiting.pop()
            if not 0 < number <= self.count or number in reached:
                sound = False
                continue
            kind = self.kind(number)
            if kind not in (_INDEX_INTERIOR, TABLE_INTERIOR, INDEX_LEAF, TABLE_LEAF):
                sound = False
                continue
            reached[number] = None
            if kind in (_INDEX_INTERIOR, TABLE_INTERIOR):
                waiting += self._children(number)
        return Tree(tuple(reached), sound)

    def _children(self, number: int) -> list[int]:
        page, start = self._page(number), 100 if number == 1 else 0
        cells = [int.from_bytes(page[at : at + 4]) for at in _cells(page, start, inner=True)]
        return [*cells, int.from_bytes(page[start + 8 : start + 12])]

    def unused(self) -> set[int]:
        """The pages on the list of free ones; what lies there was deleted."""
        numbers: set[int] = set()
        trunk = int.from_bytes(self._page(1)[32:36])
        while 0 < trunk <= self.count and trunk not in numbers:
            numbers.add(trunk)
            page = self._page(trunk)
            many = min(int.from_bytes(page[4:8]), self.size // 4 - 2)
            numbers |= {int.from_bytes(page[8 + 4 * n : 12 + 4 * n]) for n in range(many)}
            trunk = int.from_bytes(page[:4])
        return numbers

    def records(self, number: int) -> Iterator[Record | None]:
        """The records of a page, None for each that makes no sense."""
        page, start = self._page(number), 100 if number == 1 else 0
        kind = page[start]
        if kind not in (_INDEX_INTERIOR, INDEX_LEAF, TABLE_LEAF):
            return
        for at in _cells(page, start, inner=kind == _INDEX_INTERIOR):
            try:
                yield self._record(page, at + 4 if kind == _INDEX_INTERIOR else at, kind == TABLE_LEAF)
            except (IndexError, ValueError, struct.error):
                yield None

    def _record(self, page: bytes, at: int, of_table: bool) -> Record:
        length, at = _varint(page, at)
        rowid = None
        if of_table:
            rowid, at = _varint(page, at)
        # How much of a long record lies on the page itself.
        most = self.size - 35 if of_table else (self.size - 12) * 64 // 255 - 23
        local = length
        if length > most:
            least = (self.size - 12) * 32 // 255 - 23
            local = least + (length - least) % (self.size - 4)
            local = local if local <= most else least
        if at + local > len(page):
            raise ValueError("the record ends outside its page")
        payload = page[at : at + local]
        if length > local:
            payload += self._overflow(int.from_bytes(page[at + local : at + local + 4]), length - local)
        values, whole = _values(payload)
        return Record(_signed(rowid) if rowid is not None else None, values, whole and len(payload) == length)

    def _overflow(self, number: int, wanted: int) -> bytes:
        """The rest of a long record from the chain of its pages, or what of it there is."""
        parts: list[bytes] = []
        seen: set[int] = set()
        while wanted > 0 and 0 < number <= self.count and number not in seen:
            seen.add(number)
            page = self._page(number)
            parts.append(page[4 : 4 + wanted])
            wanted -= len(parts[-1])
            number = int.from_bytes(page[:4])
        return b"".join(parts)


def _page_size(data: bytes) -> int:
    """As the header says, where its number of pages agrees with the file; else what every Jomo wrote, unless
    the other size makes much more sense of the pages."""
    said = int.from_bytes(data[16:18])
    said = 65_536 if said == 1 else said
    if said == _PAGE_SIZE or said < 512 or said & (said - 1):
        return _PAGE_SIZE
    if int.from_bytes(data[28:32]) * said == len(data):
        return said
    # Where pages are in truth twice as large, half of what is taken for their beginnings lies within them;
    # small differences are chance.
    return said if _sensible(data, said) > 1.5 * _sensible(data, _PAGE_SIZE) else _PAGE_SIZE


def _sensible(data: bytes, size: int) -> float:
    """The share of pages that begin as pages of trees do."""
    kinds = (_INDEX_INTERIOR, TABLE_INTERIOR, INDEX_LEAF, TABLE_LEAF)
    starts = [data[at] for at in range(size, len(data), size)]
    return sum(kind in kinds for kind in starts) / max(1, len(starts))


def _committed(log: bytes, size: int) -> dict[int, bytes]:
    """The pages that transactions in a write-ahead log ended with, up to where it is damaged."""
    done: dict[int, bytes] = {}
    if len(log) < _LOG_HEADER or int.from_bytes(log[8:12]) != size or log[:3] != b"\x37\x7f\x06":
        return done
    order = ">" if log[3] & 1 else "<"
    sums = _checksum(log[:24], (0, 0), order)
    if struct.pack(">2I", *sums) != log[24:32]:
        return done
    open_pages: dict[int, bytes] = {}
    for start in range(_LOG_HEADER, len(log) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size):
        head, page = log[start : start + _FRAME_HEADER], log[start + _FRAME_HEADER :][:size]
        sums = _checksum(head[:8] + page, sums, order)
        if head[8:16] != log[16:24] or struct.pack(">2I", *sums) != head[16:24]:
            break
        open_pages[int.from_bytes(head[:4])] = page
        if int.from_bytes(head[4:8]):
            done |= open_pages
            open_pages = {}
    return done


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for n in range(0, len(words), 2):
        first = (first + words[n] + second) & 0xFFFFFFFF
        second = (second + words[n + 1] + first) & 0xFFFFFFFF
    return first, second


def _cells(page: bytes, start: int, inner: bool) -> list[int]:
    """Where the cells of a page begin; those outside of it are left out."""
    many = int.from_bytes(page[start + 3 : start + 5])
    first = start + (12 if inner else 8)
    pointers = range(first, min(first + 2 * many, len(page) - 1), 2)
    places = [int.from_bytes(page[at : at + 2]) for at in pointers]
    return [place for place in places if first <= place < len(page)]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for n in range(8):
        byte = data[at + n]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    return value << 8 | data[at + 8], at + 9


def _signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value


def _values(payload: bytes) -> tuple[tuple[Value, ...], bool]:
    """The values of a record, those at least that its bytes reach to; whether these are all and sound.

    :raises ValueError: it has no header that makes sense.
    """
    end, at = _varint(payload, 0)
    if end > len(payload) or end < 1:
        raise ValueError("a record without its header")
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    whole = True
    for kind in kinds:
        if kind in (10, 11):
            raise ValueError("a reserved type")
        size = _INTEGERS.get(kind, 8 if kind == 7 else (kind - 12) // 2 if kind >= 12 else 0)
        part = payload[end : end + size]
        end += size
        if len(part) < size and (kind < 12 or not part):
            return tuple(values), False
        if kind >= 13 and kind % 2:
            text = part.decode("utf-8", "ignore")
            # No text of a library holds a NUL: a page of zeros is none of it.
            whole = whole and len(part) == size and len(text.encode()) == size and "\0" not in text
            values.append(text)
        elif kind >= 12:
            whole = whole and len(part) == size
            values.append(part)
        elif kind == 7:
            values.append(struct.unpack(">d", part)[0])
        else:
            values.append(None if kind == 0 else kind - 8 if kind >= 8 else int.from_bytes(part, signed=True))
    return tuple(values), whole
