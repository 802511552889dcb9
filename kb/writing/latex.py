"""Sources of LaTeX: what is printed of them, on the lines where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text.tex import plain_tex
from kb.text.tex_source import printed
from kb.types.evidence import Form, WrittenPage
from kb.writing.days import day_of_name, first_day
from kb.writing.files import WrittenFile

_SUFFIXES = frozenset({".tex", ".ltx", ".latex"})
_BEGINS = re.compile(r"^[ \t]*\\(?:documentclass|documentstyle|begin\{document\})", re.MULTILINE)
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_FIELD = r"\\{name}\s*(?:\[[^\[\]]*\])?\s*\{{"
_LONGEST = 500
"""Characters of a title with its commands."""


def matches(file: WrittenFile) -> bool:
    """Whether a file is called as LaTeX, or begins as a document of it."""
    return file.suffix in _SUFFIXES or (file.suffix in ("", ".txt") and bool(_BEGINS.search(file.start)))


def pages(file: WrittenFile) -> Iterator[WrittenPage]:
    """The source, if anything is printed of it."""
    text = printed(file.text)
    if not any(map(str.isalnum, text)):
        return
    title = plain_tex(argument(text, "title")) or file.path.stem
    dated = first_day([plain_tex(argument(text, "date"))]) or day_of_name(file.path)
    yield WrittenPage(file.place, text, Form.PAPER, title, dated)


def argument(text: str, name: str) -> str:
    """What stands in the braces of a command where it first occurs; '' where it does not."""
    begins = re.search(_FIELD.format(name=name), text)
    if begins is None:
        return ""
    depth = 1
    for found in _BRACES.finditer(text, begins.end(), begins.end() + _LONGEST):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth == 0:
            return text[begins.end() : found.start()]
    return ""
