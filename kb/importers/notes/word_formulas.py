"""Formulas of Word's own editor (Office MathML of ECMA-376) as TeX. Pure.

Each element becomes the one of presentation MathML that means the same, which is read as pages' formulas are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from lxml import etree, html

from kb.importers.html.mathml import tex

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TOKENS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{3,}|[^\W\d_]|\S")
"""Two letters are a product; three or more beside each other are a name (softmax), whatever their style."""
_OVER = MappingProxyType(
    {"\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0305": "¯", "\u0306": "˘", "\u0307": "˙", "\u0308": "¨",
     "\u030c": "ˇ", "\u20d7": "→"}
)  # fmt: skip
"""Accents that combine, by the signs that MathML has for them."""


def formula(element: etree._Element) -> str:
    """The TeX of an `m:oMath`, without dollars; '' for one without signs."""
    return tex(_of(element))


def _of(element: etree._Element) -> html.HtmlElement:
    name = str(element.tag).removeprefix(_M)
    return _BUILT.get(name, _row)(element)


def _made(name: str, *parts: html.HtmlElement, text: str = "", **told: str) -> html.HtmlElement:
    made = html.Element(name, {key: value for key, value in told.items() if value})
    made.text = text
    made.extend(parts)
    return made


def _row(element: etree._Element) -> html.HtmlElement:
    """All that an element holds but how it looks."""
    within = (one for one in element if isinstance(one.tag, str) and not one.tag.endswith("Pr"))
    return _made("mrow", *(_of(one) for one in within if one.tag.startswith(_M)))


def _part(element: etree._Element, name: str) -> html.HtmlElement:
    """A part of an element; an empty one where it is left out."""
    part = element.find(f"{_M}{name}")
    return _made("mrow") if part is None else _row(part)


def _told(element: etree._Element, name: str, unless: str = "") -> str:
    """How an element looks in one respect, or what holds where that is not told."""
    found = element.find(f"{element.tag}Pr/{_M}{name}")
    return unless if found is None else found.get(f"{_M}val", "")


def _run(element: etree._Element) -> html.HtmlElement:
    """Numbers, letters, names and signs; text, and a word set upright, as a whole."""
    said = "".join(one.text or "" for one in element.iter(f"{_M}t"))
    look = {str(one.tag).removeprefix(_M): one.get(f"{_M}val", "") for one in element.iterfind(f"{_M}rPr/*")}
    if "nor" in look:
        return _made("mtext", text=said)
    if look.get("sty") == "p" and said.strip().isalpha():
        return _made("mi", text=said.strip())
    variant = look.get("scr", "") or {"b": "bold", "bi": "bold-italic"}.get(look.get("sty", ""), "")
    return _made("mrow", *(_token(token, variant) for token in _TOKENS.findall(said)))


def _token(token: str, variant: str) -> html.HtmlElement:
    if token[0].isdigit():
        return _made("mn", text=token)
    return _made("mi", text=token, mathvariant=variant) if token.isalpha() else _made("mo", text=token)


def _fraction(element: etree._Element) -> html.HtmlElement:
    parts = _part(element, "num"), _part(element, "den")
    if _told(element, "type") == "noBar":
        return _table(*((part,) for part in parts))
    return _made("mfrac", *parts)


def _table(*rows: tuple[html.HtmlElement, ...]) -> html.HtmlElement:
    return _made("mtable", *(_made("mtr", *(_made("mtd", cell) for cell in row)) for row in rows))


def _matrix(element: etree._Element) -> html.HtmlElement:
    rows = element.iterfind(f"{_M}mr")
    return _table(*(tuple(_row(cell) for cell in row.iterfind(f"{_M}e")) for row in rows))


def _equations(element: etree._Element) -> html.HtmlElement:
    return _table(*((_row(one),) for one in element.iterfind(f"{_M}e")))


def _root(element: etree._Element) -> html.HtmlElement:
    degree = _part(element, "deg")
    if not str(degree.text_content()).strip():
        return _made("msqrt", _part(element, "e"))
    return _made("mroot", _part(element, "e"), degree)


def _operator(element: etree._Element) -> html.HtmlElement:
    sign = _made("mo", text=_told(element, "chr", "∫"))
    limits = _made("msubsup", sign, _part(element, "sub"), _part(element, "sup"))
    return _made("mrow", limits, _part(element, "e"))


def _fenced(element: etree._Element) -> html.HtmlElement:
    inside: list[html.HtmlElement] = []
    for part in element.iterfind(f"{_M}e"):
        inside += [_made("mo", text=_told(element, "sepChr", "|"))] * bool(inside) + [_row(part)]
    before, behind = (_made("mo", text=_told(element, name, sign)) for name, sign in _FENCES)
    return _made("mrow", before, *inside, behind)


def _below_or_above(unless: str, place: str, element: etree._Element) -> html.HtmlElement:
    sign = _told(element, "chr", unless)
    name = "mover" if _told(element, "pos", place) == "top" else "munder"
    return _made(name, _part(element, "e"), _made("mo", text=_OVER.get(sign, sign)))


def _phantom(element: etree._Element) -> html.HtmlElement:
    return _made("mrow") if _told(element, "show") in ("0", "off", "false") else _part(element, "e")


def _scripts(name: str, *parts: str) -> Callable[[etree._Element], html.HtmlElement]:
    return lambda element: _made(name, *(_part(element, part) for part in parts))


_FENCES = (("begChr", "("), ("endChr", ")"))
_BUILT: Mapping[str, Callable[[etree._Element], html.HtmlElement]] = MappingProxyType(
    {
        "r": _run,
        "f": _fraction,
        "m": _matrix,
        "eqArr": _equations,
        "rad": _root,
        "nary": _operator,
        "d": _fenced,
        "phant": _phantom,
        "acc": lambda element: _below_or_above("\u0302", "top", element),
        "bar": lambda element: _below_or_above("¯", "bot", element),
        "groupChr": lambda element: _below_or_above("⏟", "bot", element),
        "sSup": _scripts("msup", "e", "sup"),
        "sSub": _scripts("msub", "e", "sub"),
        "sSubSup": _scripts("msubsup", "e", "sub", "sup"),
        "sPre": lambda element: _made(
            "mrow",
            _made("msubsup", _made("mrow"), _part(element, "sub"), _part(element, "sup")),
            _part(element, "e"),
        ),
        "limLow": _scripts("munder", "e", "lim"),
        "limUpp": _scripts("mover", "e", "lim"),
    }
)
