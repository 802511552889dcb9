"""The language of the search box: words, "phrases", minus words, and filters such as `zone:must-have`.

Nothing typed is an error: what cannot be read as a filter is searched for as it stands, and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum, auto

from kb.catalogue import _
from kb.text.normal import normalized
from kb.text.words import fold
from kb.types import Filters
from kb.types.filters import BY_WORD, FILTERS, Filter, Open, filters_of

Known = Mapping[str, Sequence[str]]
"""The values a library holds, by the word of the box that names the filter."""

_MINUS = "-−–"
# A quote that is not closed runs to the end: the person is still typing.
_QUOTED = r"[\"“”«](?P<quoted>[^\"“”»]*)(?P<closed>[\"“”»])?"
# A piece of a question: an optional minus, an optional name of a filter, and a word or something in quotes.
_PIECE = re.compile(
    rf"(?P<space>\s*)(?P<minus>(?<!\S)[{_MINUS}])?(?:(?P<name>[A-Za-z]+(?:-[A-Za-z]+)*):)?"
    rf"(?:{_QUOTED}|(?P<word>\S+))?"
)
# A value of a filter, with the comma that leads to another one.
_VALUE = re.compile(rf"(?:{_QUOTED}|(?P<word>[^\s,]*))(?P<more>,)?")
_MOST_TYPED = 25
"""A question of more words is pasted or told at length, by judgement: quotes and dashes in it are the text's
own and ask for nothing, and a word that the library does not hold is no slip."""
_QUOTES = re.compile(r"[\"“”«»]")
# What stands before a colon in identifiers and addresses, and asks for no filter.
_OF_IDENTIFIERS = frozenset(
    {"arxiv", "doi", "isbn", "issn", "pmid", "hal", "urn", "oai", "mailto", "localhost"}
)
# A name with a value right behind it; a path behind it makes an address of both.
_LIKE_A_FILTER = re.compile(r"[a-z]+(?:-[a-z]+)*:(?=[\w\"“”«])")
_NEAR = 0.7
"""How alike a name must be to that of a filter to be called a slip of it, by judgement: a letter of four."""
_LEADING_MINUS = re.compile(rf"(?<!\S)[{_MINUS}]+")


class PieceKind(Enum):
    """What a piece of a question is."""

    WORDS = auto()
    """Words to look for; in quotes too, while these are open."""
    PHRASE = auto()
    """Words that must stand side by side."""
    FILTER = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands from `start` up to `end` in what was typed, and what it means.

    `text` are words as they are looked for; a filter has none, but the `values` it was understood to name and
    `notes` on those it was not. With `minus`, what has these words or values is left out. `closed` is False
    where a quote is still open: whatever is typed behind it belongs to it.
    """

    start: int
    end: int
    kind: PieceKind
    text: str = ""
    filter: Filter | None = None
    values: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    minus: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed, taken apart.

    `pieces` cover all of `typed`, the text in its normalized form, but for spaces; the rest follows from
    them. `text` is what is asked, without filters and minus words; `phrases` (also part of `text`) must
    stand in an item word for word; an item with any of `without` (words or phrases) is left out; `notes` say
    what could not be followed, one line each.
    """

    typed: str
    pieces: tuple[Piece, ...]
    text: str
    phrases: tuple[str, ...]
    without: tuple[str, ...]
    filters: Filters
    notes: tuple[str, ...]

    @property
    def is_told(self) -> bool:
        """Whether it is pasted or told at length, not typed in a few words."""
        return _is_told(self.typed)


def parse(typed: str, known: Known | None = None) -> Question:
    """Takes apart what was typed. `known` are the values a library holds for filters that take its names, so
    that `source:varim` finds its one source."""
    typed = normalized(typed)
    pieces = tuple(_pieces(typed, known or {}))
    if _is_told(typed):
        pieces = tuple(
            one if one.filter else replace(one, kind=PieceKind.WORDS, minus=False, notes=()) for one in pieces
        )
    worded = [piece for piece in pieces if piece.text]
    asked = [piece for piece in worded if not piece.minus]
    filters, refused = _named(pieces, minus=False), _named(pieces, minus=True)
    return Question(
        typed,
        pieces,
        text=" ".join(piece.text for piece in asked),
        phrases=tuple(piece.text for piece in asked if piece.kind is PieceKind.PHRASE),
        without=tuple(piece.text for piece in worded if piece.minus),
        filters=filters if refused.empty else replace(filters, without=refused),
        notes=tuple(note for piece in pieces for note in piece.notes),
    )


def _is_told(typed: str) -> bool:
    return len(typed.split()) > _MOST_TYPED


def _pieces(typed: str, known: Known) -> Iterator[Piece]:
    end = 0
    while (match := _PIECE.match(typed, end)) and match.end() > match.end("space"):
        one = BY_WORD.get((match["name"] or "").lower())
        piece = _filter(match, one, known) if one else _words(match)
        yield piece
        end = piece.end


def _words(match: re.Match[str]) -> Piece:
    start, quoted = match.end("space"), match["quoted"]
    closed = quoted is None or bool(match["closed"])
    phrase = quoted is not None and not match["name"]
    text = quoted if phrase else match.string[start : match.end()].removeprefix(match["minus"] or "")
    note = _unknown(match["name"] or "", match.string[match.start("name") : match.end()])
    return Piece(
        start,
        match.end(),
        PieceKind.PHRASE if phrase and closed else PieceKind.WORDS,
        text.strip(),
        notes=(note,) if note else (),
        minus=bool(match["minus"]),
        closed=closed,
    )


def _unknown(name: str, written: str) -> str:
    """What to say of a piece that reads like a filter there is none of; empty of any other."""
    if not _LIKE_A_FILTER.match(written) or name in _OF_IDENTIFIERS:
        return ""
    if near := get_close_matches(name, BY_WORD, 1, _NEAR):
        return _(
            "There is no filter {name}: it was looked for as words; {other}: is one", name=name, other=near[0]
        )
    return _(
        "There is no filter {name}: it was looked for as words; filters are {filters}",
        name=name,
        filters=", ".join(BY_WORD),
    )


def _filter(match: re.Match[str], one: Filter, known: Known) -> Piece:
    values: list[str] = []
    notes: list[str] = []
    end, more, closed = match.end("name") + 1, True, True
    while more and (read := _VALUE.match(match.string, end)):
        quoted = read["quoted"]
        if value := read["word"] if quoted is None else quoted:
            matching, note = _understood(one, value, known)
            values += matching
            notes += [note] if note else []
        closed = quoted is None or bool(read["closed"])
        end, more = read.end(), bool(read["more"])
    return Piece(
        match.end("space"),
        end,
        PieceKind.FILTER,
        filter=one,
        values=tuple(values),
        notes=tuple(notes),
        minus=bool(match["minus"]),
        closed=closed,
    )


def _named(pieces: Iterable[Piece], *, minus: bool) -> Filters:
    values: dict[str, list[str]] = {}
    for piece in pieces:
        if piece.filter and piece.minus is minus:
            values.setdefault(piece.filter.word, []).extend(piece.values)
    return filters_of(values)


def _understood(one: Filter, value: str, known: Known) -> tuple[list[str], str]:
    """The values a typed one means: itself, or the ones it begins or is part of; and a note if there are
    none."""
    if one.takes is Open.TEXT:
        return [value], ""
    if one.is_bound:
        if one.accepts(value):
            return [value], ""
        return [], _(
            "{filter}:{value} is no date; write it as 2025, 2025-06 or 2025-06-30",
            filter=one.word,
            value=value,
        )
    options = [option for option in one.options or known.get(one.word, ()) if option]
    folded = _alike(value)
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [option for option in options if fits(_alike(option), folded)]
        if found and (len(found) == 1 or not one.options):
            return found, ""
    if one.options:
        return [], _(
            "{filter}:{value} is none of {values}",
            filter=one.word,
            value=value,
            values=", ".join(options),
        )
    return [value], _("Nothing here has {filter}:{value}", filter=one.word, value=value)


def _alike(text: str) -> str:
    """A value for comparing: quotes cannot be typed within quotes, so they do not count."""
    return re.sub(r'[\s_"“”«»-]+', "-", fold(text)).strip("-")


def rewritten(question: Question, change: Callable[[Piece], str | None]) -> str:
    """What was typed with other words in place of some pieces: an empty text for none, None for the piece
    itself. What no piece of is changed stays to the letter."""
    others = [change(piece) for piece in question.pieces]
    if all(other is None for other in others):
        return question.typed
    words: list[str] = []
    end, kept = 0, False
    for piece, other in zip(question.pieces, others, strict=True):
        raw = question.typed[piece.start : piece.end]
        touches = 0 < piece.start == end
        if other is not None:
            words.append(other)
        elif touches and kept:
            words[-1] += raw
        else:
            # A sign that stood within words would be a minus at their beginning.
            words.append(raw.lstrip(_MINUS) if touches else raw)
        end, kept = piece.end, other is None
    return " ".join(filter(None, words))


def as_words(text: str) -> str:
    """A phrase written so that its words are looked for and restrict nothing."""
    plain = parse(_LEADING_MINUS.sub("", _QUOTES.sub(" ", text)))

    def unnamed(piece: Piece) -> str | None:
        return plain.typed[piece.start : piece.end].replace(":", " ") if piece.filter else None

    return _LEADING_MINUS.sub("", rewritten(plain, unnamed))


def to_query(filters: Filters) -> str:
    """Filters as words of the box, such that `parse` gives them back."""
    refused = filters.without or Filters()
    return " ".join(
        written(one, [value], minus=minus)
        for minus, given in ((False, filters), (True, refused))
        for one in FILTERS
        for value in one.of(given)
    )


def written(one: Filter, values: Sequence[str], *, minus: bool = False) -> str:
    """A filter as a piece of a question."""
    return f"{'-' if minus else ''}{one.word}:{','.join(map(_quoted, values))}"


def _quoted(value: str) -> str:
    value = _QUOTES.sub(" ", value)
    return f'"{value}"' if not value or any(sign.isspace() or sign == "," for sign in value) else value


def replaced(text: str, better: Mapping[str, str]) -> str:
    """A question with some of its words, named in lower case, replaced."""
    return re.sub(r"\w+", lambda word: better.get(fold(word[0]), word[0]), text)


def merge(one: Filters, other: Filters) -> Filters:
    """Filters typed and filters chosen as one: values of a field add up, days narrow."""
    merged = _merged(one, other, narrow=True)
    if one.without and other.without:
        return replace(merged, without=_merged(one.without, other.without, narrow=False))
    return replace(merged, without=one.without or other.without)


def _merged(one: Filters, other: Filters, *, narrow: bool) -> Filters:
    merged = Filters()
    for each in FILTERS:
        values = (*each.of(one), *each.of(other))
        if each.is_bound and values:
            first = each.takes is Open.FIRST_DAY
            # A year or a month to end with comes after all its days.
            values = ((max if first is narrow else min)(values, key=str if first else "{}~".format),)
        merged = each.put(merged, values)
    return merged
