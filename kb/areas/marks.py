"""How the lines of a pasted text begin entries: by numbers, "second direction", dashes, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.areas.phrases import is_name
from kb.areas.prose import BY_PLACE

_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<text>.+?)\s*#*")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_NUMBER = re.compile(
    r"(?P<open>\(?)(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[ivx]{1,5}|[a-zа-я](?=\)))"
    r"(?P<close>[.)](?=\s|[^\W\d])|(?=\s+[A-ZА-ЯЁ])|\ufe0f?\u20e3)\s*(?:[—–-]\s+)?(?P<text>\S.*)"
)
_WORD = (
    r"(?P<word>направление|область|тема|раздел|глава|часть|модуль|блок|пункт|трек|"
    r"area|direction|topic|section|chapter|part|module|theme|track|pillar|unit)"
)
_COUNTED = "перв втор трет четв[её]рт пят шест седьм восьм девят десят".split()
_COUNTED_EN = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NTH = rf"(?:{'|'.join(_COUNTED)})(?:ое|ая|ый|ой|ий|ье|ья)|{'|'.join(_COUNTED_EN)}"
_WORDED = re.compile(
    rf"{_WORD}\s*[№#]?\s*(?P<number>\d{{1,2}}|[IVX]{{1,5}}|{_NTH})\s*(?:[.:)—–-]+\s*|\s)(?P<text>\S.*)",
    re.IGNORECASE,
)
_NTH_WORDED = re.compile(rf"(?P<number>{_NTH})\s+{_WORD}\s*[.:)—–-]+\s*(?P<text>\S.*)", re.IGNORECASE)
_BULLET = re.compile(r"(?P<sign>[-*+•–—◦▪●‣·►▶✓✔→])\s+(?:\[[ xXхХ]\]\s+)?(?P<text>\S.*)")
_BOLD = re.compile(r"(?:\*\*|__)[^*_]{2,120}?(?:\*\*|__).*")
_LABEL = re.compile(r"[^\s:.!?][^:.!?]{1,70}?(?::| [—–]) +\S.{15,}")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_LATIN, _CYRILLIC = "abcdefgh", "абвгдежзиклмн"
_INLINE = re.compile(r"(?<=[\s:;,])(?=\(?(\d{1,2})[.)]\s)")
_ROW = re.compile(r"\|(.+)\|")
_RULE = re.compile(r"\|[\s:|-]+\|")
_ROMAN = {"i": 1, "v": 5, "x": 10}
"""Signs of Roman numbers up to 39: no outline counts further."""
Ordinal = tuple[int, ...]
_FEWEST_INLINE = 2
"""A list within a line needs more entries than this: "1) or 2)" is an aside."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a line begins an entry. `depth` is the level of a heading or the parts of a number; lines of one
    `style` may be one list."""

    row: int
    kind: str
    style: str
    depth: int
    indent: int
    ordinal: Ordinal
    text: str


def lines_of(text: str) -> list[str]:
    """Lines of a text, underlined headings like other headings, code left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u200b", "")
    lines: list[str] = []
    fenced = False
    for line in _LINK.sub(r"\1", plain).expandtabs(4).split("\n"):
        stripped = line.strip()
        if stripped.startswith(("```", "~~~")):
            fenced = not fenced
        elif fenced:
            continue
        elif _RULE.fullmatch(stripped) and lines:
            lines[-1] = ""
        elif row := _ROW.fullmatch(stripped):
            first, *others = (cell.strip() for cell in row[1].split("|"))
            lines.append(f"- {first}: {'; '.join(others)}" if any(others) else f"- {first}")
        elif parts := _inline(line):
            lines += parts
        elif _UNDERLINE.fullmatch(stripped) and lines and _is_bare_name(lines[-1]):
            lines[-1] = f"{'#' if stripped[0] == '=' else '##'} {lines[-1].strip()}"
        else:
            lines.append(line.rstrip().removeprefix("> ").removeprefix(">"))
    return lines


def _is_bare_name(line: str) -> bool:
    return is_name(line) and mark_of(0, line) is None


def _inline(line: str) -> list[str]:
    """The lines of a list told within one: "we follow 1) search, 2) agents, 3) speech"."""
    before, *pairs = _INLINE.split(f" {line}")
    if (
        pairs[::2] != [str(number + 1) for number in range(len(pairs) // 2)]
        or len(pairs) // 2 <= _FEWEST_INLINE
    ):
        return []
    return [before.strip(), *(part.strip(" ,;") for part in pairs[1::2])]


def mark_of(row: int, line: str) -> Mark | None:
    """How the line of this row begins an entry; None where it does not."""
    stripped = line.strip()
    indent = len(line) - len(line.lstrip())
    if match := _HEADING.fullmatch(stripped):
        inner = match["text"].strip("*_ ")
        counted = _WORDED.fullmatch(inner) or _NTH_WORDED.fullmatch(inner) or _NUMBER.fullmatch(inner)
        text = counted["text"] if counted and _ordinal(counted["number"]) else inner
        return Mark(row, "heading", "heading", len(match["level"]), 0, (), text)
    bold = stripped[:2] if stripped[:2] in ("**", "__") else ""
    bare = stripped.removeprefix(bold)
    if match := _WORDED.fullmatch(bare) or _NTH_WORDED.fullmatch(bare):
        style = f"worded {match['word'].casefold()}"
        return Mark(row, "worded", style, 1, indent, _ordinal(match["number"]), bold + match["text"])
    if (match := _NUMBER.fullmatch(bare)) and (ordinal := _ordinal(match["number"])):
        close = ")" if match["close"] == ")" else "."
        style = (
            f"{match['open']}{'1' if match['number'][0].isdigit() else match['number'][0].isupper()}{close}"
        )
        return Mark(row, "number", style, len(ordinal), indent, ordinal, bold + match["text"])
    if match := _BULLET.fullmatch(stripped):
        return Mark(row, "bullet", match["sign"], 1, indent, (), match["text"])
    if BY_PLACE.fullmatch(stripped):
        return None
    if _BOLD.fullmatch(stripped):
        return Mark(row, "bold", "bold", 1, indent, (), stripped)
    if _LABEL.fullmatch(stripped):
        return Mark(row, "label", "label", 1, indent, (), stripped)
    return None


def _ordinal(number: str) -> Ordinal:
    """1.2 as (1, 2), IV as (4,), "third" as (3,); nothing for what is no number."""
    if number[0].isdigit():
        return tuple(int(part) for part in number.split("."))
    for place, (russian, english) in enumerate(zip(_COUNTED, _COUNTED_EN, strict=True), start=1):
        if re.match(rf"{russian}|{english}$", number, re.IGNORECASE):
            return (place,)
    if len(number) == 1 and number not in "ivxIVX":
        return (_letters(number).index(number) + 1,) if number in _letters(number) else ()
    values = [_ROMAN[sign] for sign in number.casefold()]
    return (sum(-one if one < max(values[n:]) else one for n, one in enumerate(values)),)


def _letters(letter: str) -> str:
    return _LATIN if letter in _LATIN else _CYRILLIC


def follows(after: Ordinal, before: Ordinal) -> bool:
    """Whether a number goes on from another: 2 and 1.1 from 1, 1.3 and 2 from 1.2."""
    nexts = {(*before[:n], before[n] + 1) for n in range(len(before))}
    return after in nexts or after == (*before, 1)
