"""What extracting an article would damage: formulas, code, captions, taken out before and put back behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import html

from kb.importers.html import mathml

_DISPLAY = ("katex-display", "MathJax_Display", "mwe-math-element-block", "math-display")
_RENDERED = re.compile(r"\bMathJax(?:_Preview|_SVG|_CHTML|_Display)?\b")
_LANGUAGE = re.compile(r"\b(?:language|lang|highlight-source|brush:|src)[-:\s]\s*([\w+#.-]+)")
_NO_LANGUAGE = frozenset(
    {"hljs", "code", "highlight", "prettyprint", "src", "chroma", "listing", "none", "plain"}
)
# A list, its points and their paragraphs, where it stands in a cell.
_LISTED = (
    "//*[((self::ul or self::ol or self::li) and (ancestor::td or ancestor::th))"
    " or ((self::p or self::div)"
    " and ancestor::*[self::li or self::td or self::th][1][self::li][ancestor::td or ancestor::th])]"
)
_MATH_IMAGES = "//img[contains(@class,'latex') or contains(@class,'tex') or contains(@class,'formula')][@alt]"


@dataclass(frozen=True, slots=True)
class Kept:
    """Markdown that stands in a page under a name. A block is not part of a sentence."""

    text: str
    block: bool = False


def set_aside(page: html.HtmlElement, source: str) -> dict[str, Kept]:
    """Replaces what is fragile in `page` by names that its `source` does not hold; tells what they mean."""
    prefix = "Kept"
    while prefix in source:
        prefix += "x"
    kept: dict[str, Kept] = {}

    def put(element: html.HtmlElement, text: str, *, block: bool = False) -> None:
        name = f"{prefix}{len(kept)}z"
        kept[name] = Kept(text, block)
        replacement = html.Element("p" if block else "span")
        replacement.text = name
        replacement.tail = element.tail
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, replacement)

    for element, tex, display in list(_formulas(page)):
        if tex and element.getparent() is not None:
            put(element, f"$${tex}$$" if display else f"${tex}$")
    for block in list(_code_blocks(page)):
        if block.getparent() is not None:
            put(block, _fenced(_code_text(block), _language(block)), block=True)
    _keep_captions(page)
    _keep_lists_in_cells(page)
    return kept


def write_formulas_out(element: html.HtmlElement) -> None:
    """Replaces each formula inside an element that has no parent by its TeX between dollars."""
    for formula, tex, _ in list(_formulas(element)):
        if tex and formula.getparent() is not None:
            formula.tail = f"${tex}${formula.tail or ''}"
            formula.drop_tree()


def _formulas(page: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str, bool]]:
    """Elements that hold a formula, with its TeX and whether it stands on a line of its own."""
    for script in page.xpath("//script[starts-with(@type,'math/tex')]"):
        for rendered in list(script.itersiblings(preceding=True)):
            if not (isinstance(rendered.tag, str) and _RENDERED.search(rendered.get("class", ""))):
                break
            rendered.drop_tree()
        yield script, _tex(script.text or ""), "display" in script.get("type", "")
    # One condition, for uniting sets of nodes takes the square of their size.
    for outer in page.xpath(
        "//*[self::math or self::mjx-container or contains(@class,'katex-display')"
        " or contains(concat(' ',@class,' '),' katex ') or contains(@class,'mwe-math-element')]"
    ):
        annotations = outer.xpath(".//annotation[contains(@encoding,'tex')]")
        formulas = outer.xpath("descendant-or-self::math")
        named = next((alttext for math in formulas if (alttext := math.get("alttext"))), "")
        tex = named or (annotations[0].text_content() if annotations else "")
        # MathJax 4 keeps the TeX on the formula it draws; older versions keep MathML for speech.
        tex = tex or next(iter(outer.xpath("descendant-or-self::*/@data-latex")), "")
        tex = _tex(tex) or next(filter(None, (_tex(mathml.tex(math)) for math in formulas)), "")
        display = any(mark in outer.get("class", "") for mark in _DISPLAY) or outer.get("display") in (
            "true",
            "block",
        )
        display = display or any(math.get("display") == "block" for math in formulas)
        yield outer, _tex(tex), display
    for image in page.xpath(_MATH_IMAGES):
        alt = re.sub(r"\$(?:inline|display)\$", "", image.get("alt", ""))
        if re.search(r"[\\^_{=]", alt):
            yield image, _tex(alt.strip("$")), "$display$" in image.get("alt", "")


def _tex(text: str) -> str:
    text = re.sub(r"^\s*%\s*<!\[CDATA\[|%\s*\]\]>\s*$", "", text).strip()
    if found := re.fullmatch(r"\{\\(?:display|text)style\s*(.*)\}", text, re.DOTALL):
        text = found[1].strip()
    return "" if "$" in text else text


def _code_blocks(page: html.HtmlElement) -> Iterator[html.HtmlElement]:
    # A table that numbers the lines of code in one cell and holds them in the other.
    for table in page.xpath("//table[.//td//pre]"):
        cells = table.xpath("./tr | ./tbody/tr")
        if len(cells) == 1 and len(table.xpath(".//td")) == 2:
            yield table
    yield from page.xpath("//pre[not(ancestor::pre)]")


def _code_text(block: html.HtmlElement) -> str:
    block = deepcopy(block)
    block.tail = None
    if block.tag == "table":
        block = block.xpath(".//td")[-1]
    for number in block.xpath(".//*[contains(@class,'lineno') or contains(@class,'line-number')]"):
        number.drop_tree()
    for line_break in block.xpath(".//br"):
        line_break.tail = "\n" + (line_break.tail or "")
    rows = block.xpath(".//tr")
    text = (
        "\n".join(str(row[-1].text_content()) for row in rows if len(row))
        if rows
        else str(block.text_content())
    )
    return text.strip("\n").rstrip().replace("\r", "")


def _language(block: html.HtmlElement) -> str:
    marked = [block, *block.iter("code", "pre"), *list(block.iterancestors())[:2]]
    for element in marked:
        named = element.get("data-lang") or element.get("data-language") or ""
        found = _LANGUAGE.search(element.get("class", ""))
        if named or found:
            return named or (found[1] if found else "")
    classes = [set(code.get("class", "").split()) - _NO_LANGUAGE for code in block.iter("code")]
    return next((name for names in classes if len(names) == 1 for name in names), "")


def _fenced(code: str, language: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"


def _keep_captions(page: html.HtmlElement) -> None:
    """Captions and the source of a quote as paragraphs; extraction drops the elements they come in."""
    for figure in page.xpath("//figure"):
        figure.tag = "div"
    for caption in page.xpath(
        "//*[self::figcaption or (parent::blockquote and (self::footer or self::cite))]"
    ):
        caption.tag = "p"
        # By its name extraction would take it for what stands beside an article.
        caption.attrib.pop("class", None)
    for caption in page.xpath("//table/caption"):
        table = caption.getparent()
        caption.tag = "p"
        caption.attrib.pop("class", None)
        caption.tail = None
        table.addprevious(caption)


def _keep_lists_in_cells(page: html.HtmlElement) -> None:
    """Lists in the cells of tables as lines with their marks; extraction leaves them out with their words."""
    for points in page.xpath("//*[self::ul or self::ol][ancestor::td or ancestor::th]"):
        for number, point in enumerate(points.iterchildren("li"), start=1):
            point.text = f"{f'{number}.' if points.tag == 'ol' else '•'} {(point.text or '').lstrip()}"
    for part in page.xpath(_LISTED):
        if part.tag == "li":
            part.addprevious(html.Element("br"))
        end = html.Element("br")
        end.tail, part.tail = part.tail, None
        part.addnext(end)
        part.drop_tag()
