"""The names of authors, from the lines between a title and the text, or from metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.importers.pdf.lines import Line
from kb.importers.pdf.text import clean_lines
from kb.text.dates import iso_time

_AFFILIATION = re.compile(
    r"universit|universid|institut|department|laborator|\blabs?\b|college|school|academy|research|google"
    r"|microsoft|\bmeta\b|openai|deepmind|nvidia|amazon|apple|intelligence|technolog|\bsciences?\b|center"
    r"|centre"
    r"|corporation|\binc\b|\bltd\b|gmbh|company|faculty|hospital|foundation|correspond|equal|contribut"
    r"|\bauthors?\b"
    r"|abstract|street|version|draft|anonymous|team\b|collaboration|consortium|group\b|editor|\babout\b"
    r"|societ[yé]|soci[eé]t|\bdept\b|association|\bpress\b|program|library|publish|thesis|dissertation"
    r"|submitted|degree|supervis"
    r"|университет|институт|кафедра|факультет|лаборатори|академия|январ|феврал|август|сентябр|октябр|ноябр"
    r"|декабр"
    r"|january|february|\bmarch\b|april|\bjune\b|july|august\b|september|october|november|december",
    re.IGNORECASE,
)
_NOT_NAMES = re.compile(r"(?:удк|udc|ббк|doi|arxiv|keywords?|ключевые слова|e-?mail)\b|.*@", re.IGNORECASE)
_PARTICLES = (
    r"(?:van|von|vom|der|den|de|del|della|di|da|dos|do|du|la|le|el|al|bin|ibn|ben|ter|ten|zu|zur|af|av|y|e"
    r"|фон|де|ван)"
)
_CAPITAL = r"[^\W\d_a-zа-яё]"
# A word of a name: initials glued to each other (`J.R.`, `А.-Б.`, `И.С.`) or a word with a capital.
_NAME_WORD = (
    rf"(?:(?:{_CAPITAL}\.-?)+(?:{_CAPITAL}[^\W\d_]+(?:[-’'][^\W\d_]+)*)?"
    rf"|(?:[dDlLOО]['’])?{_CAPITAL}(?:[^\W\d_]|['’`-])*\.?(?:-{_CAPITAL}\.)?)"
)
_NAME = re.compile(rf"{_NAME_WORD}(?:\s(?:(?:{_PARTICLES})\s)*{_NAME_WORD}){{1,4}}")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_RANK = re.compile(
    r"(?:(?:senior |life |student |graduate )?(?:member|fellow)|ieee|acm|jr\.?|sr\.?|ph\.?\s?d\.?|md"
    r"|m\.?sc\.?|b\.?sc\.?"
    r"|prof\.?|dr\.?|et al\.?|и др\.?|[a-z]|д\.?-?р|канд\..*|докт\..*)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\d¹²³⁰⁴-⁹∗*†‡§¶♯♠♣♦♥⋆★✉#‖\^$}{~⊥⋄◇△▽]+")
_SEPARATOR = re.compile(r"\s*[,;&·•|]\s*(?:(?:and|und|и)\s+)?|\s+(?:and|und|и)\s+")
_CREDIT = re.compile(
    r"(?:(?:written |posted |published )?by|authors?:|авторы?:|автор статьи:|текст:)\s+(?P<names>.+)",
    re.IGNORECASE,
)
"""A line that says who wrote it, as pages of the web print it."""
_DATED = re.compile(
    r"[\s,;|·•—–-]+(?:on\s+)?(?:\d{1,2}\s+[^\W\d_]{3,9}\.?,?|[^\W\d_]{3,9}\.?\s+\d{1,2},?|\d{1,2}[./-]\d{1,2}[./-])\s*"
    r"(?:19|20)\d\d(?:\s*г\.?)?$|[\s,;|·•—–-]+(?:19|20)\d\d-\d\d-\d\d$"
)
"""The day behind the names in such a line."""
_SENTENCE = re.compile(r"[a-zа-яё)]\.$|[a-zа-яё]+(?:\s[a-zа-яё]+){3}")
# Full-size numbers by themselves, or a mark in front: streets, and the houses that marks point to.
_ADDRESS = re.compile(r"(?:^|\s)\d|^\s*[*¹²³]")
_HEADING = re.compile(
    r"(?:\d{1,2}|[IVX]{1,4})\.?\s+[^\W\d_]|(?:contents|keywords?|introduction|содержание|введение)\b",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(r"(?<![\w@./-])[a-zа-яё]{2,}(?![\w@/])")
_LONG_WORD = re.compile(r"[^\W\d_]{2,}")
_ENOUGH_WORDS = 60
"""Different words of a text that tell what its author writes small: a page has more. By judgement."""
_MAX_LINES = 60
"""Lines between title and abstract: with more the title is not where it seems, or it is no abstract's
heading."""
_MAX_BYLINES = 15
"""Lines below a title where names are looked for when no abstract ends them."""


def authors_below(after: Sequence[Line], abstract: re.Pattern[str]) -> tuple[str, ...]:
    """Names in the lines below a title, up to the one that `abstract` matches; without such a line,
    those right below the title that cannot well be anything else."""
    end = next((number for number, line in enumerate(after) if abstract.match(line.text)), None)
    if end is not None and end <= _MAX_LINES:
        lines = [line for line in after[:end] if _names_in(line)]
    else:
        lines = _bylines(after)
    # Names are set in one size; what is smaller below them are places.
    names = [name for line in lines if line.size >= 0.95 * lines[0].size for name in _names_in(line)]
    return tuple(dict.fromkeys(map(_capitalised, names)))


def credited_day(after: Sequence[Line]) -> str | None:
    """The day in the line below a title that says who wrote it; None where none does."""
    lines = (line.text for line in after[:_MAX_BYLINES] if _CREDIT.fullmatch(line.text))
    found = next(filter(None, map(_DATED.search, lines)), None)
    return iso_time(found[0].strip(" \t,;|·•—–-")) if found else None


def lone_author(after: Sequence[Line], pages: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The one name right below a title, told from a second title by its words: none of them is written small
    anywhere in the text of the `pages`, where that is long enough to tell."""
    names = _names_in(after[0]) if after else []
    small = {word for page in pages for line in page for word in _SMALL_WORD.findall(line)}
    if len(names) != 1 or len(small) < _ENOUGH_WORDS:
        return ()
    words = [word.lower() for word in _LONG_WORD.findall(names[0])]
    return tuple(map(_capitalised, names)) if words and small.isdisjoint(words) else ()


