"""Web archives: the pages that were answered whole, however packed; what breaks off keeps the rest."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from kb.importers.archives import warc
from tests.importers.exports.reading import told

WORDS = "Words on caches and on what they keep for as long as it takes. " * 8
SHOP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>Buy</body></html>"
FIXTURE = Path(__file__).parents[1] / "exports" / "fixtures_kept" / "pages.warc"


def page(title: str) -> bytes:
    article = f"<article><h1>{title}</h1><p>{WORDS}</p></article>"
    return f"<html><head><title>{title}</title></head><body>{article}</body></html>".encode()


def answer(
    body: bytes, *fields: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
) -> bytes:
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {kind}", *fields))
    return f"{head}\r\n\r\n".encode() + body


def record(url: str, body: bytes, sort: str = "response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {sort}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-01T10:00:00Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def chunked(body: bytes) -> bytes:
    return b"%x\r\n" % 10 + body[:10] + b"\r\n%x\r\n" % (len(body) - 10) + body[10:] + b"\r\n0\r\n\r\n"


RECORDS = (
    record("", b"software: one\r\n", "warcinfo"),
    record("https://example.org/one", b"GET /one HTTP/1.1\r\n\r\n", "request"),
    record("https://example.org/one", answer(page("One"))),
    record("<https://example.org/two>", answer(chunked(page("Two")), "Transfer-Encoding: chunked")),
    record("https://example.org/three", answer(gzip.compress(page("Three")), "Content-Encoding: gzip")),
    record("https://example.org/gone", answer(page("Gone"), status="404 Not Found")),
    record("https://example.org/one.png", answer(b"\x89PNG", kind="image/png")),
    record("https://example.org/shop", SHOP),
)


def written(tmp_path: Path, records: Sequence[bytes], *, packed: bool) -> Path:
    place = tmp_path / ("kept.warc.gz" if packed else "kept.warc")
    place.write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    return place


@pytest.mark.parametrize("packed", [False, True])
def test_pages_that_were_answered_come_in_each_by_its_address(
    packed: bool, tmp_path: Path, cache: Path
) -> None:
    found, reasons = told(written(tmp_path, RECORDS, packed=packed), cache)
    assert [(one.key, one.title, one.saved_at) for one in found] == [
        (f"url:https://example.org/{name.lower()}", name, "2024-03-01T10:00:00+00:00")
        for name in ("One", "Two", "Three")
    ]
    assert all(one.text.strip() == WORDS.strip() for one in found)
    assert not any(alias.startswith(("path:", "file:")) for one in found for alias in one.aliases)
    assert reasons == ["pages without an article's text: 1; left out"]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_breaks_off_keeps_what_came_before(packed: bool, tmp_path: Path, cache: Path) -> None:
    place = written(tmp_path, RECORDS[:4], packed=packed)
    place.write_bytes(place.read_bytes()[:-100])
    found, _ = told(place, cache)
    assert found[0].title == "One"


def test_no_more_of_an_archive_is_read_than_a_limit(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc, "_MOST_BYTES", 2_000_000)
    large = record("https://example.org/large", answer(b" " * 3_000_000, kind="image/png"))
    found, reasons = told(written(tmp_path, [RECORDS[2], large, RECORDS[3]], packed=True), cache)
    assert [one.title for one in found] == ["One"]
    assert reasons == ["kept.warc.gz unfolds to more than 1 MB; what follows was not read"]


def test_the_same_archive_twice_gives_the_same(tmp_path: Path, cache: Path) -> None:
    copy = Path(shutil.copy(FIXTURE, tmp_path))
    assert told(copy, cache) == told(copy, cache)
    assert len(told(copy, cache)[0]) == 1


def test_what_cannot_be_unpacked_is_named_and_no_text(tmp_path: Path, cache: Path) -> None:
    brotli = b"\x8b\x05\x80Words\x03"
    records = (
        record("https://example.org/br", answer(brotli, "Content-Encoding: br")),
        record("https://example.org/two", answer(brotli, "Content-Encoding: BR")),
        record("https://example.org/both", answer(gzip.compress(brotli), "Content-Encoding: br, gzip")),
        record(
            "https://example.org/torn", answer(gzip.compress(page("Torn"))[:60], "Content-Encoding: gzip")
        ),
        record("https://example.org/old", answer(gzip.compress(page("Old")), "Content-Encoding: x-gzip")),
        # Kept unpacked, under the header of what was packed.
        record("https://example.org/plain", answer(b"\n" + page("Plain"), "Content-Encoding: br")),
        record("https://example.org/bare", answer(page("Bare"), "Content-Encoding: gzip")),
    )
    found, reasons = told(written(tmp_path, records, packed=True), cache)
    assert [one.title for one in found] == ["Old", "Plain", "Bare"]
    assert reasons == [
        "2 pages not read: The answer is packed as 'br'; save the page yourself and add the file",
        "1 page not read: The answer is packed as 'br, gzip'; save the page yourself and add the file",
        "1 page not read: The answer came damaged; try again later",
    ]


def test_a_wacz_is_the_archives_in_it(tmp_path: Path, cache: Path) -> None:
    place = tmp_path / "kept.wacz"
    with zipfile.ZipFile(place, "w") as packed:
        packed.writestr("archive/data.warc.gz", gzip.compress(record("https://e.org/1", answer(page("One")))))
        packed.writestr("indexes/index.cdx.gz", gzip.compress(b"org,e)/1 20240301100000 {}\n"))
        packed.writestr(
            "pages/pages.jsonl",
            '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n'
            '{"id": "1", "url": "https://e.org/1", "title": "One", "ts": "2024-03-01T10:00:00Z"}\n',
        )
        packed.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1"}')
        packed.writestr("datapackage-digest.json", '{"path": "datapackage.json"}')
    (one,), reasons = told(place, cache)
    assert (one.key, one.title, one.saved_at, reasons) == (
        "url:https://e.org/1", "One", "2024-03-01T10:00:00+00:00", [],
    )  # fmt: skip
