"""A text to be read is HTML that can do nothing, in parts, with its pages, its contents and its formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import pytest
from selectolax.lexbor import LexborHTMLParser

from kb.text.pagination import PageStart, noted
from kb.text.reading import outline
from kb.types import Item, ItemDetail, Kind, State, Turn, Zone
from kb.ui.reader.text import markup
from kb.ui.reader.text.source import of_text, of_turns

ITEM = Item(
    id=1, key="file:a", kind=Kind.ARTICLE, title="The Memory of Rivers", summary="", url=None, source="",
    authors=(), tags=(), language="en", published=None, saved_at="2026-01-01T00:00:00+00:00", zone=Zone.INBOX,
    state=State.UNREAD, verdict=None, minutes=1, stub=False,
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> ![a](http://b.example/c.png)"
    " [d](javascript:alert(1))"
    " [e](data:text/html,x) <a href='http://f.example'>g</a> [h](<http://i.example/\" onclick=\"x>)"
    " `<b>` &lt;b&gt; $<img src=x onerror=y>^2$ \\(<b>\\) :material/home: :red[x]\n\n"
    '```<b>\n</code></pre><script>\n```\n\n[j]: javascript:alert(1)\n\n[k][j] http://l.example/"><b>\n\n'
    "| <b> |\n|---|\n| <i> |"
)


def drawn(text: str, starts: Sequence[PageStart] = (), *, is_set: bool = False, breaks: bool = False) -> str:
    return markup.html(text, outline(text).blocks, starts, is_set=is_set, breaks=breaks)


def detail(text: str = "", turns: tuple[Turn, ...] = (), starts: Sequence[PageStart] = ()) -> ItemDetail:
    return ItemDetail(
        item=ITEM, text=text, turns=turns, aliases=(), references=(), mentioned_by=(), events=(), areas=(),
        topic="", meta=MappingProxyType(noted(text, starts)),
    )  # fmt: skip


@pytest.mark.parametrize("is_set", [False, True])
def test_foreign_markup_is_only_text_and_links_lead_to_the_web(is_set: bool) -> None:
    page = LexborHTMLParser(drawn(HOSTILE, is_set=is_set))
    allowed = {"div", "p", "a", "code", "pre", "span", "table", "thead", "tbody", "tr", "th", "td", "em"}
    nodes = page.body.traverse() if page.body else []
    for node in nodes:
        if node.tag is None or node.tag.startswith(("-", "_")) or node.tag == "body":
            continue
        assert node.tag in allowed, node.html
        attributes = dict(node.attributes)
        assert str(attributes.pop("href", "http://")).startswith(("http://", "https://"))
        assert set(attributes) <= {"class", "data-at", "data-mark", "target", "rel"}, node.html
    said = page.text()
    assert "<script>alert(1)</script>" in said
    assert ":material/home: :red[x]" in said
    roles = of_turns((Turn('<b> "x" onclick=', "said"),)).part(0)
    assert "<b>" not in roles
    assert 'data-place="&lt;b&gt; &quot;x&quot; onclick="' in roles
    label = drawn("text", [PageStart(0, '"><b>')])
    assert "<b>" not in label


def test_a_picture_is_a_link_to_it_and_within_a_link_its_words() -> None:
    made = LexborHTMLParser(
        drawn(
            "![plot](http://a.example/p.png) [![logo](http://b.example/l.png)](http://c.example/) ![x](p.png)"
        )
    )
    assert [(one.text(), one.attributes["href"]) for one in made.css("a")] == [
        ("plot", "http://a.example/p.png"),
        ("logo", "http://c.example/"),
    ]
    assert made.css_first("img") is None and "x" in made.text()


def test_formulas_stay_tex_and_money_stays_money() -> None:
    written = drawn("It is $x_i^2$ or \\(a*b*c\\), costs $5 or $10, $5 and b$.\n\n$$\n- a\n= b\n$$")
    formulas = [node.text() for node in LexborHTMLParser(written).css(".jr-f")]
    assert formulas == ["$x_i^2$", "\\(a*b*c\\)", "$$\n- a\n= b\n$$"]
    assert "$5 or $10, $5 and b$" in written


def test_signs_of_set_type_mean_themselves() -> None:
    text = "## A heading\n\nA*-search and B* differ by a_1 and a_2, `so` $x$ [1](2).  \nA row\n\n- an item"
    written = drawn(text, is_set=True)
    assert "A*-search and B* differ by a_1 and a_2, `so` $x$ [1](2)." in written
    assert "<h4>A heading</h4>" in written
    assert "<br" in written
    assert "<li>an item</li>" in written


def test_the_ends_of_lines_count_in_messages_only() -> None:
    assert "<br" in drawn("one\ntwo", breaks=True)
    assert "<br" not in drawn("one\ntwo")


def test_pages_stand_where_they_begin() -> None:
    text = "First page here.\n\nSecond page here, and the third."
    starts = [PageStart(0, "i"), PageStart(18, "ii"), PageStart(40, "iii")]
    page = LexborHTMLParser(of_text(detail(text, starts=starts)).part(0))
    assert [node.attributes.get("data-page") for node in page.css("div")] == ["i", "ii"]
    assert of_text(detail(text, starts=starts)).paged
    assert not of_text(detail(text)).paged


def test_a_text_is_told_without_its_title_and_with_contents_if_long() -> None:
    sections = "\n\n".join(f"## Section {n}\n\n" + "A sentence of a text. " * 200 for n in range(5))
    text = f"# The memory of rivers\n\n{sections}"
    found = of_text(detail(text, starts=[PageStart(0, "1")]))
    assert "memory of rivers" not in found.part(0)
    assert 'data-page="1"' in found.part(0)
    assert [entry.title for entry in found.contents] == [f"Section {n}" for n in range(5)]
    for entry in found.contents:
        assert f'data-at="{entry.at}"' in found.part(entry.part)
    assert of_text(detail("## A\n\n## B\n\n## C\n\ntext")).contents == ()


def test_a_heading_with_none_of_the_level_above_it_stands_as_high_as_that_would() -> None:
    headings = ("### Deep first", "## Chapter", "#### Skipping", "### Below")
    text = "\n\n".join(f"{heading}\n\n{'word ' * 1200}" for heading in headings)
    found = of_text(detail(text)).contents
    assert [(entry.title, entry.depth) for entry in found] == [
        ("Deep first", 0), ("Chapter", 0), ("Skipping", 1), ("Below", 1)
    ]  # fmt: skip


def test_conversations_come_in_parts_with_what_was_asked() -> None:
    turns = tuple(Turn(("user", "assistant")[n % 2], f"Said {n}. " * 100) for n in range(120))
    found = of_turns(turns)
    assert found.parts > 1
    written = "".join(found.part(number) for number in range(found.parts))
    assert written.count("jr-turn") == 120
    assert written.count("jr-mine") == len(found.contents) == 60
    for entry in found.contents:
        assert f'data-at="{entry.at}"' in found.part(entry.part)
    assert of_turns((replace(turns[0], role=""),)).part(0).count("unknown") == 1


@pytest.mark.parametrize("is_set", [False, True])
def test_a_number_that_begins_no_list_stays_one_and_a_list_keeps_its_numbers(is_set: bool) -> None:
    page = drawn("Vorwort\n\n2. Auflage\n\n1990. The year.\n\n3. three\n4. four\n7. seven", is_set=is_set)
    assert "<p>2. Auflage</p>" in page and "<p>1990. The year.</p>" in page
    assert '<ol start="3">\n<li>three</li>\n<li>four</li>\n<li value="7">seven</li>' in page
