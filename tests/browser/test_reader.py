"""Originals in the browser: a PDF is read, searched and marked in the page; a saved page is opened without
its scripts; what is gone is told."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kb.library import Library
from kb.settings import Settings
from tests.browser.conftest import PATIENCE_MS
from tests.conftest import StemEncoder
from tests.importers.test_pdf import Drawn, paragraph, pdf_bytes

PAGES = [
    ("Streams of tiles through fast memory", "win over clever schedules by a wide margin."),
    ("We measured the bandwidth of nine devices", "and found that caches hide most of it."),
    ("Further work concerns the backward pass,", "which stores what it could compute again."),
]
PDF = pdf_bytes(
    [
        [Drawn(f"Part {n} of a report on kernels", 17, 740), *paragraph(700, lines)]
        for n, lines in enumerate(PAGES, 1)
    ]
)
PAGE = (
    "<!doctype html><html><head><title>Kernels</title><script>document.title='run'</script></head>"
    "<body><article><h1>Kernels</h1>"
    + "".join(f"<p>{' '.join(lines)} That was on page {lines}.</p>" for lines in PAGES)
    + "</article></body></html>"
).encode()


@dataclass(frozen=True)
class Shelf:
    """A running app with a PDF, a saved page and a PDF that is gone, each with its key, and their digests."""

    app: str
    home: Path
    pdf: str
    gone: str
    digests: dict[str, str]


@pytest.fixture(scope="module")
def shelf(
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shelf]:
    home, mine = make_home("originals", sampled=False), tmp_path_factory.mktemp("mine")
    library = Library(Settings(home=home, network=False), encoder=StemEncoder())
    keys, digests = {}, {}
    for name, data in (
        ("kernels.pdf", PDF),
        ("kernels.html", PAGE),
        ("lost.pdf", PDF.replace(b"kernels", b"nothing")),
    ):
        (mine / name).write_bytes(data)
        [item] = library.intake.add([str(mine / name)]).touched
        [(one, path)] = library.originals.of_item(item.key)
        keys[name], digests[name] = item.key, one.sha256
    assert path is not None
    path.unlink()
    (mine / "lost.pdf").unlink()
    library.close()
    with serve(home) as app:
        yield Shelf(app, home, keys["kernels.pdf"], keys["lost.pdf"], digests)


def test_a_pdf_is_read_searched_and_marked_in_the_page(shelf: Shelf, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{shelf.app}/item?key={shelf.pdf}&page=2")
    second = page.locator(".jomo-pdf .page[data-page-number='2']")
    line = second.locator(".textLayer span", has_text="bandwidth of nine devices")
    expect(line).to_be_in_viewport(timeout=PATIENCE_MS)
    expect(page.locator(".jp-page")).to_have_value("2")
    assert "invert" in second.locator(".canvasWrapper").evaluate("node => getComputedStyle(node).filter")
    # Only what comes into sight is drawn, and what was is found again by its words.
    page.get_by_placeholder("Find in this PDF").fill("backward pass")
    expect(page.locator(".jp-found")).to_have_text("1 of 1")
    expect(page.locator(".textLayer .highlight.selected")).to_be_in_viewport()
    page.get_by_placeholder("Find in this PDF").fill("")
    page.locator(".jp-page").fill("2")
    page.locator(".jp-page").press("Enter")
    expect(line).to_be_in_viewport()
    line.evaluate(
        "node => { const range = document.createRange(); range.selectNodeContents(node);"
        " getSelection().removeAllRanges(); getSelection().addRange(range) }"
    )
    page.get_by_role("button", name="Highlight", exact=True).click()
    note = page.get_by_text("We measured the bandwidth of nine devices").and_(page.locator("blockquote p"))
    expect(note).to_be_visible(timeout=PATIENCE_MS)
    # Marked in the page, which is where it was.
    page.wait_for_function(
        "[...(CSS.highlights.get('jomo-marked') ?? [])].some(range => `${range}`.includes('nine devices'))"
    )
    expect(line).to_be_in_viewport()
    page.locator(".jp-scroll").evaluate("node => node.scrollTo(0, node.scrollHeight)")
    library = Library(Settings(home=shelf.home, network=False), encoder=StemEncoder())
    [(_, one)] = library.notes.of_item(shelf.pdf)
    assert (one.quote, one.place) == (PAGES[1][0], "p. 2")
    item = library.items.get(shelf.pdf).item
    for _ in range(PATIENCE_MS // 200):
        if (place := library.reading.places([item]).get(item.id)) and place.share == 1:
            break
        page.wait_for_timeout(200)
    else:
        pytest.fail("the end of the PDF was never reached")
    library.close()


def test_a_pdf_that_is_gone_says_where_it_was(shelf: Shelf, page: Page) -> None:
    page.goto(f"{shelf.app}/item?key={shelf.gone}")
    expect(page.get_by_text("lost.pdf is gone; it was read from")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".jomo-pdf")).to_have_count(0)


def answer(shelf: Shelf, name: str, headers: dict[str, str] | None = None) -> tuple[int, Message, bytes]:
    asked = urllib.request.Request(f"{shelf.app}/jomo/original/{name}", headers=headers or {})
    try:
        with urllib.request.urlopen(asked, timeout=60) as told:
            return told.status, told.headers, told.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def test_originals_are_answered_by_digest_and_a_saved_page_may_do_nothing(shelf: Shelf) -> None:
    status, headers, body = answer(shelf, shelf.digests["kernels.html"])
    assert (status, headers["Content-Type"], body) == (200, "text/html", PAGE)
    assert (
        headers["Content-Security-Policy"].startswith("sandbox")
        and headers["X-Content-Type-Options"] == "nosniff"
    )
    assert "allow-scripts" not in headers["Content-Security-Policy"]
    status, headers, body = answer(shelf, shelf.digests["kernels.pdf"], {"Range": "bytes=5-9"})
    assert (status, headers["Content-Type"], body) == (206, "application/pdf", PDF[5:10])
    for unknown in ("0" * 64, "jomo.sqlite", shelf.digests["lost.pdf"]):
        assert answer(shelf, unknown)[0] == 404
    assert answer(shelf, "..%2F..%2Fjomo.sqlite")[0] in (400, 404)
    assert (
        answer(
            shelf, shelf.digests["kernels.pdf"], {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
        )[0]
        == 403
    )
