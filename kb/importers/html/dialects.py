"""Elements that programs write in a way of their own, made those of HTML: papers by LaTeXML (arXiv, ar5iv),
articles by Distill's template, formulas that MathJax and KaTeX would find, marks that lead about the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree, html

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset("p li td th blockquote figcaption dd div section article body".split())
_NAMES = {
    "d-article": "article", "dt-article": "article", "d-figure": "figure", "d-appendix": "section",
    "dt-appendix": "section", "d-abstract": "section", "d-title": "header",
}  # fmt: skip
_UNSAID = frozenset(
    "d-cite dt-cite d-byline dt-byline d-toc d-contents d-bibliography dt-bibliography d-citation-list"
    " d-footnote-list d-front-matter dt-header d-interstitial".split()
)
"""What Distill's template fills in when the page is shown, or puts beside the text."""
_SIGN = re.compile(r"[#¶§🔗\ufe0f\s]{1,4}|[↩↵⏎⤴^\ufe0e\ufe0f\s]{1,4}")
"""What stands as a link to a heading itself, or leads back from a note."""
_TYPESETS = re.compile(r"mathjax|katex|tex2jax|distill", re.IGNORECASE)
_FORMULA = re.compile(
    r"\\\((?P<inline>[^$]+?)\\\)|\\\[(?P<display>[^$]+?)\\\]|\$\$(?P<dollars>[^$]+?)\$\$", re.DOTALL
)
_LITERAL = frozenset({"pre", "code", "script", "style", "textarea", "math", "svg", "kbd", "samp"})


def as_html(page: html.HtmlElement) -> None:
    """Changes a page so that all of its text is in elements of HTML."""
    _without_signs(page)
    _of_latexml(page)
    _of_distill(page)
    if any(_TYPESETS.search(str(source)) for source in page.xpath("//script/@src")):
        for element in [one for one in page.iter() if _may_hold_formulas(one)]:
            _mark_formulas(element)


def _without_signs(page: html.HtmlElement) -> None:
    leading = "starts-with(@href,'#') or contains(@class,'anchor') or contains(@class,'headerlink')"
    for link in page.xpath(f"//a[{leading}]"):
        said, following = link.text_content(), link.getnext()
        numbers = following is not None and following.tag in _HEADINGS and said.strip().isdigit()
        if numbers or (said.strip() and _SIGN.fullmatch(said)):
            link.drop_tree()


def _of_latexml(page: html.HtmlElement) -> None:
    for note in page.xpath("//*[contains(@class,'ltx_role_footnote')]"):
        marks = note.xpath(".//*[contains(@class,'ltx_note_mark')]")
        mark = marks[0].text_content().strip() if marks else ""
        for one in [*marks, *note.xpath(".//*[contains(@class,'ltx_tag_note')]")]:
            one.drop_tree()
        _put_note(note, mark)
    for title in page.xpath("//h6[contains(@class,'ltx_title_abstract')]"):
        title.tag = "h2"
    for tag in page.xpath("//li/*[contains(@class,'ltx_tag_item')]"):
        if tag.getparent().getparent().tag == "ol" or not re.search(r"\w", tag.text_content()):
            tag.drop_tree()
    for part in page.xpath(
        "//li/*[contains(@class,'ltx_tag_bibitem') or contains(@class,'ltx_bibblock')"
        " or contains(@class,'ltx_bibitem_refnum')]"
    ):
        part.tail = f" {part.tail or ''}"
    for listing in page.xpath(
        "//*[contains(@class,'ltx_listing')][.//*[contains(@class,'ltx_listingline')]]"
    ):
        if listing.getparent() is not None and not listing.xpath("ancestor::pre"):
            _replace(listing, _listing(listing))
    for table in page.xpath("//table[contains(@class,'ltx_eqn_table')]"):
        block = html.Element("div")
        block.extend(_equations(table))
        _replace(table, block)


def _listing(listing: html.HtmlElement) -> html.HtmlElement:
    lines = listing.xpath(".//*[contains(@class,'ltx_listingline')]")
    for number in listing.xpath(".//*[contains(@class,'ltx_tag_listingline')]"):
        number.drop_tree()
    language = re.search(r"ltx_lst_language_(\w+)", listing.get("class", ""))
    said = "\n".join(str(line.text_content()).replace("\xa0", " ").strip("\n") for line in lines)
    return _code(said, language[1].lower() if language else "", is_block=True)


