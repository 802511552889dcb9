"""Foreign text on a page: titles as plain text, bodies as Markdown that can neither load nor run anything.

Streamlit escapes HTML by itself. What is left to do: images would be fetched from wherever they lie, and
Streamlit's own directives (`:red[...]`, `:smile:`) would change what somebody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$:!])")
_MATH = re.compile(r"(\$(?=[^\s$])[^$\n]{0,200}?[\\^_{][^$\n]{0,200}?(?<!\s)\$(?!\d))")
_CODE = re.compile(
    r"(^(?:`{3,}|~{3,})[^\n]*\n.*?^(?:`{3,}|~{3,})[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL
)
_DIRECTIVE = re.compile(r":(?=[A-Za-z][\w+-]*[\[:]|material/)")
_LIST_MARK = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+]))")
_HEADING = re.compile(r"^(#{1,6})(?=[ \t])", re.MULTILINE)
_UNSAFE_ADDRESS = re.compile(r"[\s<>\\\x00-\x1f]")
_FENCE = re.compile(r"^[ ]{0,3}(?:`{3,}|~{3,})")
# A word joiner is invisible, and `!` and `[` with one between them are no image.
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """Text to be shown as it is, on one line, inside Markdown: everything Markdown would act on is escaped,
    except TeX between dollars, which papers have in their titles."""
    escaped = _outside(_MATH, " ".join(text.split()), lambda part: _SPECIAL.sub(r"\\\1", part))
    return _LIST_MARK.sub(r"\1\\", escaped)


def marked(text: str, terms: Sequence[str]) -> str:
    """As `plain`, with whole words among `terms` made bold on a coloured ground."""
    if not terms:
        return plain(text)
    longest_first = sorted({" ".join(term.split()) for term in terms}, key=len, reverse=True)
    wanted = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")

    def change(part: str) -> str:
        pieces = [_SPECIAL.sub(r"\\\1", piece) for piece in wanted.split(part)]
        pieces[1::2] = [f":yellow-background[**{piece}**]" for piece in pieces[1::2]]
        return "".join(pieces)

    return _LIST_MARK.sub(r"\1\\", _outside(_MATH, " ".join(text.split()), change))


def safe_markdown(text: str) -> str:
    """Somebody's Markdown without images (they become links) and without Streamlit's directives.

    Headings step down by three, so that a text never shouts louder than the page it is on.
    """
    return _outside(_CODE, text, _defuse).replace("![", f"!{_WORD_JOINER}[")


def _defuse(text: str) -> str:
    text = _DIRECTIVE.sub(r"\:", text.replace("![", "["))
    return _HEADING.sub(lambda match: "#" * min(6, len(match[1]) + 3), text)


def _outside(kept: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """`change` applied between the matches of `kept` (one group around the whole pattern)."""
    parts = kept.split(text)
    return "".join(part if place % 2 else change(part) for place, part in enumerate(parts))


def leaves(text: str, size: int = 12_000) -> list[str]:
    """A long text in pieces of about `size` characters, parted at empty lines and never inside a code block.

    A paragraph longer than `size` stays whole.
    """
    found: list[str] = []
    lines: list[str] = []
    length = 0
    fenced = False
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        if length >= size and not line.strip() and not fenced:
            found.append("\n".join(lines))
            lines, length = [], 0
        lines.append(line)
        length += len(line) + 1
    return [*found, "\n".join(lines)]


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there (http or https) and Markdown holds it whole, else None."""
    if not url or _UNSAFE_ADDRESS.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def site(url: str) -> str:
    """The host of an address, without `www.`."""
    return (urlsplit(url).hostname or url).removeprefix("www.")
