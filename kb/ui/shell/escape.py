"""Foreign text on a page: titles as plain text, bodies as Markdown that can neither load nor run anything.

Streamlit escapes HTML by itself. What is left to do: images would be fetched from wherever they lie, and
Streamlit's own marks (`:red[...]`, `:smile:`, `->`) would change what somebody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from kb.text.formulas import lettered
from kb.text.numbering import unlisted
from kb.text.tex import MATH
from kb.ui.shell.formula import drawable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$:!&])")
# A letter or a command by itself is a formula too (`$\sim$10`); anything else between dollars needs a sign of
# TeX, or it may be money.
_MATH = re.compile(
    r"(\$\\[A-Za-z]+\$|\$[^\W\d_]\$(?!\d)|\\\([^$\n]{1,200}?\\\)"
    r"|\$(?=[^\s$])[^$\n]{0,200}?[\\^_{][^$\n]{0,200}?(?<!\s)\$(?!\d))"
)
# Words set in a font, and nothing else: what they say is said without it.
_WORDED = re.compile(r"\s*(?:\\(?:text[a-z]*|emph|mbox)\s*\{[^{}$\\^_]*\}\s*)+")
_COMMAND = re.compile(r"\\[A-Za-z]")
_CODE = re.compile(
    r"(^(?:`{3,}|~{3,})[^\n]*\n.*?^(?:`{3,}|~{3,})[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL
)
# Streamlit looks for names of icons and for signs made of two in the text that Markdown leaves, so that no
# backslash protects them: they are parted where each of these matches ends.
# Addresses too, which become links in the text that is left.
_JOINED = re.compile(
    r":(?=material/|[\w+-]+:)|-(?=[->])|<(?=[-=])|[>~](?==)|(?:https?|ftp):(?=//)|\bwww(?=\.)|(?<=\w)@(?=\w)",
    re.IGNORECASE,
)
_JOINED_IN_MARKDOWN = re.compile(
    r":(?=material/|[\w+-]+:)|(?:^|(?<=[\s*_\[]))(?:<(?=-|=)|-(?=>|-)|~(?==))(?=(?:->|-|=|>)(?:[\s*_\]]|$))"
    r"|(?<=[ \t])>(?==(?:\s|$))",
    re.MULTILINE,
)
_PARTING = ":small[]"
"""A mark of Streamlit's around nothing: it shows nothing, and makes two texts of what is before and after."""
# Where a parting would change more than what is shown: addresses, formulas, the line below a table's head.
_WHOLE = re.compile(
    r"(\$\$[^$]+\$\$|\$(?![\s$])[^$\n]*[^\s$]\$(?!\d)|https?://\S+|\]\([^()\s]*\)|^[ \t|:-]+$)", re.MULTILINE
)
_DIRECTIVE = re.compile(r":(?=[A-Za-z][\w+-]*\[)")
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""Blanks at which a line may break: numbers keep their units (`95 %`)."""
_LIST_MARK = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))")
_HEADING = re.compile(r"^(#{1,6})(?=[ \t])", re.MULTILINE)
_UNSAFE_ADDRESS = re.compile(r"[\s<>\\\x00-\x1f]")
# A word joiner is invisible, and `!` and `[` with one between them are no image.
_WORD_JOINER = "\u2060"
# Streamlit rewrites this wherever it stands, in code too.
_ICON_NAME = ":material/"


def plain(text: str) -> str:
    """Text to be shown as it is, on one line, inside Markdown: everything that Markdown or Streamlit would
    act on is escaped, except formulas between dollars, which papers have in their titles."""
    return _LIST_MARK.sub(r"\1\\", _outside_formulas(_BLANKS.sub(" ", text).strip(), _literal))


def marked(text: str, terms: Sequence[str]) -> str:
    """As `plain`, with whole words among `terms` made bold on a coloured ground."""
    if not terms:
        return plain(text)
    longest_first = sorted({" ".join(term.split()) for term in terms}, key=len, reverse=True)
    wanted = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")

    def change(part: str) -> str:
        pieces = [_literal(piece) for piece in wanted.split(part)]
        pieces[1::2] = [f":yellow-background[**{piece}**]" for piece in pieces[1::2]]
        return "".join(pieces)

    return _LIST_MARK.sub(r"\1\\", _outside_formulas(" ".join(text.split()), change))


def code(text: str) -> str:
    """Text of one line in the letters of code."""
    text = " ".join(text.split())
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pieces = text.replace(_ICON_NAME, f":\n{_ICON_NAME[1:]}").split("\n")
    padded = (f" {piece} " if "`" in (piece[:1] + piece[-1:]) else piece for piece in pieces)
    return _PARTING.join(f"{fence}{piece}{fence}" for piece in padded)


def safe_markdown(text: str) -> str:
    """Somebody's Markdown without images (they become links), without Streamlit's own marks, and with numbers
    that begin no list.

    Headings step down by three, so that a text never shouts louder than the page it is on.
    """
    return _outside(_CODE, unlisted(text), _defuse, _in_code).replace("![", f"!{_WORD_JOINER}[")


def _defuse(text: str) -> str:
    text = _DIRECTIVE.sub(r"\:", text.replace("![", "["))
    text = _outside(_WHOLE, text, lambda part: _parted(part, _JOINED_IN_MARKDOWN, _escaped_colon))
    return _HEADING.sub(lambda match: "#" * min(6, len(match[1]) + 3), text)


def _in_code(written: str) -> str:
    """A code span or block: a name of an icon is parted in it, a block for want of better invisibly."""
    if _ICON_NAME not in written:
        return written
    if "\n" in written:
        return written.replace(_ICON_NAME, f":{_WORD_JOINER}{_ICON_NAME[1:]}")
    return code(written.strip("`"))


def _literal(text: str) -> str:
    return _parted(text, _JOINED, lambda piece: _SPECIAL.sub(r"\\\1", piece))


def _escaped_colon(piece: str) -> str:
    return f"{piece[:-1]}\\:" if piece.endswith(":") else piece


def _parted(text: str, joined: re.Pattern[str], change: Callable[[str], str]) -> str:
    """A text parted after each match of `joined`, each piece changed."""
    ends = [0, *(match.end() for match in joined.finditer(text)), len(text)]
    return _PARTING.join(change(text[start:end]) for start, end in pairwise(ends))


def _outside_formulas(text: str, change: Callable[[str], str]) -> str:
    def drawn(part: str) -> str:
        tex = _tex(part)
        return f"${tex}$" if drawable(tex) else change(part)

    return _outside(_MATH, MATH.sub(_said, text), change, drawn)


def _said(found: re.Match[str]) -> str:
    """A formula that can be drawn; another in letters, where it is one for sure."""
    tex = _tex(found[0]).strip()
    if not _COMMAND.search(tex):
        return found[0]
    return f"${tex}$" if drawable(tex) and not _WORDED.fullmatch(tex) else lettered(found[0])


def _tex(part: str) -> str:
    return part[1:-1] if part.startswith("$") else part[2:-2].strip()


def _outside(
    kept: re.Pattern[str],
    text: str,
    change: Callable[[str], str],
    change_kept: Callable[[str], str] = lambda part: part,
) -> str:
    """`change` applied between the matches of `kept` (one group around the whole pattern)."""
    parts = kept.split(text)
    return "".join(change_kept(part) if place % 2 else change(part) for place, part in enumerate(parts))


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
