"""A piece of Markdown as running text: the words one reads, in one line, without the marks that set them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from kb.text.harmless import harmless
from kb.text.tex import MATH
from kb.text.wikilinks import readable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FENCE = re.compile(r"^ {0,3}(?:```+|~~~+)[ \t]*(\S*)", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
_ANY_WORD = re.compile(r"\w|…")
_DISPLAYED = ("$$", "\\[")
_LONGEST_DISPLAYED = 84
"""Characters that are still shown of a formula set by itself: no longer are 99 of 100 that authors set within
a line (569 in 3,000 abstracts of arXiv)."""
_TEX = re.compile(r"[\\^_{}&]")
# Words beside a space: prose between two sums of money.
_PROSE = re.compile(r"[^\W\d_]{2} | [^\W\d_]{2}")
# Emphasis whose other half is in another piece: `2**10` is none.
_LOOSE = re.compile(r"(?<!\w)(?:\*{2,}|~~)(?=\S)|(?<=\S)(?:\*{2,}|~~)(?!\w)")
_FORMULA = "\ue000"
"""Stands for a formula while the marks around it are read: Unicode gives this sign to nobody."""
_FORMULA_APART = "\ue001"
"""The same for one that was displayed: it goes on with the sentence before it."""
_STAND_INS = re.compile(f"[{_FORMULA}{_FORMULA_APART}]")
_LEFT_OUT = "\n\n…\n\n"
_APART = " · "
_SET_APART = (_FORMULA_APART, "…")
_STOPS = (*".!?…:;,。！？", _FORMULA_APART)


def running(markdown: str) -> str:
    """The words of a piece of Markdown, which may begin or end in the midst of code, of a table or a formula.

    What stands apart without a stop (headings, entries, cells) is parted by a dot. Links to notes are what
    they show. Formulas are TeX between dollars, those without any sign of TeX the letters they are; a long
    one that was displayed by itself is left out.
    """
    formulas: list[str] = []

    def set_apart(found: re.Match[str]) -> str:
        displayed = found[0].startswith(_DISPLAYED)
        if displayed and len(found[0]) > _LONGEST_DISPLAYED:
            return _LEFT_OUT
        formulas.append(_in_a_line(found[0]))
        return _FORMULA_APART if displayed else _FORMULA

    markdown = readable(markdown) if "[[" in markdown else markdown
    text = MATH.sub(set_apart, _with_whole_code(_COMMENT.sub("", _STAND_INS.sub("", markdown))))
    text = _ROW.sub(_cells, _without_cut_formula(text))
    line = _joined(_LOOSE.sub("", part) for part in _parts(_parser().parse(text)))
    in_order = iter(formulas)
    return _STAND_INS.sub(lambda _: next(in_order), line)


def _in_a_line(formula: str) -> str:
    """A formula as it is typed within a line, or its letters where they say the same. Prose between two sums
    of money stays."""
    one_dollar = formula.startswith("$") and not formula.startswith("$$")
    inner = " ".join((formula[1:-1] if one_dollar else formula[2:-2]).split())
    if one_dollar and _PROSE.search(inner):
        return formula
    return f"${inner}$" if _TEX.search(inner) else inner


def _joined(parts: Iterable[str]) -> str:
    line = ""
    for part in (" ".join(part.split()) for part in parts):
        if _ANY_WORD.search(part) or _STAND_INS.search(part):
            goes_on = line.endswith(_STOPS) or part.startswith(_SET_APART)
            line += f"{' ' if goes_on else _APART}{part}" if line else part
    return line


def _with_whole_code(text: str) -> str:
    """A piece that begins within code begins with its fence: else what follows the code would be taken for
    it."""
    fences = _FENCE.findall(text)
    return f"```\n{text}" if len(fences) % 2 and not fences[0] else text


def _without_cut_formula(text: str) -> str:
    """Without a displayed formula of which the piece holds the beginning or the end only, whichever is
    shorter."""
    before, mark, after = text.partition("$$")
    if not mark:
        return text
    return f"{before}{_LEFT_OUT}" if len(after) <= len(before) else f"{_LEFT_OUT}{after}"


def _cells(row: re.Match[str]) -> str:
    # Two spaces before the end of a line say that it is one.
    return _APART.join(cell.strip() for cell in row[1].split("|") if _ANY_WORD.search(cell)) + "  "


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Text of a PDF may be indented; rows are told apart before, since a piece may lack a table's head.
    return MarkdownIt("commonmark", {"html": False}).enable("strikethrough").disable(["code", "reference"])


def _parts(tokens: Iterable[Token]) -> Iterator[str]:
    """The words of each block, and of each line that its author ended."""
    number = ""
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            number = f"{token.info}{token.markup} "
        elif token.type == "fence":
            yield token.content
        elif token.type == "inline":
            words = number
            for part in harmless(token.children or (), _nowhere):
                if part.type == "hardbreak":
                    yield words
                    words = ""
                words += " " if part.type == "softbreak" else part.content or _name_mark(part)
            yield words
            number = ""


def _name_mark(token: Token) -> str:
    """`__init__` is a name more often than it is something stressed."""
    return token.markup if token.markup == "__" else ""


def _nowhere(_: str) -> str:
    return ""
