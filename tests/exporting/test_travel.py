"""A travel pack: texts and notes in one file that asks for nothing, as a page and as a book."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.catalogue import RUSSIAN, speaking
from kb.errors import JomoError
from kb.exporting.epub import epub
from kb.exporting.prose import prose
from kb.exporting.travel import PackForm, fitting, pack, page
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Annotation, Document, ItemDetail, Kind, Turn
from tests.conftest import Command

MADE_AT = "2026-11-29T08:00:00+00:00"
XHTML = "{http://www.w3.org/1999/xhtml}"
WORKS = [
    Document(
        "post:x/1", Kind.POST, "Тревога & <покой>",
        "# Начало\n\nПро *внимание*: [статья](https://example.org/a?b=1&c=2), "
        "[здесь](/assets/here), ![схема](https://example.org/plot.png).\n\n<script>alert(1)</script>\n\n"
        "| a | b |\n|---|--:|\n| 1 | ~~2~~ |\n",
        url="https://t.me/x/1", source="@x", published="2026-01-02",
    ),
    Document(
        "arxiv:2601.00001", Kind.PAPER, "Of boats", summary="An abstract.", url="https://arxiv.org/abs/2601.00001",
        authors=tuple(f"Author {n}" for n in range(9)),
        annotations=(Annotation("words <marked>", "Mine: **keep**"), Annotation(note="Second")),
    ),
    Document(
        "chat:1", Kind.CHAT, "A talk", turns=(Turn("me", "What is `x`?"), Turn("", "A letter.\x0b")),
    ),
]  # fmt: skip


@pytest.fixture
def details(library: Library) -> list[ItemDetail]:
    ingest(library.store, WORKS)
    return [library.items.get(work.key) for work in WORKS]


def test_a_pack_in_russian_says_so(details: list[ItemDetail]) -> None:
    with speaking(RUSSIAN):
        said = page(pack(details, MADE_AT)).replace("\u00a0", " ")
    assert '<html lang="ru">' in said and "<h1>В дорогу, 2026-11-29</h1>" in said
    assert "3 материала, около " in said and "Author 4 и ещё 4" in said
    assert "Ваши заметки" in said and ">Содержание</a>" in said and "неизвестно кто" in said


def book(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.infolist()[0].filename == "mimetype"
        assert opened.infolist()[0].compress_type == zipfile.ZIP_STORED
        return {name: opened.read(name) for name in opened.namelist()}


def test_a_book_is_whole_and_each_of_its_files_is_xml(details: list[ItemDetail]) -> None:
    data = epub(pack(details, MADE_AT))
    files = book(data)
    assert files["mimetype"] == b"application/epub+zip"
    parsed = {
        name: ElementTree.fromstring(text)
        for name, text in files.items()
        if name.endswith(("xml", "xhtml", "opf"))
    }
    listed = {one.get("href") for one in parsed["book/book.opf"].iter("{http://www.idpf.org/2007/opf}item")}
    assert {f"book/{name}" for name in listed} | {
        "mimetype",
        "META-INF/container.xml",
        "book/book.opf",
    } == set(files)
    links = [one.get("href") for one in parsed["book/contents.xhtml"].iter(f"{XHTML}a")]
    assert links == ["c1.xhtml", "c2.xhtml", "c3.xhtml"]
    first = parsed["book/c1.xhtml"]
    assert first.get("lang") == "ru"
    assert [one.get("href") for one in first.iter(f"{XHTML}a")] == [
        "https://t.me/x/1",
        "https://example.org/a?b=1&c=2",
    ]
    assert epub(pack(details, MADE_AT)) == data


def test_texts_and_own_notes_are_in_it_and_nothing_is_asked_for(details: list[ItemDetail]) -> None:
    made = page(pack(details, MADE_AT))
    for said in (
        "Тревога &amp; &lt;покой&gt;", "<em>внимание</em>", "схема", "An abstract.", "words &lt;marked&gt;",
        "Mine: <strong>keep</strong>", "Author 4 and 4 more", "What is <code>x</code>?",
    ):  # fmt: skip
        assert said in made
    for loads in ("<script", "<img", "src=", "plot.png", 'href="/assets', "url("):
        assert loads not in made
    assert made.count('<article id="c') == 3


def test_links_of_notes_lead_to_the_web_or_are_words(library: Library) -> None:
    note = "See [[Of boats]], [[arxiv:2601.00001|that]], [[A talk|the *talk*]] and [[Nobody's note|another]]."
    ingest(
        library.store, [*WORKS, Document("note:1", Kind.NOTE, "Mine", annotations=(Annotation(note=note),))]
    )
    made = library.items.packed(["note:1"], PackForm.HTML).decode()
    boats = '<a href="https://arxiv.org/abs/2601.00001">'
    assert f"See {boats}Of boats</a>, {boats}that</a>, the *talk* and another." in made


@given(st.text(alphabet=st.characters(codec="utf-8")) | st.text("#*_`[]()!<>&|-~:\\\n \t\"'ab1."))
def test_whatever_was_written_becomes_whole_xml_without_anything_to_load(text: str) -> None:
    made = ElementTree.fromstring(f"<div>{prose(text)}</div>")
    assert not [one for one in made.iter() if one.tag in ("img", "script", "iframe", "style")]
    assert all(link.get("href", "").startswith("http") for link in made.iter("a"))


def test_what_fits_into_the_time_is_packed(details: list[ItemDetail]) -> None:
    items = [detail.item for detail in details]
    assert fitting(items, 1) == items[:1]
    assert fitting(items, 60) == items
    assert fitting([], 60) == []


def test_an_empty_pack_is_refused(library: Library) -> None:
    with pytest.raises(JomoError, match="nothing to pack"):
        library.items.packed([], PackForm.HTML)


def test_the_command_packs_what_is_not_needed_or_what_is_chosen(
    kb_on: Callable[[Path], Command], tmp_path: Path
) -> None:
    kb = kb_on(tmp_path / "home")
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"# Note {name}\n\nOf boats.", encoding="utf-8")
    kb("add", str(tmp_path / "one.md"), "--no-embed", "--zone", "no-need-but-interesting")
    [two] = kb("add", str(tmp_path / "two.md"), "--no-embed", "--json").json["items"]
    out = tmp_path / "train.epub"
    packed = kb("travel", str(out), "--json").json
    assert packed["path"] == str(out) and len(packed["keys"]) == 1
    assert "Note one" in book(out.read_bytes())["book/c1.xhtml"].decode()
    kb("travel", str(tmp_path / "train.html"), "--key", two["key"])
    assert "Note two" in (tmp_path / "train.html").read_text(encoding="utf-8")
    refused = kb("travel", str(tmp_path / "train.pdf"))
    assert refused.status == 2 and ".epub or .html" in refused.err
    nothing = kb("travel", str(out), "--zone", "must-have")
    assert nothing.status == 2 and "unread in no-need-but-interesting" in nothing.err


def test_a_number_that_begins_no_list_stays_one() -> None:
    assert prose("2. Auflage") == "<p>2. Auflage</p>\n"
