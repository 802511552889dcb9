"""Originals in the browser: a PDF is read, searched and marked in the page; a saved page is opened without
its scripts; what is gone is told."""

from __future__ import annotations

import struct
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.library import Library
from kb.settings import Settings
from tests.browser.conftest import PATIENCE_MS
from tests.browser.waiting import at_rest
from tests.conftest import StemEncoder
from tests.importers.pdf.making import Drawn, paragraph, pdf_bytes

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


LIT = (
    """words => [...(CSS.highlights.get("jomo-marked") ?? [])].some((range) => `${range}`.includes(words))"""
)


def lit(words: str) -> str:
    """Words as they are lit: from their first letter to their last."""
    return words.rstrip(".,")


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Waits for what the browser tells of reading."""
    for _ in range(PATIENCE_MS // 200):
        if holds():
            return
        page.wait_for_timeout(200)
    pytest.fail("what is waited for never came")


SELECTED = """node => {
  const range = document.createRange()
  range.selectNodeContents(node)
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""


@dataclass(frozen=True)
class Shelf:
    """A running app with a PDF, a scan of one page, a saved page and a PDF that is gone, each with its key;
    and their digests."""

    app: str
    home: Path
    pdf: str
    scan: str
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
        ("scan.pdf", pdf_bytes([[]], image=True)),
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
        yield Shelf(app, home, keys["kernels.pdf"], keys["scan.pdf"], keys["lost.pdf"], digests)


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
    expect(page.get_by_placeholder("Find in this PDF")).to_be_in_viewport()
    page.get_by_placeholder("Find in this PDF").fill("")
    page.locator(".jp-page").fill("2")
    page.locator(".jp-page").press("Enter")
    expect(line).to_be_in_viewport()
    line.evaluate(SELECTED)
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
    until(page, lambda: (at := library.reading.places([item]).get(item.id)) is not None and at.share == 1)
    library.close()


def test_what_is_noted_in_a_pdf_is_come_back_to_found_and_mirrored_both_ways(
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
    tmp_path: Path,
    page: Page,
) -> None:
    home, vault = make_home("noted", sampled=False), tmp_path / "vault"
    (tmp_path / "kernels.pdf").write_bytes(PDF)
    library = Library(Settings(home=home, network=False), encoder=StemEncoder())
    [item] = library.intake.add([str(tmp_path / "kernels.pdf")]).touched
    with serve(home) as app:
        page.goto(f"{app}/search")
        page.get_by_role("link", name=item.title).click()
        expect(page.get_by_role("radio", name="Original")).to_be_visible()
        at_rest(page)
        page.get_by_role("radio", name="Original").click()
        last = page.locator(".textLayer span", has_text="Further work concerns the backward pass")
        expect(page.locator(".jp-count")).to_have_text("of 3")
        page.locator(".jp-page").fill("3")
        page.locator(".jp-page").press("Enter")
        expect(last).to_be_in_viewport(timeout=PATIENCE_MS)
        last.evaluate(SELECTED)
        page.get_by_role("button", name="Highlight", exact=True).click()
        marked = page.locator(".st-key-own-notes blockquote")
        expect(marked).to_have_text([PAGES[2][0]])
        # What it is about stays lit while the note is written, and is lit as a mark afterwards.
        page.locator(".textLayer span", has_text="which stores what").evaluate(SELECTED)
        page.locator(".jomo-offer [data-do=note]").click()
        page.wait_for_function("CSS.highlights.has('jomo-noting')")
        page.get_by_label("Your note").fill("Ours recomputes the gradients instead")
        page.get_by_label("Your note").press("Control+Enter")
        expect(page.locator(".st-key-own-notes")).to_contain_text("Ours recomputes the gradients instead")
        page.wait_for_function(LIT, arg=lit(PAGES[2][1]))
        assert {(one.quote, one.note, one.place) for _, one in library.notes.of_item(item.key)} == {
            (PAGES[2][0], "", "p. 3"),
            (PAGES[2][1], "Ours recomputes the gradients instead", "p. 3"),
        }
        until(page, lambda: library.reading.places([item]).get(item.id) is not None)
        # Elsewhere and back: in a tab that knows nothing of the visit, at the place, with both marks.
        page.evaluate("[localStorage, sessionStorage].forEach(kept => kept.clear())")
        page.goto(f"{app}/search?q=note%3Agradients")
        page.get_by_role("link", name=item.title).click()
        page.get_by_role("radio", name="Original").click()
        expect(last).to_be_in_viewport(timeout=PATIENCE_MS)
        for words in PAGES[2]:
            page.wait_for_function(LIT, arg=lit(words))

        def mirrored() -> str:
            page.goto(f"{app}/notes")
            page.get_by_role("button", name="Mirror", exact=True).click()
            folder = page.get_by_role("textbox", name="Folder")
            folder.fill(str(vault))
            folder.press("Enter")
            ended = library.work.ended()
            page.get_by_role("button", name="Mirror now").click()
            until(page, lambda: library.work.ended() > ended)
            expect(page.get_by_text("unchanged in")).to_be_attached()
            [note] = vault.glob("*.md")
            return note.read_text(encoding="utf-8")

        first = mirrored()
        for words in (*PAGES[2], "Ours recomputes the gradients instead"):
            assert words in first
        [note] = vault.glob("*.md")
        note.write_text(f"{first}\nWhat I wrote in the vault.\n", encoding="utf-8")
        library.notes.add(item.key, "And one more")
        again = mirrored()
        assert again.endswith("\nWhat I wrote in the vault.\n") and "And one more" in again
        for words in (*PAGES[2], "Ours recomputes the gradients instead"):
            assert words in again
        assert len(library.notes.of_item(item.key)) == 3
    library.close()


def test_a_short_pdf_moves_nothing_around_it(shelf: Shelf, page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{shelf.app}/item?key={shelf.scan}&page=1")
    expect(page.locator(".jomo-pdf[data-state=open] .page canvas")).to_be_attached(timeout=PATIENCE_MS)
    expect(page.get_by_text("no text could be read")).to_be_in_viewport()
    at_rest(page)
    page.locator(".jp-page").fill("1")
    page.locator(".jp-page").press("Enter")
    page.wait_for_timeout(500)
    expect(page.get_by_role("heading", name="scan", exact=True)).to_be_in_viewport()


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


def test_a_saved_page_shows_the_pictures_that_lay_beside_it(
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
    tmp_path: Path,
    browser: Browser,
) -> None:
    home = make_home("pictured", sampled=False)
    # 40 by 30 pixels, and as large as one that is kept: what follows the last chunk no browser reads.
    size = struct.pack(">IIBBBBB", 40, 30, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(bytes(30 * 41))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))
        for name, held in parts
    )
    (tmp_path / "page_files").mkdir()
    picture = b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + bytes(5_000)
    (tmp_path / "page_files" / "figure 1.png").write_bytes(picture)
    shown = b'<img src="page_files/figure%201.png"></article>'
    (tmp_path / "page.html").write_bytes(PAGE.replace(b"</article>", shown))
    library = Library(Settings(home=home, network=False), encoder=StemEncoder())
    [item] = library.intake.add([str(tmp_path / "page.html")]).touched
    library.close()
    with serve(home) as app, browser.new_page() as page:
        page.goto(f"{app}/item?key={quote(item.key)}")
        opened = page.get_by_role("link", name="Open the saved page").get_attribute("href")
        page.goto(f"{app}{opened}" if str(opened).startswith("/") else str(opened))
        widths = page.locator("img").evaluate_all("images => images.map(one => one.naturalWidth)")
        assert widths == [40]
