"""The page of an item: what is done in its bar, and the way it was come by."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from kb.importers.files import source_file
from kb.ingest.originals import Keeping
from kb.ingest.save import ingest
from kb.library import Library
from kb.triage.putting_off import Later
from kb.types import Document, Filters, Item, Kind, State, Verdict, Zone
from kb.ui.shell.escape import plain
from kb.ui.shell.trail import Trail
from tests.importers.pdf.making import pdf_bytes
from tests.pages import AppTest, visit
from tests.ui.test_pages import said

TOLD = "arxiv:2506.00200"
"""A paper of the sample that a post tells of and two lists of many mention."""


def test_the_bar_marks_judges_puts_off_and_cites(sampled: Library) -> None:
    [item] = sampled.items.select(Filters(zones=(Zone.MUST_HAVE,)), limit=1)
    app = visit("item", key=item.key)
    app.button(key="bar-read").click().run()
    assert sampled.items.get(item.key).item.state is State.READ
    app.button(key="bar-undo").click().run()
    assert sampled.items.get(item.key).item.state is item.state
    app.menu_button(key=f"bar-verdict-{item.id}").set_value(Verdict.DIRECT).run()
    assert sampled.items.get(item.key).item.verdict is Verdict.DIRECT
    app.menu_button(key=f"more-later-{item.id}").set_value(Later.TOMORROW).run()
    assert item.id in sampled.triage.snoozed()
    app.menu_button(key=f"bar-cite-{item.id}").set_value("bibtex").run()
    assert any(block.value.startswith("@") for block in app.code)
    assert not app.exception


def test_the_page_of_an_item_tells_its_source_whole(library: Library) -> None:
    source = "The programmer's library | programming, code and engineering"
    ingest(library.store, [Document("post:1", Kind.POST, "A post", "Some words.", source=source)])
    assert plain(source) in said(visit("item", key="post:1"))


def test_next_and_previous_are_those_of_the_list_that_has_the_item() -> None:
    trail = Trail("Today", {}, {"now": dict.fromkeys("abc"), "begun": dict.fromkeys("cd")})
    assert trail.around("a") == (None, "b")
    assert trail.around("c") == ("b", None)
    assert trail.around("d") == ("c", None)
    assert trail.around("x") == (None, None)
    assert trail.page == "pages/today.py"


def test_around_an_item_each_list_says_why(sampled: Library) -> None:
    app = visit("item", key=TOLD)
    mentions = sampled.items.get(TOLD).mentioned_by
    assert f"**Mentioned by** :gray[{len(mentions)}]" in said(app)
    assert "**Nearest of what you read**" in said(app) and "Tells the same in other words" in said(app)
    assert "**More like this**" in said(app)
    assert "Both speak of" in said(app) or "Alike in meaning" in said(app)


def test_a_paper_and_the_text_that_tells_of_it_are_read_side_by_side(sampled: Library) -> None:
    [teller] = sampled.retellings.other_sides(TOLD)
    app = visit("item", key=TOLD)
    assert not _shows(app, teller)
    app.button(key=f"beside-do-{teller.id}").click().run()
    assert app.query_params["beside"] == teller.key and _shows(app, teller)
    app.button(key=f"beside-do-{teller.id}").click().run()
    assert "beside" not in app.query_params and not _shows(app, teller)
    paper = sampled.items.get(TOLD).item
    assert sampled.retellings.other_sides(teller.key) == [paper]
    app = visit("item", key=teller.key, beside=TOLD)
    assert _shows(app, paper) and not app.exception


def _shows(app: AppTest, item: Item) -> bool:
    """Whether the text of an item is on the page."""
    return any(one.proto.id.endswith(f"-read-{item.id}") for one in app.get("bidi_component"))


def test_notes_on_others_that_link_here_are_listed(sampled: Library) -> None:
    other = sampled.retellings.other_sides(TOLD)[0]
    title = sampled.items.get(TOLD).item.title
    assert "In your notes on others" not in said(visit("item", key=TOLD))
    sampled.notes.add(other.key, f"Compare [[{title}]]")
    app = visit("item", key=TOLD)
    assert "**In your notes on others**" in said(app) and "1 in your notes" in said(app)
    [note] = [one.value for one in app.markdown if one.value.startswith("Compare")]
    assert note == f"Compare [{plain(title)}](/item?key={quote(TOLD, safe='')})"


@pytest.mark.parametrize(("words", "offered"), [(3, False), (300, True)])
def test_a_summary_is_offered_of_what_is_longer_than_one(library: Library, words: int, offered: bool) -> None:
    ingest(library.store, [Document("post:x/1", Kind.POST, "Of kernels", "kernel " * words)])
    assert ("A model of your choice may summarise this" in said(visit("item", key="post:x/1"))) == offered


def test_pictures_of_a_page_are_folded_and_those_of_a_post_stand_open(
    library: Library, tmp_path: Path
) -> None:
    page, picture = tmp_path / "page.html", tmp_path / "a.png"
    page.write_text("<p>A page.</p>")
    picture.write_bytes(b"a picture")
    keeping = Keeping(library.home, (), 10**6)
    files = [keeping.keep(source_file(page, "text/html")), keeping.keep(source_file(picture, "image/png"))]
    for key, kind, of in (("post:x/1", Kind.POST, files[1:]), ("file:1", Kind.ARTICLE, files)):
        ingest(library.store, [Document(key, kind, "Of kernels", "Words.", originals=tuple(of))])
    folded, opened = visit("item", key="file:1"), visit("item", key="post:x/1")
    assert "1 picture" in [one.label for one in folded.expander] and not folded.exception
    assert "1 picture" not in [one.label for one in opened.expander] and not opened.exception
    for shown in (folded, opened):
        assert any(files[1].sha256 in str(one.proto) for one in shown.get("html"))


def test_a_work_without_an_abstract_is_not_said_to_have_one(library: Library, tmp_path: Path) -> None:
    works = tmp_path / "works.bib"
    works.write_text(
        "@article{a, title={A work of one field}, author={Ann Author}, year={2017}, eprint={1706.03762},"
        " archivePrefix={arXiv}}\n"
        "@article{b, title={Another work of it}, author={Ann Author}, year={2020}, eprint={2005.11401},"
        " archivePrefix={arXiv}, abstract={We tell at length of what was found.}}\n"
    )
    library.intake.add([str(works)])
    without, held = (said(visit("item", key=key)) for key in ("arxiv:1706.03762", "arxiv:2005.11401"))
    assert "There is no text to read here." in without and "Only the abstract is here." not in without
    assert "Only the abstract is here." in held


def test_a_pdf_of_which_a_part_was_read_says_so(library: Library) -> None:
    part = Document("file:1", Kind.BOOK, "A book", "Its first words.", meta={"pages_read": "1200 of 1415"})
    ingest(library.store, [part])
    assert "Here are 1,200 of 1,415 pages; the rest is in the original" in said(visit("item", key="file:1"))


@pytest.mark.parametrize("kept", [True, False])
def test_a_pdf_that_no_text_could_be_read_of_says_so_beside_it(
    library: Library, tmp_path: Path, kept: bool
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf_bytes([[]], image=True))
    library.intake.add([str(scan)])
    [item] = library.items.select()
    if not kept:
        for file in (library.home / "originals").rglob("*"):
            if file.is_file():
                file.unlink()
        scan.unlink()
    shown = said(visit("item", key=item.key))
    assert "no text could be read" in shown and "ocrmypdf" in shown
    assert "There is no text to read here" not in shown
