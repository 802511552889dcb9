"""The text of PDF pages as running text: headers off, broken words and lines joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence

_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "ft",
        "ﬆ": "st",
        "\u00a0": " ",
        "\x02": "-",
        "\u2010": "-",
        # In the encoding of Windows every code without a sign of its own draws a bullet.
        "\x7f": "•",
    }
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200b\u200e\u200f\u2060\ufeff]|\u00ad(?![ \t]*(?:\n|$))")
# Browsers draw a hyphen behind the soft one at which they part a word.
_DRAWN_TWICE = re.compile("\u00ad-(?=[ \t]*(?:\n|$))")
# TeX's old fonts draw an accent by itself before its letter, where others put it behind as a combining sign.
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˘": "\u0306",
    "˚": "\u030a", "˝": "\u030b", "¯": "\u0304", "˙": "\u0307", "¸": "\u0327",
}  # fmt: skip
_ACCENT_FIRST = re.compile(r"([´¨ˆ˜ˇ˘˚˝¯˙])(ı|ȷ|[^\W\d_])|(?<=[a-z])(`)([aeiou])|(¸)([cst])")
# Above a capital an accent is moved so far that it reads as a word of its own: `UNIVERSIT ¨AT`.
_ACCENT_APART = re.compile(r"(?<=[A-ZÇŞŢ]) (?=[´¨ˆ˜ˇ˘˚˝¯˙][A-Z])")
_CEDILLA = re.compile(r"([cCsStT])¸")
_LOOSE_MARK = re.compile(r"(?<=[^\W\d_]) +(?=[\u0300-\u036f])")
_NUMBER_ALONE = re.compile(r"^(\d{1,4})$")
_NUMBER_BEHIND = re.compile(r"(?<=\D)(\d{1,4})$")
_NUMBER_BEFORE = re.compile(r"^(\d{1,4})\s(?=\S)")
# Longer than the numbered lists and small tables of a page.
_MIN_LINE_NUMBERS = 15
_FILLER = re.compile(r"[.·…_=\-–—*]{3,}|(?:\s\.){3,}")
_ENDS_SENTENCE = re.compile(r"[.!?:;…»”\"')\]]$")
_BROKEN_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u00ad]$")
_BROKEN_ADDRESS = re.compile(
    r"(?:https?://|\bdoi\.org/|\bwww\.|\b10\.\d{4,}/)\S*[/._=?&#%-]$|https?://$", re.IGNORECASE
)
_LONGEST_ADDRESS = 300
"""Characters looked back for an address broken at a line's end."""
_SECOND_HALF = re.compile(r"(?:and|or|und|oder|bzw|et|ou|y|и|или)\b")
"""Words behind a hyphen that stands for a second half: `pre-` + `and post-training`."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 100
"""Characters looked back for a word broken at a line's end: bounds the time on lines without spaces."""
_OPENS_BLOCK = re.compile(
    r"(?:[-•*–▪◦‣∙●■]\s|\(?\d{1,3}[.)]\s|\[\d+\]\s|(?:Figure|Fig\.|Table|Рис\.|Таблица|Algorithm)\s\d)"
)


