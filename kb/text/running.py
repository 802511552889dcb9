"""A piece of Markdown as running text: the words one reads, in one line, without the marks that set them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from kb.text.harmless import harmless
from kb.text.tex import MATH

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FENCE = re.compile(r"^ {0,3}(?:```+|~~~+)[ \t]*(\S*)", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
_ANY_WORD = re.compile(r"\w|…")
_DISPLAYED = ("$$", "\\[")
# Emphasis whose other half is in another piece: `2**10` is none.
_LOOSE = re.compile(r"(?<!\w)(?:\*{2,}|~~)(?=\S)|(?<=\S)(?:\*{2,}|~~)(?!\w)")
_FORMULA = "\ue000"
"""Stands for a formula while the marks around it are read: Unicode gives this sign to nobody."""
_LEFT_OUT = "\n\n…\n\n"
_APART = " · "
_STOPS = tuple(".!?…:;,。！？")


def running(markdown: str) -> str:
    """The words of a piece of Markdown, which may begin or end in the midst of code, of a table or a formula.

    What stands apart without a stop (headings, entries, cells) is parted by a dot. Formulas in a line stay
    TeX; those displayed by themselves are left out.
    """
    formulas: list[str] = []

    def set_apart(found: re.Match[str]) -> str:
        if found[0].startswith(_DISPLAYED):
            return _LEFT_OUT
        formulas.append(found[0])
        return _FORMULA

    text = MATH.sub(set_apart, _with_whole_code(_COMMENT.sub("", markdown.replace(_FORMULA, ""))))
    text = _ROW.sub(_cells, _without_cut_formula(text))
    line = _joined(_LOOSE.sub("", part) for part in _parts(_parser().parse(text)))
    for formula in formulas:
        line = line.replace(_FORMULA, formula, 1)
    return line


def _joined(parts: Iterable[str]) -> str:
    line = ""
    for part in (" ".join(part.split()) for part in parts):
        if _ANY_WORD.search(part) or _FORMULA in part:
            line += f"{' ' if line.endswith(_STOPS) else _APART}{part}" if line else part
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
