"""Foreign text stays what it is, and loads nothing."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kb.ui.shell import escape

SEEDS = Path(__file__).resolve().parents[3] / ".." / "shared" / "seeds"


def markdown_text(markdown: str) -> str:
    """What Markdown leaves of a line as text; anything but text fails."""
    children = MarkdownIt().parseInline(markdown)[0].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children)


def images(markdown: str) -> int:
    tokens = MarkdownIt().parse(markdown)
    return sum(child.type == "image" for token in tokens for child in token.children or ())


@pytest.mark.parametrize(
    "title",
    [
        "2. Scaling *laws* [x](http://a.b) _y_ `z`",
        "- a dash # and | more",
        "Costs $5 and $10: a :red[study]",
        "<img src=x onerror=alert(1)>",
        "Про важные списки: JOMO!",
    ],
)
def test_plain_shows_a_title_as_it_is(title: str) -> None:
    [*tokens] = MarkdownIt().parse(escape.plain(title))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    shown = "".join(child.content for child in tokens[1].children or ())
    # What parts two texts shows nothing.
    assert shown.replace(":small[]", "") == title
    assert {child.type for child in tokens[1].children or ()} <= {"text", "text_special"}


@pytest.mark.parametrize(
    ("said", "parted"),
    [
        ("Ada www.example.org", "Ada www:small[].example.org"),
        ("ada@example.org", "ada@:small[]example.org"),
        ("HTTPS://example.org", "HTTPS\\::small[]//example.org"),
        ("at 5 @ night, www and http", "at 5 @ night, www and http"),
    ],
)
def test_an_address_within_a_name_is_no_link(said: str, parted: str) -> None:
    assert escape.plain(said) == parted


@pytest.mark.parametrize(
    "text", ["a -> b", "-- c", "d <-> e", "f >= g", ":material/home:", ":smile:", "a:b:c"]
)
def test_plain_parts_what_streamlit_would_join(text: str) -> None:
    """Streamlit looks for these in the text between two marks; nothing is shown of the empty mark."""
    parts = escape.plain(text).split(":small[]")
    assert len(parts) > 1
    shown = [markdown_text(part) for part in parts]
    assert "".join(shown) == text
    joined = ("->", "--", "<-", ">=", ":material/", ":smile:", ":b:")
    assert not [pair for pair in joined for part in shown if pair in part]


def test_plain_keeps_a_number_with_its_unit() -> None:
    assert escape.plain(" 95\u00a0%  of\n 12\u202f000 ") == "95\u00a0% of 12\u202f000"


@given(st.text(alphabet=st.sampled_from(r":-<>=~&;#$*_`[](){}!|\/.+abcmaterilsd 1"), max_size=40))
def test_plain_changes_no_text(text: str) -> None:
    shown = "".join(markdown_text(part) for part in escape.plain(f"a {text} b").split(":small[]"))
    formulas = re.compile(r"\$[^$]*\$")
    assert formulas.sub("", shown) == formulas.sub("", " ".join(f"a {text} b".split()))


@pytest.mark.parametrize("text", ["kv cache", "a `b`", "``c", ":material/home: x", "source:`:material/x:`"])
def test_code_is_as_written(text: str) -> None:
    parts = escape.code(text).split(":small[]")
    tokens = [MarkdownIt().parseInline(part)[0].children or [] for part in parts]
    assert {token.type for line in tokens for token in line} == {"code_inline"}
    assert "".join(token.content for line in tokens for token in line) == text
    assert ":material/" not in escape.code(text)


def test_plain_keeps_formulas() -> None:
    assert escape.plain(r"On $\ell_1$ norms_a") == r"On $\ell_1$ norms\_a"


@pytest.mark.parametrize(
    "text",
    [
        "![alt](http://site.example/x.png)",
        "![alt][1]\n\n[1]: http://site.example/x.png",
        "![ref]\n\n[ref]: http://site.example/x.png",
        "[![badge](http://site.example/b.svg)](http://site.example)",
        "`unclosed ![alt](http://site.example/x.png)\n\nnext` one",
        "```\ncode\n```\n![alt](http://site.example/x.png)\n```\n",
        "``` ![alt](http://site.example/x.png) ```",
        "~~~\n![alt](http://site.example/x.png)\n```\n![b](http://site.example/y.png)",
        "$`$ ![alt](http://site.example/x.png) `",
    ],
)
def test_no_image_survives(text: str) -> None:
    assert images(escape.safe_markdown(text)) == 0
    assert "![" not in escape.safe_markdown(text)


def test_an_image_becomes_a_link() -> None:
    assert (
        escape.safe_markdown("see ![a plot](http://s.example/p.png)")
        == "see [a plot](http://s.example/p.png)"
    )


def test_directives_are_only_text_outside_code() -> None:
    assert escape.safe_markdown("a :red[b] and :material/home: `x:red[y]`") == (
        r"a \:red[b] and \::small[]material/home: `x:red[y]`"
    )
    assert escape.safe_markdown("http://localhost:8501/x at 10:30") == "http://localhost:8501/x at 10:30"


def test_headings_never_shout() -> None:
    assert escape.safe_markdown("# One\n```\n# comment\n```\n##### Five") == (
        "#### One\n```\n# comment\n```\n###### Five"
    )


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://arxiv.org/abs/1", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("http://[broken", False),
        ("https://a.example/> ![x](http://b.example", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, kept: bool) -> None:
    assert escape.web_address(url) == (url if kept else None)


def test_real_texts_lose_no_words() -> None:
    if not SEEDS.exists():
        pytest.skip("the seed texts are not on this machine")
    for path in SEEDS.glob("*.txt"):
        text = path.read_text(errors="replace")
        safe = escape.safe_markdown(text)
        assert images(safe) == 0
        letters = [c for c in text if c.isalnum()]
        assert [c for c in safe.replace(":small[]", "") if c.isalnum()] == letters


def test_a_number_that_begins_no_list_stays_one() -> None:
    assert escape.safe_markdown("1990. The year.\n\n`1991. x`") == "1990\\. The year.\n\n`1991. x`"
