r"""Formulas in presentation MathML as TeX, where a page keeps no TeX beside them. Pure.

Signs stay as they are (`α`, `≤`): TeX with Unicode reads them. Only what builds a formula is translated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lxml import html

_DEEPEST = 60
"""Elements within each other that are followed: a continued fraction has some twenty. By judgement."""
_NAMES = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln"
    " log max min Pr sec sin sinh sup tan tanh".split()
)
"""Functions that TeX knows by name, as do the operators that take limits below them."""
_SIGNS = MappingProxyType(
    {"∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∮": r"\oint", "⋃": r"\bigcup", "⋂": r"\bigcap", "−": "-"}
)
_UNSEEN = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b"))
"""Signs for speech: the application of a function, the times between letters."""
_SPECIAL = str.maketrans(
    {"\\": r"\backslash ", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_", "$": r"\$"}
)
_OVER = MappingProxyType(
    {"^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "¯": "bar", "‾": "bar", "―": "overline", "→": "vec",
     "⃗": "vec", "˙": "dot", ".": "dot", "¨": "ddot", "ˇ": "check", "˘": "breve", "⏞": "overbrace"}
)  # fmt: skip
_UNDER = MappingProxyType({r"\_": "underline", "‾": "underline", "¯": "underline", "⏟": "underbrace"})
_VARIANTS = MappingProxyType(
    {"bold": "mathbf", "bold-italic": "boldsymbol", "double-struck": "mathbb", "script": "mathcal",
     "fraktur": "mathfrak", "sans-serif": "mathsf", "monospace": "mathtt"}
)  # fmt: skip


def tex(math: html.HtmlElement) -> str:
    """The TeX of a `math` element; '' for one without signs."""
    return " ".join(_of(math, 0).split())


def _of(element: html.HtmlElement, depth: int) -> str:
    name = str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()
    if depth > _DEEPEST or name in ("annotation", "annotation-xml", "mphantom", "mspace", "none"):
        return ""
    if (leaf := _LEAVES.get(name)) is not None:
        return leaf(element)
    parts = [_of(child, depth + 1) for child in element if isinstance(child.tag, str)]
    if (build := _BUILT.get(name)) is not None:
        needed, built = build
        if len(parts) >= needed:
            return built(parts)
    if name == "semantics":
        return parts[0] if parts else ""
    if name == "mfenced":
        inside = element.get("separators", ",").strip()[:1].join(parts)
        return f"{_said(element.get('open', '('))} {inside} {_said(element.get('close', ')'))}"
    return " ".join(parts)


def _said(text: str) -> str:
    return " ".join(_SIGNS.get(sign, sign.translate(_SPECIAL)) for sign in text.translate(_UNSEEN).split())


def _identifier(element: html.HtmlElement) -> str:
    text = str(element.text_content()).translate(_UNSEEN).strip()
    if text in _NAMES:
        return f"\\{text}"
    variant = _VARIANTS.get(element.get("mathvariant", ""), "mathrm" if len(text) > 1 else "")
    said = text.translate(_SPECIAL)
    return f"\\{variant}{{{said}}}" if variant and text else said


def _operator(element: html.HtmlElement) -> str:
    text = str(element.text_content()).translate(_UNSEEN).strip()
    if text in _NAMES:
        return f"\\{text}"
    return f"\\operatorname{{{text}}}" if text.isalpha() and len(text) > 1 else _said(text)


def _words(element: html.HtmlElement) -> str:
    text = " ".join(str(element.text_content()).split(" "))
    return f"\\text{{{text.translate(_SPECIAL)}}}" if text.strip() else ""


def _number(element: html.HtmlElement) -> str:
    return str(element.text_content()).strip().translate(_SPECIAL)


def _script(base: str, lowered: str = "", raised: str = "") -> str:
    """A base with what is lowered and raised beside it, which belongs to all of it."""
    below, above = (f"{sign}{{{what}}}" if what else "" for sign, what in (("_", lowered), ("^", raised)))
    if not below and not above:
        return base
    has_scripts = (bool(below) and "_" in base) or (bool(above) and "^" in base)
    is_one = base and not has_scripts and (" " not in base or base.endswith(")"))
    return f"{base if is_one else f'{{{base}}}'}{below}{above}"


def _under(parts: list[str]) -> str:
    base, below = parts[:2]
    if below in _UNDER:
        return f"\\{_UNDER[below]}{{{base}}}"
    return _script(base, below) if base.startswith("\\") else f"\\underset{{{below}}}{{{base}}}"


def _over(parts: list[str]) -> str:
    base, above = parts[:2]
    if above in _OVER:
        return f"\\{_OVER[above]}{{{base}}}"
    return _script(base, raised=above) if base.startswith("\\") else f"\\overset{{{above}}}{{{base}}}"


def _under_and_over(parts: list[str]) -> str:
    return _script(*parts[:3]) if parts[0].startswith("\\") else _over([_under(parts), parts[2]])


_LEAVES: Mapping[str, Callable[[html.HtmlElement], str]] = MappingProxyType(
    {"mi": _identifier, "mo": _operator, "mn": _number, "mtext": _words, "ms": _words}
)
_BUILT: Mapping[str, tuple[int, Callable[[list[str]], str]]] = MappingProxyType(
    {
        "msub": (2, lambda parts: _script(*parts[:2])),
        "msup": (2, lambda parts: _script(parts[0], raised=parts[1])),
        "msubsup": (3, lambda parts: _script(*parts[:3])),
        "munder": (2, _under),
        "mover": (2, _over),
        "munderover": (3, _under_and_over),
        "mfrac": (2, lambda parts: f"\\frac{{{parts[0]}}}{{{parts[1]}}}"),
        "msqrt": (1, lambda parts: f"\\sqrt{{{' '.join(parts)}}}"),
        "mroot": (2, lambda parts: f"\\sqrt[{parts[1]}]{{{parts[0]}}}"),
        "mtd": (0, " ".join),
        "mtr": (0, " & ".join),
        "mlabeledtr": (1, lambda parts: " & ".join(parts[1:])),
        "mtable": (0, lambda parts: r"\begin{matrix}" + r" \\ ".join(parts) + r"\end{matrix}"),
    }
)
"""What is made of an element's parts, and how many it needs for that."""
