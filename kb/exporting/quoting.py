"""Foreign text and addresses in a form that the text around them leaves whole."""

from __future__ import annotations

import re
from urllib.parse import quote

from kb.text.tex import outside_math

# What ends or breaks an address in Markdown, BibTeX or LaTeX; letters of any script stay readable.
_ENDS = re.compile(r"[\s\x00-\x1f{}\\]")
# What Markdown acts upon inside a line; `&` only where an entity follows.
_MARKUP = re.compile(r"([\\`*_\[\]<>~]|&(?=#?\w+;))")
# What makes a heading or a list of a line that begins with it.
_OPENING = re.compile(r"\A(\d{0,9})((?<=\d)[.)]|(?<!\d)[#+-]+)(?=\s|\Z)")
_BREAKS = re.compile(r"""[\s\x00-\x1f()<>\[\]{}\\|^`"]""")


def one_line(text: str) -> str:
    """Text on one line, without signs that cannot be seen."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(filter(str.isprintable, line))


def in_markdown(text: str) -> str:
    """Text on one line as it may stand inside Markdown, formulas as they are."""
    return outside_math(one_line(text), lambda part: _MARKUP.sub(r"\\\1", part), _no_brackets)


def in_entry(text: str) -> str:
    """As `in_markdown`, where a line or an entry of a list begins: no heading and no list within it."""
    return _OPENING.sub(r"\1\\\2", in_markdown(text))


def _no_brackets(formula: str) -> bool:
    """Whether a formula can stand inside a link without ending it."""
    return not any(sign in formula for sign in "[]<>`")


def link(url: str | None) -> str:
    """A web address as it may stand inside Markdown and BibTeX; empty where it is none."""
    return whole(url) if url and url.lower().startswith(("https://", "http://")) else ""


def verbatim(identifier: str) -> str:
    """An identifier as a field of BibTeX holds it: as it is, but for what ends the field or the line."""
    return _ENDS.sub(lambda sign: quote(sign[0], safe=""), identifier)


def whole(address: str) -> str:
    """An address with the signs that would break it percent-encoded."""
    return _BREAKS.sub(lambda sign: quote(sign[0], safe=""), address)