def _equations(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """A paragraph for each row of formulas, whose parts stand in cells of their own."""
    for row in table.iter("tr"):
        parts = [math.get("alttext", "").removeprefix("\\displaystyle") for math in row.iter("math")]
        if tex := " ".join(filter(None, map(str.strip, parts))):
            number = row.xpath("string(.//*[contains(@class,'ltx_tag_equation')])").strip(" \n()")
            yield _paragraph(_math(rf"{tex} \tag{{{number}}}" if number else tex, display=True))


def _of_distill(page: html.HtmlElement) -> None:
    for matter in page.xpath("//d-front-matter/script | //script[@type='text/front-matter']"):
        for name in reversed(_authors(matter.text or "")):
            page.insert(0, html.Element("meta", name="author", content=name))
    own = [one for one in page.iter() if isinstance(one.tag, str) and one.tag.startswith(("d-", "dt-"))]
    for element in own:
        name, said = element.tag, str(element.text_content()).strip()
        if element.getparent() is None:
            continue
        if name in _UNSAID:
            element.drop_tree()
        elif name in ("d-math", "dt-math") and said:
            formula = _math(said, display="block" in element.attrib)
            _replace(element, _paragraph(formula) if "block" in element.attrib else formula)
        elif name in ("d-code", "dt-code"):
            _replace(element, _code(said, element.get("language", ""), is_block="block" in element.attrib))
        elif name in ("d-footnote", "dt-fn"):
            _put_note(element, str(1 + len(page.xpath("//sup[@data-note]"))))
        else:
            element.tag = _NAMES.get(name, "div")


def _authors(matter: str) -> list[str]:
    try:
        told = json.loads(matter)
    except ValueError:
        return []
    listed = told.get("authors") if isinstance(told, dict) else None
    named = [one.get("author") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [name for name in named if isinstance(name, str) and name.strip()]


def _code(said: str, language: str, *, is_block: bool) -> html.HtmlElement:
    code = html.Element("code")
    code.text = said
    if not is_block:
        return code
    if language:
        code.set("class", f"language-{language}")
    block = html.Element("pre")
    block.append(code)
    return block


def _put_note(note: html.HtmlElement, mark: str) -> None:
    """A note within a sentence becomes its mark there, and a paragraph below; that of a heading goes."""
    around = list(note.iterancestors())
    block = next((one for one in around if one.tag in _BLOCKS), None)
    if block is None or block.getparent() is None or any(one.tag in _HEADINGS for one in around):
        note.drop_tree()
        return
    below = html.Element("p")
    sign = etree.SubElement(below, "sup")
    sign.text, sign.tail = mark, f" {' '.join((note.text or '').split())}"
    below.extend(note.getchildren())
    last = block
    while (following := last.getnext()) is not None and following.get("data-below"):
        last = following
    below.set("data-below", "note")
    below.tail, last.tail = last.tail, None
    last.addnext(below)
    raised = html.Element("sup")
    raised.text = mark
    raised.set("data-note", mark)
    _replace(note, raised)


def _may_hold_formulas(element: html.HtmlElement) -> bool:
    return isinstance(element.tag, str) and not any(
        one.tag in _LITERAL for one in (element, *element.iterancestors())
    )


def _mark_formulas(element: html.HtmlElement) -> None:
    """The formulas that are written in an element's own text, and behind its children, as elements."""
    for child in [None, *element]:
        text = (element.text if child is None else child.tail) or ""
        found = list(_FORMULA.finditer(text))
        if not found:
            continue
        before = text[: found[0].start()]
        if child is None:
            element.text = before
        else:
            child.tail = before
        place = 0 if child is None else element.index(child) + 1
        for number, one in enumerate(found):
            until = found[number + 1].start() if number + 1 < len(found) else len(text)
            tex = one["inline"] or one["display"] or one["dollars"]
            formula = _math(tex.strip(), display=one["inline"] is None)
            if one["inline"] is None and element.tag not in ("p", "li", "td", "span", "em", "strong", "a"):
                # What stands bare between paragraphs is lost by extraction.
                formula = _paragraph(formula)
            formula.tail = text[one.end() : until]
            element.insert(place + number, formula)


def _paragraph(inside: html.HtmlElement) -> html.HtmlElement:
    paragraph = html.Element("p")
    paragraph.append(inside)
    return paragraph


def _math(tex: str, *, display: bool) -> html.HtmlElement:
    return html.Element("math", alttext=tex, display="block" if display else "inline")


def _replace(element: html.HtmlElement, other: html.HtmlElement) -> None:
    other.tail, element.tail = element.tail, None
    element.getparent().replace(element, other)
