r"""TeX in the titles, abstracts and names of papers, as text.

What stands between dollars (or in `\(…\)`, `\[…\]`) is mathematics and stays TeX, for whoever can set it.
Addresses stay, and so do commands that are not known: a word lost is worse than a backslash shown. Converters
of whole documents do not fit: to them `50% of` begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import lookup, normalize

from kb.text.raised import RAISED

MATH = re.compile(
    r"(?<!\\)(?:"
    r"\$\$[^$]{1,2000}\$\$"
    # Two prices in one line are no formula: it holds a sign of TeX, or has no space inside its dollars.
    r"|\$(?=[^$]{1,600}\$)(?:[^$]*[\\^_{][^$]*(?<!\\)(?:(?<!\s)\$|\$(?!\d))|(?!\s)[^$]+(?<![\s\\])\$(?!\d))"
    r"|\\\([^$]{1,600}?\\\)|\\\[[^$]{1,2000}?\\\])"
)
"""A formula with its delimiters."""
_ADDRESS = re.compile(r"https?://[^\s{}<>$]+")
# Combining signs by the accents of TeX: \'e, \"{o}, \c{c}, {\v s}.
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328", "d": "\u0323",
}  # fmt: skip
_ACCENT = re.compile(
    r"""(?P<open>\{)?\\(?:(?P<sign>['`^"~=.])|(?P<word>[cvuHrkd])(?=\s*\{|\s+[A-Za-z]\b|\s*\\[ij]\b))"""
    r"""\s*(?:\{\s*(?P<braced>\\?[A-Za-z])\s*\}|(?P<bare>\\[ij]\b|[A-Za-z]))(?(open)\})"""
)
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å",
    "l": "ł", "L": "Ł", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
}  # fmt: skip
_LETTER = re.compile(rf"(\{{)?\\({'|'.join(_LETTERS)})(?![A-Za-z])(?:\{{\}}|\s(?=\w))?(?(1)\s*\}})")
_SIGNS = {
    "deg": "°", "textdegree": "°", "pm": "±", "times": "×", "textregistered": "®", "texttrademark": "™",
    "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbar": "|", "textless": "<",
    "textgreater": ">", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…",
    "textquotesingle": "'", "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘",
    "textquoteright": "’", "textquotedbl": '"', "guillemotleft": "«", "guillemotright": "»",
    "textmu": "µ", "pounds": "£", "euro": "€", "LaTeX": "LaTeX", "TeX": "TeX",
    "quad": " ", "bigskip": " ", "newline": " ",
}  # fmt: skip
_SIGN = re.compile(rf"(\{{)?\\({'|'.join(_SIGNS)})(?![A-Za-z])(?:\{{\}})?(?(1)\s*\}})")
_SHORT = {"eg": "e.g.", "ie": "i.e.", "etc": "etc.", "etal": "et al."}
_SHORTENED = re.compile(rf"\\({'|'.join(_SHORT)})(?![A-Za-z])(?:\{{\}})?\.?")
# arXiv writes a Greek letter that was typed as such as {\alpha}, or by mistake as \b{eta}. Unicode spells one
# name differently.
_GREEK = re.compile(r"\{\\(?P<name>[A-Z]?[a-z]{1,7})\}|\\(?P<first>[a-z])\{(?P<rest>[a-z]{1,6})\}")
_GREEK_NAMES = {"lambda": "lamda"}
# Commands that only say how their argument looks.
_STYLED = re.compile(
    r"\\(?:text(?:bf|it|tt|sc|sf|rm|md|up|sl|normal|subscript)?|emph|underline|uline|ul|mbox|hbox|url|num|ensuremath"
    r"|(?:text)?color(?:\[\w+\])?\s*\{[^{}]*\}|hyperlink\s*\{[^{}]*\})\s*\{(?P<kept>[^{}]*)\}"
)
_SWITCHED = re.compile(
    r"\{\\(?:em|bf|it|tt|sc|sf|rm|sl|bfseries|itshape|scshape|ttfamily)(?![A-Za-z])\s*(?P<kept>[^{}]*)\}"
)
_COLOURED = re.compile(r"\\color(?:\[\w+\])?\s*\{[^{}]*\}(?!\s*\{)")
_EITHER = re.compile(r"\\texorpdfstring\s*\{(?P<kept>[^{}]*)\}\s*\{[^{}]*\}")
_LINKED = re.compile(r"\\href\s*\{\s*(?P<url>[^{}]*?)\s*\}\s*\{\s*(?P<label>[^{}]*?)\s*\}")
_NOTED = re.compile(r"[ ~]*\\(?:footnote|thanks)\s*\{(?P<note>[^{}]*)\}")
_RAISED = re.compile(r"\\textsuperscript\s*\{([^{}]*)\}")
_SUPERSCRIPTS = str.maketrans({sign: RAISED[sign] for sign in "0123456789+-n"})
# Capitals kept from being lowered by a bibliography: {BERT}, {A}ttention.
_PROTECTED = re.compile(r"(?<![\\\w{}^])\{(?=[\w.+-]*[A-Z])([\w.+-]+)\}(?!\})")
_EMPTY = re.compile(r"(\\[A-Za-z]+)\{\}")
_GROUPED_COMMA = re.compile(r"(?<=\d)\{,\}(?=\d)")
_QUOTED = re.compile(r"``([^`]{1,300}?)(?:''|\")")
_HALF_QUOTED = re.compile(r"(?<!\w)\"([^\"`]{1,300}?)''")
# `~` binds words (Fig.~3); between numbers it means "to", beside a single letter "about": n~300.
_TIE = re.compile(
    r"(?<=[^\W\d]|[).,:;!?'\"”}\]\ue001])(?<!\b[A-Za-z])~(?=[^\s~])|(?<=[\d%])~(?=[^\s~\d])|(?<=\b[A-Za-z])~(?=[a-z])"
)
# Between spaces it is how people type a dash, and stays as they typed it.
_DASH = re.compile(r"(?<=[^\s-])(?P<dash>-{2,3})(?=[^\s-])")
_ANY_TEX = re.compile(r"[\\{~]|[^\s-]--|``|''")
_MAX_DEPTH = 6
"""Commands inside commands: titles nest two or three."""


def plain_tex(text: str) -> str:
    r"""Text on one line with TeX outside formulas as what it means: accents, signs, dashes, ties, links, and
    words without the `\textbf{…}` around them. Text without TeX stays as it is."""
    text = " ".join(text.split())
    if not _ANY_TEX.search(text):
        return text
    kept: dict[str, str] = {}

    def keep(match: re.Match[str], as_text: str = "") -> str:
        return kept.setdefault(as_text or match[0], f"\ue000{len(kept)}\ue001")

    def keep_address(match: re.Match[str]) -> str:
        return keep(match, re.sub(r"\\([_#%&~])", r"\1", match[0]))

    text = re.sub("[\ue000\ue001]", "", text)
    text = _signs(_commands(_ADDRESS.sub(keep_address, MATH.sub(keep, text))))
    for whole, place in reversed(kept.items()):  # an address may hold a formula's place
        text = text.replace(place, whole)
    return " ".join(text.split())


def outside_math(
    text: str, change: Callable[[str], str], stays: Callable[[str], bool] = lambda formula: True
) -> str:
    """Applies `change` to all but the formulas, and to formulas that may not stay."""
    parts: list[str] = []
    end = 0
    for found in MATH.finditer(text):
        parts += [change(text[end : found.start()]), found[0] if stays(found[0]) else change(found[0])]
        end = found.end()
    return "".join((*parts, change(text[end:])))


def _commands(text: str) -> str:
    """Text without the commands that are known, taken off from the inside outwards."""
    for _ in range(_MAX_DEPTH):
        if "\\" not in text and "{" not in text:
            break
        before = text
        text = _LETTER.sub(lambda match: _LETTERS[match[2]], _ACCENT.sub(_accented, text))
        text = _GREEK.sub(_greek, _SIGN.sub(lambda match: _SIGNS[match[2]], text))
        text = _SHORTENED.sub(lambda match: _SHORT[match[1]], text)
        text = _RAISED.sub(lambda match: match[1].translate(_SUPERSCRIPTS), text)
        text = _NOTED.sub(lambda match: f" ({match['note'].strip().rstrip('.')})", _LINKED.sub(_link, text))
        for styled in (_EITHER, _STYLED, _SWITCHED):
            text = styled.sub(r"\g<kept>", text)
        text = _PROTECTED.sub(r"\1", _GROUPED_COMMA.sub(",", _COLOURED.sub("", text)))
        text = _EMPTY.sub(r"\1", text)
        if text == before:
            break
    return text


def _signs(text: str) -> str:
    """Escaped signs, spaces, quotes, ties and dashes."""
    if "\\" in text:
        text = re.sub(r"\\{1,2}([&%#_$@])|\\([{}])", r"\1\2", text)
        text = re.sub(r"\\\\(?=\s|$)|\\,", " ", re.sub(r"\\[/!]", "", text))
        text = re.sub(r"(?<=[^\s\\])\\(?=\s)", "", text).replace(r"\-", "-")
    if "''" in text or "``" in text:
        text = _HALF_QUOTED.sub(r'"\1"', _QUOTED.sub(r"“\1”", text))
    text = _TIE.sub(" ", text) if "~" in text else text
    return _DASH.sub(lambda match: "–" if match["dash"] == "--" else "—", text)


def _accented(match: re.Match[str]) -> str:
    letter = (match["braced"] or match["bare"]).removeprefix("\\")
    return normalize("NFC", letter + _ACCENTS[match["sign"] or match["word"]])


def _greek(match: re.Match[str]) -> str:
    name = match["name"] or match["first"] + match["rest"]
    case = "SMALL" if name.islower() else "CAPITAL"
    try:
        return lookup(f"GREEK {case} LETTER {_GREEK_NAMES.get(name.lower(), name).upper()}")
    except KeyError:
        return match[0]


def _link(match: re.Match[str]) -> str:
    """A link as its label and its address, which stays readable and can be found."""
    url, label = match["url"], match["label"]
    return label if not url or url.rstrip("/") == label.rstrip("/") else f"{label} ({url})" if label else url