def _bylines(after: Sequence[Line]) -> list[Line]:
    bylines: list[Line] = []
    for number, line in enumerate(after[:_MAX_BYLINES]):
        is_sentence = _SENTENCE.search(line.text) and not is_byline(line) and not is_affiliation(line)
        if _HEADING.match(line.text) or is_sentence:
            break
        following = after[number + 1] if number + 1 < len(after) else None
        over_house = following is not None and (is_affiliation(following) or "@" in following.text)
        one = len(_names_in(line)) == 1
        if is_byline(line) or (one and (over_house or (bylines and line.size == bylines[0].size))):
            bylines.append(line)
    return bylines


def is_affiliation(line: Line) -> bool:
    """Whether a line names a house, a place in one, or an address for mail."""
    return bool(_AFFILIATION.search(line.text) or "@" in line.text)


def is_byline(line: Line) -> bool:
    """Whether a line must be one of names: two at least, or one with a mark behind it."""
    names = _names_in(line)
    if names and _CREDIT.fullmatch(line.text):
        return True
    marked = bool(_MARKS.search(line.large.strip()[-1:])) and not line.large[-1:].isdigit()
    return len(names) > 1 or (len(names) == 1 and marked and _has_initial(names[0]))


def _has_initial(name: str) -> bool:
    return bool(re.search(rf"\b{_CAPITAL}\.", name))


def _names_in(line: Line) -> list[str]:
    """The names of a line. Among several, one that looks odd is taken as it stands."""
    text = line.large if _MARKS.sub("", line.large).strip(" ,;") else line.text
    if credit := _CREDIT.fullmatch(line.text):
        text = _DATED.sub("", credit["names"])
    text = re.sub(r"\([^()]*\)", "", text)
    if _NOT_NAMES.match(line.text) or _AFFILIATION.search(text) or _ADDRESS.search(text):
        return []
    parts = [
        re.sub(r"^(?:by|and|und|и)\s", "", name, flags=re.IGNORECASE)
        for part in _SEPARATOR.split(_MARKS.sub(",", text))
        if (name := part.strip(" ,:")) and not _RANK.fullmatch(name)
    ]
    known = [name for name in parts if _is_name(name)]
    if len(known) < len(parts) and (len(known) < 2 or not all(map(_may_be_name, parts))):
        return []
    return [name for name in parts if name in known or " " in name]


def _is_name(text: str) -> bool:
    # The pattern also lets letters through that have no capitals: sentences in them look like names.
    capitals = bool(_NAME.fullmatch(text)) and (text[0].isupper() or text[0] in "dl")
    return capitals or bool(_HAN_NAME.fullmatch(text))


def _may_be_name(text: str) -> bool:
    short = len(text) <= 40 and len(text.split()) <= 4
    return short and any(map(str.isupper, text)) and not re.search(r"[:!?@/\\=<>()\[\]]", text)


def _capitalised(name: str) -> str:
    """`JANE VAN DER BERG` as `Jane van der Berg`; names in small letters as they are."""
    if not name.isupper() or len(name.split()) < 2:
        return name
    words = [word if re.fullmatch(r"[IVX]+", word) else word.title() for word in name.split()]
    return " ".join(
        word.lower() if number > 0 and re.fullmatch(_PARTICLES, word.lower()) else word
        for number, word in enumerate(words)
    )


def stated_authors(stated: str) -> tuple[str, ...]:
    """The names in the metadata; nothing where they are no names (`admin`, a company)."""
    stated = " ".join(clean_lines(stated))
    separator = r"\s*;\s*" if ";" in stated else r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+&\s+"
    parts = [part.strip() for part in re.split(separator, stated)]
    # `Doe, J. and Petrov, O.`, `Doe, Jane`: the family name stands first.
    inverted = re.fullmatch(
        rf"({_NAME_WORD},\s*{_NAME_WORD}(?:\s{_NAME_WORD})?(?:\s+and\s+|\s*;\s*|$))+", stated
    )
    if inverted:
        pairs = [person.partition(",") for person in re.split(r"\s+and\s+|\s*;\s*", stated) if person]
        parts = [f"{given.strip()} {family.strip()}" for family, _, given in pairs]
    return tuple(name for name in parts if _is_name(name) and not _AFFILIATION.search(name))
