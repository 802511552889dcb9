r"""What is printed of a source of LaTeX: comments, `comment` blocks and `\iffalse` blocks are no writing, and
`\end{document}` ends it; and the references it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text.markup import blanked

# An address keeps its `%`; behind a backslash a sign is no comment; what is verbatim is printed.
_MARK = re.compile(
    r"(?P<address>\\(?:url|href|path|nolinkurl)\s*\{[^{}\n]*\})"
    r"|(?P<verbatim>\\begin\{(?P<kind>verbatim\*?|lstlisting|minted|Verbatim)\}.*?(?:\\end\{(?P=kind)\}|\Z))"
    r"|(?P<inline>\\(?:verb|lstinline)\*?(?P<sign>[^\w\s*\[{])[^\n]*?(?P=sign))"
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
_BIBITEM = re.compile(
    r"\\bibitem\s*(?:\[(?:[^\[\]]|\[[^\[\]]*\]){0,500}\])?\s*\{(?P<key>[^{}]+)\}"
    r"(?P<said>.*?)(?=\\bibitem\b|\\end\{thebibliography\}|\Z)",
    re.DOTALL,
)


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
        elif mark["inline"]:
            # What it shows is no command.
            parts.append(mark[0].replace("\\", " "))
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


def bibitems(text: str) -> Iterator[tuple[str, int, int]]:
    r"""Each `\bibitem`: the key it is cited by, and where the reference behind it begins and ends."""
    return ((item["key"].strip(), *item.span("said")) for item in _BIBITEM.finditer(text))
