"""Web archives of ISO 28500 (WARC), as wget, ArchiveBox, Heritrix and Browsertrix write them: the pages in
one that were answered whole; pictures, styles and scripts are passed over."""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from functools import partial
from http.client import HTTPException, HTTPResponse
from io import BytesIO
from pathlib import Path
from typing import IO, cast

from kb.catalogue import _, n_, noted
from kb.importers.archives.kept_article import kept_article, left_without_article
from kb.importers.boundary import attempted
from kb.importers.files import MAX_TEXT_BYTES, beginning, local_path
from kb.importers.html.address import SavedFrom
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import moment
from kb.types import Document, Failure
from kb.web.decoding import collected
from kb.web.errors import Refused, Unreachable

_BEGINS = b"WARC/1."
_GZIP = b"\x1f\x8b"
_HEADER_BYTES = 65_536
"""Of the head of a record; a dozen short fields stand in it."""
_LINE_BYTES = 8_192
"""Of a line of it: addresses are the longest, and servers take none that long."""
_AT_ONCE = 65_536
"""Bytes read at a time, so that what is passed over takes no memory."""
_MOST_BYTES = 1024**3
"""Unpacked bytes that are looked at in one archive: what a person saves has some hundred pages with all that
is on them, and no more unfolds than is read in some seconds."""
_PAGES = ("text/html", "application/xhtml+xml")
_WARC = "WARC"
_MARKUP = b"<"
"""How a page begins, and what is packed by gzip, zlib, brotli or zstd does not."""
_WHOLE = 200
"""The status of an answer that is the page itself (RFC 9110)."""


class WarcImporter:
    """The pages of one archive, packed or not."""

    name = noted("web archive (WARC)")

    def match(self, spec: str) -> bool:
        """Whether a file begins with a record, whatever it is called."""
        head = beginning(spec)
        if head.startswith(_GZIP):
            try:
                head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(_BEGINS))
            except zlib.error:
                return False
        return head.startswith(_BEGINS)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The article of each page; failures count pages without one and those that cannot be unpacked, and
        one tells where reading ended."""
        path = local_path(spec) or Path(spec)
        without = read = 0
        packed: Counter[str] = Counter()
        with _opened(path) as file:
            while read < _MOST_BYTES and (record := _next(file, _MOST_BYTES - read)) is not None:
                read += record.length
                try:
                    html = _html(record.body)
                except (Refused, Unreachable) as error:
                    packed[str(error)] += 1
                    continue
                if html is None:
                    continue
                written = SavedFrom(record.url, record.at)
                page = attempted(record.url, partial(kept_article, path, *html, written, _WARC))
                if page is None:
                    without += 1
                else:
                    yield page
        if without:
            yield left_without_article(path.name, without)
        for reason, count in packed.items():
            left = n_(
                "{count} page not read: {reason}", "{count} pages not read: {reason}", count, reason=reason
            )
            yield Failure(path.name, left)
        if read >= _MOST_BYTES:
            limit = _MOST_BYTES // 1024**2
            told = _(
                "{file} unfolds to more than {limit} MB; what follows was not read",
                file=path.name,
                limit=limit,
            )
            yield Failure(path.name, told)


@dataclass(frozen=True, slots=True)
class _Record:
    """An answer as it was kept: whose, when, and its bytes, none where it is no answer; `length` is how many
    bytes the record has in the archive."""

    url: str
    at: str | None
    body: bytes
    length: int


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        packed = file.read(len(_GZIP)) == _GZIP
    return cast(IO[bytes], gzip.open(path)) if packed else path.open("rb")


def _next(file: IO[bytes], most: int) -> _Record | None:
    """The next record, of which no more than `most` bytes are read; None at the end, or where an archive
    breaks off."""
    head = _head(file)
    fields = BytesParser(policy=HTTP).parsebytes(head.partition(b"\n")[2], headersonly=True)
    told = str(fields.get("Content-Length") or "")
    if not head or not told.isdecimal():
        return None
    length = min(int(told), most)
    wanted = fields.get("WARC-Type") == "response" and length <= MAX_TEXT_BYTES
    parts: list[bytes] = []
    left = length
    while left > 0 and (part := _read(file, min(left, _AT_ONCE))):
        left -= len(part)
        if wanted:
            parts.append(part)
    url = str(fields.get("WARC-Target-URI") or "").strip("<>")
    return _Record(url, moment(str(fields.get("WARC-Date") or "")), b"".join(parts), len(head) + length)


def _head(file: IO[bytes]) -> bytes:
    """The head of the next record; empty where there is none."""
    lines: list[bytes] = []
    size = 0
    while size < _HEADER_BYTES and (line := _read(file, _LINE_BYTES, line=True)):
        if line.strip():
            lines.append(line)
        elif lines:
            break
        size += len(line)
    return b"".join(lines) if lines and lines[0].startswith(_BEGINS) else b""


def _read(file: IO[bytes], size: int, *, line: bool = False) -> bytes:
    try:
        return file.readline(size) if line else file.read(size)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        # An archive that was being written when it was copied has no end.
        return b""


class _Kept:
    """What `HTTPResponse` asks of a connection: a file to read from."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, _mode: str) -> BytesIO:
        return BytesIO(self._data)


def _html(answer: bytes) -> tuple[bytes, str | None] | None:
    """The page that an answer is, with the charset it names; None of other files, and of what is no page but
    says where one is.

    :raises Refused: it is packed in a way that is not read, or too large.
    :raises Unreachable: what is packed is damaged.
    """
    response = HTTPResponse(_Kept(answer))  # type: ignore[arg-type]
    try:
        response.begin()
        if response.status != _WHOLE or response.headers.get_content_type() not in _PAGES:
            return None
        data = response.read()
    except (HTTPException, ValueError):
        return None
    coding = response.getheader("Content-Encoding", "").strip().lower()
    if not data.lstrip().startswith(_MARKUP):
        # Programs that keep a page unpacked leave what the server said of it.
        data = collected([data], coding, MAX_TEXT_BYTES)
    return data, response.headers.get_content_charset()
