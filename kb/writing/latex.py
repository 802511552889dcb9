r"""Sources of LaTeX: what is printed of them, on the lines where it stands.

Comments, `comment` blocks and `\iffalse` blocks are no writing; `\end{document}` ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text.tex import plain_tex
from kb.types.evidence import Form, WrittenPage
from kb.writing.days import day_of_name, first_day
from kb.writing.files import WrittenFile, blanked

_SUFFIXES = frozenset({".tex", ".ltx", ".latex"})
_BEGINS = re.compile(r"^[ \t]*\\(?:documentclass|documentstyle|begin\{document\})", re.MULTILINE)
# An address keeps its `%`; behind a backslash a sign is no comment; what is verbatim is printed.
_MARK = re.compile(
    r"(?P<address>\\(?:url|href|path|nolinkurl)\s*\{[^{}\n]*\})"
    r"|(?P<verbatim>\\begin\{(?P<kind>verbatim\*?|lstlisting|minted|Verbatim)\}.*?(?:\\end\{(?P=kind)\}|\Z))"
    r"|(?P<block>\\begin\{comment\}.*?(?:\\end\{comment\}|\Z))"
    r"|(?P<end>\\end\{document\}.*)"
    r"|(?P<never>\\iffalse(?![A-Za-z@]))"
    r"|(?P<comment>%[^\n]*)"
    r"|\\.",
    re.DOTALL,
)
# `\iff` is an arrow, `\ifthenelse` takes braces, what is behind \newif is only declared.
_CONDITION = re.compile(
    r"\\newif\s*\\if[A-Za-z@]+|%[^\n]*"
    r"|\\(?P<if>if(?!f(?![A-Za-z@])|thenelse)[A-Za-z@]*)(?![A-Za-z@])|\\(?P<rest>else|fi)(?![A-Za-z@])"
)
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


def printed(text: str) -> str:
    """A source without what does not count, each line where it was."""
    parts: list[str] = []
    at = 0
    while mark := _MARK.search(text, at):
        parts.append(text[at : mark.start()])
        at = mark.end()
        if mark["never"]:
            at = _never_ends(text, at)
            parts.append(blanked(text[mark.start() : at]))
        elif mark["block"] or mark["end"]:
            parts.append(blanked(mark[0]))
        elif not mark["comment"]:
            parts.append(mark[0])
    return "".join((*parts, text[at:]))


def _never_ends(text: str, at: int) -> int:
    r"""Where what stands behind an `\iffalse` is printed again: behind its own `\else` or `\fi`."""
    depth = 0
    for found in _CONDITION.finditer(text, at):
        if found["if"]:
            depth += 1
        elif found["rest"] == "fi":
            if depth == 0:
                return found.end()
            depth -= 1
        elif found["rest"] == "else" and depth == 0:
            return found.end()
    return len(text)


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