def clean_lines(text: str) -> list[str]:
    """The lines of a page: valid UTF-8, composed letters, no control characters, ligatures as letters,
    single spaces."""
    text = text.encode("utf-8", errors="replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    text = _composed(_CONTROL.sub("", _DRAWN_TWICE.sub("\u00ad", text.translate(_LIGATURES))))
    return [line for raw in text.split("\n") if (line := " ".join(raw.split()))]


def _composed(text: str) -> str:
    """Text with each accent on its letter, as one sign where there is one."""
    if text.isascii() and "`" not in text:
        return text

    def accented(match: re.Match[str]) -> str:
        accent, letter = (group for group in match.groups() if group)
        return {"ı": "i", "ȷ": "j"}.get(letter, letter) + _ACCENTS[accent]

    text = unicodedata.normalize("NFC", _CEDILLA.sub("\\1\u0327", text))
    text = _ACCENT_FIRST.sub(accented, _ACCENT_APART.sub("", text))
    return unicodedata.normalize("NFC", _LOOSE_MARK.sub("", text))


def without_line_numbers(page: Sequence[str]) -> list[str]:
    """A page without the numbers of its lines, which manuscripts under review have: by themselves, or
    before or behind each line, counted up by one or by five. As many lines come back, '' for such a number
    by itself."""
    for pattern in (_NUMBER_ALONE, _NUMBER_BEHIND, _NUMBER_BEFORE):
        numbers = [
            (position, int(match[1])) for position, line in enumerate(page) if (match := pattern.search(line))
        ]
        counted = _counted(numbers)
        if pattern is _NUMBER_ALONE or len(counted) > 0.6 * len(page):
            page = [
                pattern.sub("", line) if position in counted else line for position, line in enumerate(page)
            ]
    return list(page)


def _counted(numbers: Sequence[tuple[int, int]]) -> set[int]:
    """The positions whose numbers count up without a gap, in runs long enough not to be a list."""
    positions: set[int] = set()
    run: list[int] = []
    before = step = 0
    for position, number in numbers:
        goes_on = bool(run) and number - before in ((1, 5) if len(run) == 1 else (step,))
        if not goes_on:
            positions.update(run if len(run) >= _MIN_LINE_NUMBERS else ())
            run = []
        else:
            step = number - before
        run.append(position)
        before = number
    positions.update(run if len(run) >= _MIN_LINE_NUMBERS else ())
    return positions


def shape(line: str) -> str:
    """A line with its numbers made alike: `Page 3 of 10` and `Page 4 of 10` have one shape."""
    bare = line.strip("-–—|. ").casefold()
    return "#" if re.fullmatch(r"[ivxlc]+", bare) else re.sub(r"\d+", "#", bare)


def running_text(pages: Sequence[Sequence[str]]) -> str:
    """Paragraphs, one to a line, from lines as they were set.

    A line that fills the column goes on in the next one; a word broken by a hyphen is joined.
    """
    lines = [line for page in pages for line in page]
    lengths = sorted(len(line) for line in lines)
    if not lengths:
        return ""
    column = lengths[int(0.7 * (len(lengths) - 1))]
    # The parts of each paragraph, put together at the end: one may be as long as a book.
    paragraphs: list[list[str]] = []
    goes_on = False
    for line in lines:
        previous = paragraphs[-1][-1] if paragraphs else ""
        if previous and (joined := _joined(previous, line)):
            paragraphs[-1][-1] = joined
        elif goes_on and not _OPENS_BLOCK.match(line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        # A line much longer than the column is a title or a header across columns.
        fills = 0.75 * column <= len(line) <= 1.35 * column
        goes_on = fills and not (_ENDS_SENTENCE.search(line) and len(line) < column)
    return "\n".join(" ".join(parts) for parts in paragraphs)


def ends_sentence(line: str) -> bool:
    """Whether a sentence may end with a line."""
    return bool(_ENDS_SENTENCE.search(line))


def _broken(line: str) -> re.Match[str] | None:
    """The word in which a line ends with a hyphen."""
    return _BROKEN_WORD.search(line, max(0, len(line) - _LONGEST_WORD))


def _parts_a_name(previous: str, line: str) -> bool:
    """Whether a line ends at the hyphen of a compound whose second part is a name: `Domingo-` + `Ferrer`."""
    return line[:1].isupper() and _broken(previous) is not None


def joins(previous: str, line: str) -> bool:
    """Whether a line begins within the word that the one before it ends in."""
    if _broken(previous) is None or _FIRST_WORD.match(line) is None or line[0].isupper():
        return False
    return _SECOND_HALF.match(line) is None


def junction(previous: str, line: str, words: Container[str]) -> tuple[str, str]:
    """The first of two lines as it stands in a text, and what comes between it and the second: nothing within
    a word or an address. `words` are those of the document, in small letters."""
    if _BROKEN_ADDRESS.search(previous, max(0, len(previous) - _LONGEST_ADDRESS)):
        return previous, ""
    if not joins(previous, line):
        is_one = _behind_initial(previous, line) or _parts_a_name(previous, line)
        return previous, "" if is_one else " "
    return _first_half(previous, line, words), ""


def _first_half(previous: str, line: str, words: Container[str]) -> str:
    """A line that ends within a word, without the hyphen there. That of a compound stays: of one that has
    another (`state-of-the-` + `art`) or is among `words`, where the word without hyphen is not."""
    start, rest = _broken(previous), _FIRST_WORD.match(line)
    assert start is not None and rest is not None, "a broken word has two ends"
    whole, compound = f"{start[1]}{rest[0]}".lower(), f"{start[1]}-{rest[0]}".lower()
    is_compound = whole not in words and ("-" in start[1] or compound in words)
    return previous if is_compound and previous.endswith("-") else previous[:-1]


def _joined(previous: str, line: str) -> str:
    """Both lines as one, if the first ends within a word; '' if not."""
    if not joins(previous, line):
        return _behind_initial(previous, line)
    return _first_half(previous, line, frozenset()) + line


def _behind_initial(previous: str, line: str) -> str:
    """A large first letter, drawn by itself, with its word; '' where it may be a word of its own."""
    is_initial = len(previous) == 1 and previous.isupper() and previous not in "AIАВИКОСУЯ"
    # Formulas leave single letters too, but no line that goes on in small letters behind them.
    return previous + line if is_initial and line[0].islower() and len(line) > 20 else ""


def letter_ratio(text: str) -> float:
    """Letters among the visible characters, dot leaders and rules left out. Prose has 0.75 to 0.98."""
    visible = [c for c in _FILLER.sub("", text) if not c.isspace()]
    return sum(map(str.isalpha, visible)) / len(visible) if visible else 0.0


def unmapped_ratio(text: str) -> float:
    """Characters no script has (unassigned, private, replacement) among the visible ones.

    Fonts without a map to Unicode yield them; ordinary text has none."""
    visible = [c for c in text if not c.isspace()]
    odd = sum(c == "\ufffd" or unicodedata.category(c) in {"Cn", "Co", "Cs"} for c in visible)
    return odd / len(visible) if visible else 0.0
