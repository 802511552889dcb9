"""Saved web pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.errors import ImportRefused
from kb.importers.html.importer import HtmlImporter
from kb.importers.protocol import ImportContext
from kb.library import Library
from kb.types import Document, Kind

SENTENCES = "".join(
    f"<p>Линейное внимание стало практичным в году {year}, и <a href='https://arxiv.org/abs/2510.26692'>статья</a>"
    " это показывает на многих задачах.</p>"
    for year in range(2018, 2026)
)
PAGE = (
    "<!DOCTYPE html><html lang=ru><head><title>Линейное внимание</title><meta charset=utf-8>"
    "<meta name=author content='Иван Иванов'><meta property='article:published_time' content='2025-03-04'>"
    "<meta property='og:site_name' content='Блог'><link rel=canonical href='https://example.org/post/1'></head><body>"
    "<nav><a href=/>Главная</a><a href=/about>О нас</a></nav><article><h1>Линейное внимание</h1>"
    f"<h2>Раздел</h2>{SENTENCES}</article><footer>Все права защищены</footer></body></html>"
)


def load(html: str, folder: Path, name: str = "page.html", charset: str = "utf-8") -> Document:
    path = folder / name
    path.write_bytes(html.encode(charset))
    assert HtmlImporter().match(str(path))
    (document,) = HtmlImporter().load(str(path), ImportContext(folder))
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.txt"])
def test_an_article(name: str, tmp_path: Path) -> None:
    page = load(PAGE, tmp_path, name)
    assert (page.key, page.kind, page.title) == (
        "url:https://example.org/post/1",
        Kind.ARTICLE,
        "Линейное внимание",
    )
    assert (page.authors, page.source, page.published) == (("Иван Иванов",), "Блог", "2025-03-04")
    assert page.text.startswith("## Раздел")
    assert "О нас" not in page.text
    assert [reference.key for reference in page.references] == ["arxiv:2510.26692"]
    assert page.aliases[:2] == ("https://example.org/post/1", f"path:{tmp_path / name}")
    # By its bytes it is known when it is read again.
    assert [alias.partition(":")[0] for alias in page.aliases[2:]] == ["file"]


def test_a_page_in_cp1251(tmp_path: Path) -> None:
    page = load(PAGE.replace("charset=utf-8", "charset=windows-1251"), tmp_path, charset="cp1251")
    assert page.title == "Линейное внимание"
    assert "Линейное внимание стало практичным" in page.text


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html><body><form>Login</form></body></html>", "no article text"),
        ("<html></html>", "no article text"),
        (" \n", "is empty"),
    ],
)
def test_what_is_no_article_is_refused_by_name(html: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=reason):
        load(html, tmp_path)


# -- what is on a page comes in as it was written -------------------------------------------------

FIXTURES = Path(__file__).parents[1] / "fixtures" / "html"


@pytest.mark.parametrize(
    ("name", "charset", "key", "title", "authors", "published"),
    [
        (
            "engineering",
            "utf-8",
            "url:https://lab.example.org/2024/caching-keys",
            "Caching keys well",
            ("Ann Lee", "Cache & Co"),
            "2024-03-09",
        ),
        (
            "russian",
            "windows-1251",
            "url:https://zametki.example.ru/post/razrezhennoe-vnimanie",
            "Разреженное внимание",
            ("Мария Ёлкина",),
            "2023-11-05",
        ),
    ],
)
def test_pages_as_markdown(
    name: str, charset: str, key: str, title: str, authors: tuple[str, ...], published: str, tmp_path: Path
) -> None:
    page = load((FIXTURES / f"{name}.html").read_text(encoding="utf-8"), tmp_path, charset=charset)
    assert (page.key, page.title, page.authors, page.published) == (key, title, authors, published)
    assert page.text == (FIXTURES / f"{name}.md").read_text(encoding="utf-8").strip()


FILLER = (
    "<p>The state of a layer is fixed, and so the cost of a prompt does not grow with its length at all."
    " We tried it on several tasks with long prompts, and it was as good as the full layer was before.</p>"
)
MORE = (
    "<p>The failure comes from a needle that must be copied word for word, as we learnt too late.</p>"
    "<p>A hybrid with one full layer in four mends most of this, at a price that we were glad to pay.</p>"
    "<p>Our advice is to begin with the hybrid and to measure before anything is given up for good.</p>"
)


def linked(data: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=False)}</script>"


def article(body: str = "", head: str = "", before: str = "", after: str = "") -> str:
    return (
        f"<!DOCTYPE html>{before}<html><head><meta charset=utf-8><title>On layers</title>{head}</head><body>"
        f"<article><h1>On layers</h1>{body}{FILLER}{MORE}</article>{after}</body></html>"
    )


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        # Formulas, in whatever form their site wrote them.
        (r"is \(a_b * c_d\) or $x_1$ now", r"is \(a_b * c_d\) or $x_1$ now"),
        (r"$$\sum_i w_i^* = 1$$", r"$$\sum_i w_i^* = 1$$"),
        ("is <script type='math/tex'>a < b_1</script> so", "is $a < b_1$ so"),
        (
            "is <span class='MathJax_Preview'></span><span class=MathJax>ab</span>"
            "<script type='math/tex; mode=display'>a_b</script> so",
            "is $$a_b$$ so",
        ),
        (
            "is <span class=katex-display><span class=katex><math><semantics><mi>x</mi>"
            "<annotation encoding='application/x-tex'>x_i</annotation></semantics></math>"
            "<span>x</span></span></span> so",
            "is $$x_i$$ so",
        ),
        ("is <math alttext='O(n^2)' display=inline><mi>O</mi></math> so", "is $O(n^2)$ so"),
        (
            "is <span class=mwe-math-element><math alttext='{\\displaystyle e^{x}}'><mi>e</mi></math>"
            "<img class=mwe-math-fallback-image-inline alt='e'></span> so",
            "is $e^{x}$ so",
        ),
        (
            "is <mjx-container class=MathJax jax=CHTML><mjx-math><mjx-mi></mjx-mi></mjx-math>"
            "<mjx-assistive-mml><math><msub><mi>x</mi><mi>i</mi></msub><mo>+</mo>"
            "<mfrac><mn>1</mn><mi>&pi;</mi></mfrac></math></mjx-assistive-mml></mjx-container> so",
            r"is $x_{i} + \frac{1}{π}$ so",
        ),
        (
            "is <mjx-container class=MathJax display=true><mjx-math data-latex='e^{x}'>"
            "<mjx-mi data-latex=e></mjx-mi></mjx-math></mjx-container> so",
            "is $$e^{x}$$ so",
        ),
        # Signs, names and addresses.
        ("a &amp;lt; b, AT&amp;T, 2**3**4, __init__", "a &lt; b, AT&T, 2**3**4, __init__"),
        (
            "see <a href='https://a.org/?x=1&noteId=5&region=2&copy=3'>log</a> there",
            "see [log](https://a.org/?x=1&noteId=5&region=2&copy=3) there",
        ),
        ("https://a.org/?x=1&noteId=5&section=2", "https://a.org/?x=1&noteId=5&section=2"),
        ("see <a href='https://a.org/x_(y)'>par</a> there", "see [par](<https://a.org/x_(y)>) there"),
        ("<a href='javascript:go()'>go</a> <a href='#up'>up</a> now", "go up now"),
        ("<b>bold <i>both</i></b>, <code>a && b`c</code>", "**bold *both***, ``a && b`c``"),
        ("first<br>second", "first\nsecond"),
    ],
)
def test_a_paragraph_as_it_was_written(html: str, markdown: str, tmp_path: Path) -> None:
    page = load(article(f"<p>{html}</p>"), tmp_path)
    assert page.text.startswith(f"{markdown}\n\nThe state")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<pre>a  &amp;&amp; b\n    &lt;c_d&gt;</pre>", "```\na  && b\n    <c_d>\n```"),
        ("<pre class='brush: cpp; x'>int a;<br>int b;</pre>", "```cpp\nint a;\nint b;\n```"),
        ("<pre><code class='hljs rust'>fn x() {}\n</code></pre>", "```rust\nfn x() {}\n```"),
        ("<pre>```\nfence\n```</pre>", "````\n```\nfence\n```\n````"),
        ("<blockquote><p>one</p><cite>Who</cite></blockquote>", "> one\n>\n> Who"),
        ("<figure><img src=a.png><figcaption>What is seen</figcaption></figure>", "What is seen"),
        ("<h3>A <code>b_c</code></h3><p>d</p>", "### A `b_c`\n\nd"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1 |  |",
        ),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>0.91<br>0.02</td><td><ul><li>c</li>"
            "<li><p>d <b>e</b></p><ol><li>f</li></ol></li></ul>g</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 0.91 0.02 | • c • d **e** 1. f g |",
        ),
        (
            "<table><tr><td><p>One cell holds it all.</p><ul><li>c</li><li>d</li></ul>"
            "<p>Behind.</p></td></tr></table>",
            "One cell holds it all.\n\n• c\n\n• d\n\nBehind.",
        ),
    ],
)
def test_a_block_as_it_was_written(html: str, markdown: str, tmp_path: Path) -> None:
    page = load(article(FILLER + html), tmp_path)
    assert f"before.\n\n{markdown}\n\nThe state" in page.text


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee",
        "By <a href='https://a.org/ann'>Ann Lee</a> on March 9, 2024",
        "Ann Lee · 9 March 2024 · 5 min read",
        "9 марта 2024",
        "Автор: Анна Ли, 9 марта 2024 г.",
    ],
)
def test_a_line_of_author_and_date_is_no_sentence_of_the_text(line: str, tmp_path: Path) -> None:
    page = load(article(f"<p>{line}</p>", "<meta name=author content='Ann Lee'>"), tmp_path)
    assert page.text.startswith("The state")


@pytest.mark.parametrize("line", ["By March 2024 we had given up.", "Ann Lee was right.", "In 2024"])
def test_a_first_sentence_stays(line: str, tmp_path: Path) -> None:
    page = load(article(f"<p>{line}</p>", "<meta name=author content='Ann Lee'>"), tmp_path)
    assert page.text.startswith(line)


# -- where it came from ---------------------------------------------------------------------------

SAVED = "<!-- saved from url=(0036)https://blog.example.org/posts/layers -->"
SINGLEFILE = (
    "<!--\n Page saved with SingleFile \n url: https://blog.example.org/posts/layers?utm_source=x \n"
    " saved date: Sat Mar 09 2024 23:30:00 GMT+0300 (Москва, стандартное время)\n-->"
)
OWN = "https://blog.example.org/posts/layers"


@pytest.mark.parametrize(
    ("before", "head", "url"),
    [
        (SAVED, "", OWN),
        ("", "<meta name=savepage-url content='https://blog.example.org/posts/layers'>", OWN),
        ("<!-- Mirrored from blog.example.org/posts/layers by HTTrack Website Copier -->", "", OWN),
        ("", f"<link rel=canonical href='{OWN}'>", OWN),
        ("", f"<meta property=og:url content='{OWN}'>", OWN),
        ("", "<base href='https://blog.example.org/posts/'><link rel=canonical href='layers'>", OWN),
        # The canonical address is the better one of the same page only.
        (
            "<!-- saved from url=(0044)https://blog.example.org/posts/layers?from=me -->",
            f"<link rel=canonical href='{OWN}'>",
            OWN,
        ),
        (SAVED, "<link rel=canonical href='https://elsewhere.example.com/'>", OWN),
        (SAVED, "<link rel=canonical href='https://blog.example.org/posts'>", OWN),
        # No address at all.
        ("", "<link rel=canonical href='https://blog.example.org/'>", None),
        ("", "<link rel=canonical href='/posts/layers'>", None),
        ("<!-- saved from url=(0014)about:internet -->", "", None),
        ("<!-- saved from url=(0030)file:///C:/posts/layers.html -->", "", None),
    ],
)
def test_the_address_of_a_page(before: str, head: str, url: str | None, tmp_path: Path) -> None:
    page = load(article(before=before, head=head), tmp_path)
    assert page.url == url
    assert page.key.startswith("file:") if url is None else page.key == f"url:{url}"


def test_a_page_saved_twice_by_two_programs_is_one_item(library: Library, tmp_path: Path) -> None:
    for number, before in enumerate((SAVED, SINGLEFILE)):
        (tmp_path / f"{number}.html").write_text(article(before=before), encoding="utf-8")
    report = library.intake.add([str(tmp_path / "1.html"), str(tmp_path / "0.html")])
    assert (report.added, library.items.count()) == (1, 1)
    # SingleFile says when; the person's zone is beside the moment.
    assert report.touched[0].saved_at == "2024-03-09T20:30:00+00:00"


def test_a_page_without_an_article_is_kept_by_its_address(tmp_path: Path) -> None:
    page = load(
        f"<!DOCTYPE html>{SAVED}<html><title>On layers</title><body><div id=root></div></body></html>",
        tmp_path,
    )
    assert (page.key, page.title, page.text) == (f"url:{OWN}", "On layers", "")


ABSTRACT = (
    "<head><title>[2510.26692] A Model</title>"
    "<meta name=citation_title content='A Model with $\\ell_1$'>"
    "<meta name=citation_author content='Doe, Jane'>"
    "<meta name=citation_author content='van der Berg, Ludwig'>"
    "<meta name=citation_author content='Plato'><meta name=citation_date content='2025/10/30'>"
    "<link rel=canonical href='https://arxiv.org/abs/2510.26692'></head><body><div id=abs>"
    "<h1 class=title><span class=descriptor>Title:</span>A Model</h1><blockquote class=abstract>"
    "<span class=descriptor>Abstract:</span>We study a model.</blockquote></div></body>"
)


def test_a_saved_abstract_of_arxiv_is_the_paper(tmp_path: Path) -> None:
    page = load(f"<!DOCTYPE html><html>{ABSTRACT}</html>", tmp_path)
    assert (page.key, page.kind, page.title) == ("arxiv:2510.26692", Kind.PAPER, "A Model with $\\ell_1$")
    assert page.authors == ("Jane Doe", "Ludwig van der Berg", "Plato")
    assert (page.summary, page.text, page.published) == ("We study a model.", "", "2025-10-30")
    assert page.guessed


def test_the_html_of_an_arxiv_paper_is_the_paper(tmp_path: Path) -> None:
    body = f"<div class=ltx_abstract><h6>Abstract</h6><p>We study it.</p></div>{FILLER}{MORE}"
    names = (
        "<div class=ltx_authors><span class='ltx_creator ltx_role_author'>"
        "<span class=ltx_personname>Jane Doe<sup>1</sup></span></span></div>"
    )
    page = load(
        "<!DOCTYPE html><html><head><title>A Model</title><base href='/html/2510.26692v1/'></head><body>"
        "<article class=ltx_document><h1 class='ltx_title ltx_title_document'>A Model</h1>"
        f"{names}{body}</article></body></html>",
        tmp_path,
    )
    assert (page.key, page.title, page.authors) == ("arxiv:2510.26692", "A Model", ("Jane Doe",))
    assert page.summary == "We study it."
    assert "The state of a layer" in page.text


def test_a_formula_in_the_title_of_a_paper_is_its_tex(tmp_path: Path) -> None:
    formula = (
        "<math alttext='O(\\log n)'><semantics><mi>O</mi>"
        "<annotation encoding='application/x-tex'>O(\\log n)</annotation></semantics></math>"
    )
    page = load(
        "<!DOCTYPE html><html><head><title>Caches</title><base href='/html/2510.26692v1/'></head><body>"
        f"<article class=ltx_document><h1 class='ltx_title ltx_title_document'>Caches of {formula} size</h1>"
        f"{FILLER}{MORE}</article></body></html>",
        tmp_path,
    )
    assert page.title == "Caches of $O(\\log n)$ size"


def test_a_title_about_entities_is_decoded_once(tmp_path: Path) -> None:
    page = load(
        "<!DOCTYPE html><html><head><title>Why &amp;amp;lt; is &amp;lt;</title></head><body><article>"
        f"<h1>Why &amp;amp;lt; is &amp;lt;</h1>{FILLER}{MORE}</article></body></html>",
        tmp_path,
    )
    assert page.title == "Why &amp;lt; is &lt;"
    assert "Why" not in page.text


def test_a_page_as_long_as_a_book_is_read_whole(tmp_path: Path) -> None:
    blocks = "".join(
        f"<p>Line {n} calls <code>f_{n}(x)</code>, see <a href='/p?a={n}&section=2'>note</a>.</p>"
        f"<pre>if x &lt; {n}:\n    y_{n} = 1</pre>"
        for n in range(7000)
    )
    page = load(
        "<!DOCTYPE html><html><head><title>A Book</title><meta name=author content='Ann Lee'>"
        "<link rel=canonical href='https://example.org/book/1'></head><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>A Book</h1>{blocks}</article><footer>All rights reserved</footer></body></html>",
        tmp_path,
    )
    assert (page.title, page.authors) == ("A Book", ("Ann Lee",))
    first = "Line 0 calls `f_0(x)`, see [note](https://example.org/p?a=0&section=2)."
    assert page.text.startswith(f"{first}\n\n```\nif x < 0:\n    y_0 = 1\n```")
    assert page.text.endswith("    y_6999 = 1\n```")


# -- who and when ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "head", "after", "published"),
    [
        (
            "<p>By Ann Lee, <time datetime=2023-11-05>5 Nov</time></p>",
            "",
            "<footer>Site updated 2026-10-01</footer>",
            "2023-11-05",
        ),
        ("", "<meta property=article:published_time content='2023-11-05T23:30:00-05:00'>", "", "2023-11-05"),
        ("", "<meta property=article:modified_time content='2023-11-05T23:30:00-05:00'>", "", None),
        (
            "",
            linked([{"@type": ["NewsArticle"], "datePublished": "2024-03-10T01:30:00+03:00"}]),
            "",
            "2024-03-10",
        ),
        ("", "<script type='application/ld+json'>{broken</script>", "", None),
        ("<p class=post-date>5 ноября 2023</p>", "", "", "2023-11-05"),
        ("<p>5 ноября 2023 г.</p>", "", "", "2023-11-05"),
        ("", "<link rel=canonical href='https://a.org/2023/11/05/x'>", "", "2023-11-05"),
        ("<p>Updated: <time datetime=2026-01-01>1 Jan</time></p>", "", "", None),
        # Nothing of this dates a page.
        ("<p>Впервые мы попробовали это 12 марта 2021 года, и оно не взлетело.</p>", "", "", None),
        ("<p>It was published on 12 March 2021 by a friend of ours, who was glad.</p>", "", "", None),
        ("<p>Attention of 2017 is old.</p>", "", "<footer>© 2019 Example</footer>", None),
        ("", "", "<div class=comments><time datetime=2024-01-01>x</time></div>", None),
        ("", "", "<aside><time datetime=2024-01-01>x</time></aside>", None),
    ],
)
def test_the_day_of_a_page(body: str, head: str, after: str, published: str | None, tmp_path: Path) -> None:
    assert load(article(body, head, after=after), tmp_path).published == published


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ("<meta name=author content='Ann Lee'>", ("Ann Lee",)),
        ("<meta name=author content='Ann Lee, Bo Chen and Cy Doe'>", ("Ann Lee", "Bo Chen", "Cy Doe")),
        ("<meta name=author content='madonna'>", ("madonna",)),
        ("<meta name=author content='Acme, Inc.'>", ("Acme, Inc.",)),
        ("<meta name=author content='https://a.org/ann'>", ()),
        (
            linked({"@type": "Article", "author": {"name": "Олег Петров"}}),
            ("Олег Петров",),
        ),
        (
            linked({"@type": "Article", "author": ["Ann", "Bo"]}),
            ("Ann", "Bo"),
        ),
    ],
)
def test_the_authors_of_a_page(head: str, authors: tuple[str, ...], tmp_path: Path) -> None:
    assert load(article(head=head), tmp_path).authors == authors
