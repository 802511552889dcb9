"""Pages that programs write in elements of their own: papers by LaTeXML, Distill's articles, MathJax."""

from __future__ import annotations

import pytest

from kb.importers.html.importer import page_document
from kb.types import Document, Kind

PROSE = (
    "Rivers keep a long memory of their floods, and the gauges below the weir were read by hand for sixty"
    " years before any of them was replaced. What was written down is short of what was seen, but it is"
    " enough to tell a wet decade from a dry one in this valley."
)


def read(body: str, head: str = "") -> Document:
    page = f"<html><head><title>Weirs</title>{head}</head><body>{body}</body></html>"
    return page_document(page, "weirs.html")


def latexml(inside: str) -> Document:
    return read(
        '<article class="ltx_document"><h1 class="ltx_title ltx_title_document">The Memory of Rivers'
        '<span class="ltx_role_footnote"><sup class="ltx_note_mark">1</sup>Done at the weir.</span></h1>'
        '<span class="ltx_role_author"><span class="ltx_personname">Ada Bell<sup>1</sup></span></span>'
        '<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract</h6>'
        f'<p class="ltx_p">{PROSE}</p></div><section><h2>1 Why</h2><p class="ltx_p">{PROSE}</p>{inside}'
        f'<p class="ltx_p">{PROSE}</p></section></article>'
    )


def between(document: Document) -> str:
    """What stands between the last two paragraphs of prose."""
    return document.text.split(PROSE)[-2].strip()


NOTE = (
    '<span class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">2</sup><span class="ltx_note_outer">'
    '<span class="ltx_note_content"><sup class="ltx_note_mark">2</sup><span class="ltx_tag_note">2</span>'
    "On <em>millers</em>.</span></span></span>"
)
FORMULA = '<math alttext="{}" display="block"><mi>x</mi></math>'


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        (f"<p>Nobody looked{NOTE} at night.</p>", "Nobody looked² at night.\n\n² On *millers*."),
        (
            '<table class="ltx_equation ltx_eqn_table"><tbody><tr><td></td><td>'
            + FORMULA.format(r"x_{t}")
            + "</td><td>"
            + FORMULA.format(r"\displaystyle=y")
            + '</td><td><span class="ltx_tag ltx_tag_equation">(1)</span></td></tr></tbody></table>',
            r"$$x_{t} =y \tag{1}$$",
        ),
        (
            '<ul class="ltx_itemize"><li class="ltx_item"><span class="ltx_tag ltx_tag_item">•</span>'
            '<div class="ltx_para"><p class="ltx_p">First.</p></div></li>'
            '<li class="ltx_item"><span class="ltx_tag ltx_tag_item">•</span><p>Second.</p></li></ul>',
            "- First.\n- Second.",
        ),
        (
            '<figure class="ltx_table"><figcaption class="ltx_caption">Table 1: Errors.</figcaption>'
            "<table><tr><td>Winter</td><td>0.4</td></tr><tr><td>Spring</td><td>1.3</td></tr></table></figure>",
            "Table 1: Errors.\n\n| Winter | 0.4 |\n| --- | --- |\n| Spring | 1.3 |",
        ),
        (
            '<div class="ltx_listing ltx_lst_language_Python"><div><a href="data:,x">⬇</a></div>'
            '<div class="ltx_listingline"><span class="ltx_tag_listingline">1</span>def f(x):</div>'
            '<div class="ltx_listingline"><span>    </span>return x</div></div>',
            "```python\ndef f(x):\n    return x\n```",
        ),
    ],
    ids=["note", "equation", "items", "caption", "listing"],
)
def test_what_latexml_writes(written: str, markdown: str) -> None:
    assert between(latexml(written)) == markdown


def test_a_paper_by_latexml_is_one_whatever_address_it_has() -> None:
    document = latexml("")
    assert (document.title, document.kind, document.authors) == (
        "The Memory of Rivers",
        Kind.PAPER,
        ("Ada Bell",),
    )
    assert document.summary == PROSE
    assert document.text.startswith("## Abstract\n\n")


def test_an_article_by_distills_template() -> None:
    matter = '{"title": "Weirs", "authors": [{"author": "Ada Bell"}, {"author": "Carl Dorn"}]}'
    document = read(
        f'<d-front-matter><script type="text/json">{matter}</script></d-front-matter><d-byline></d-byline>'
        f'<d-article><a class="marker" href="#why"><span>1</span></a><h2>Why</h2><p>{PROSE}</p>'
        '<p>See <d-cite key="bell"></d-cite> what<d-footnote>On millers.</d-footnote> holds: '
        "<d-math>x_t</d-math>.</p><d-math block>L = x_t</d-math>"
        '<d-code block language="python">def f(x):\n    return x</d-code>'
        "<p>By year:</p><table><tr><th>Year</th><th>Nights</th></tr>"
        f"<tr><td>1931</td><td>365</td></tr></table><p>{PROSE}</p>"
        "</d-article><d-bibliography><script>@article{bell}</script></d-bibliography>"
    )
    assert document.authors == ("Ada Bell", "Carl Dorn")
    assert document.text.startswith("## Why\n\n")
    assert between(document).split("\n\n") == [
        "See what¹ holds: $x_t$.",
        "¹ On millers.",
        "$$L = x_t$$",
        "```python\ndef f(x):\n    return x\n```",
        "By year:",
        "| Year | Nights |\n| --- | --- |\n| 1931 | 365 |",
    ]


def test_formulas_that_a_script_would_find_are_kept_where_it_is_there() -> None:
    body = f"<article><p>{PROSE}</p><p>Then \\(x_t\\) holds.</p>\\[ L = x_t \\]<p>{PROSE}</p></article>"
    typeset = read(body, '<script src="https://cdn.example.org/mathjax/tex-chtml.js"></script>')
    assert between(typeset) == "Then $x_t$ holds.\n\n$$L = x_t$$"
    assert "\\(x_t\\)" in between(read(body))


def test_marks_that_lead_about_a_page_are_no_words() -> None:
    back = '<a href="#ref1" class="reversefootnote">↩</a>'
    document = read(
        f'<article><p>{PROSE}</p><h2>Why <a class="anchor" href="#why">#</a></h2><p>{PROSE}</p>'
        f'<div><ol><li id="fn1"><p>On millers. {back}</p></li></ol></div></article>'
    )
    assert between(document) == "## Why"
    assert document.text.endswith("1. On millers.")
