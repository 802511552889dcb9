"""What restricts a search, whether typed into the box or chosen beside it: one thing, in parts that can be
taken away one by one. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.search.query import DATES, FIELDS, Question, parse, to_query
from kb.types import Filters, Stance, Verdict
from kb.types.terms import language_name

Known = Mapping[str, Sequence[str]]
"""The values a library holds, by the word of the box that names the filter."""

_COLUMNS = {**FIELDS, **DATES}
_BOUNDS = {
    "since": "from",
    "until": "to",
    "saved-since": "saved since",
    "saved-until": "saved until",
    "filed-since": "filed since",
    "filed-until": "filed until",
    "read-since": "read since",
    "read-until": "read until",
}

# A piece of what was typed: up to the next space outside quotes. A quote left open runs to the end.
_PIECE = re.compile(r"(?:[^\s\"“”«»]|[\"“«][^\"“”»]*(?:[\"“”»]|$)|[”»])+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the box, and the filters chosen beside it."""

    typed: str
    chosen: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Part:
    """One restriction in words, and what would be asked without it."""

    label: str
    rest: Asked


def parts(asked: Asked, filters: Filters, known: Known) -> list[Part]:
    """Everything that restricts. `filters` are the typed and the chosen ones together."""
    found = [
        Part(label(name, value), without(asked, name, value, known))
        for name, column in FIELDS.items()
        for value in getattr(filters, column)
    ]
    for name, column in DATES.items():
        if value := getattr(filters, column):
            found.append(Part(f"{_BOUNDS[name]} {value}", without(asked, name, value, known)))
    for name, column in FIELDS.items():
        for value in getattr(filters.without or Filters(), column):
            rest = replace(asked, typed=_rewritten(asked.typed, _readmit(name, value), known))
            found.append(Part(f"not {label(name, value)}", rest))
    question = parse(asked.typed, known)
    for phrase in dict.fromkeys(question.phrases):
        rest = replace(asked, typed=_rewritten(asked.typed, _loosen(phrase), known))
        found.append(Part(f"exactly “{phrase}”", rest))
    for word in dict.fromkeys(question.without):
        rest = replace(asked, typed=_rewritten(asked.typed, _allow(word), known))
        found.append(Part(f"without “{word}”", rest))
    return found


def without(asked: Asked, name: str, value: str, known: Known) -> Asked:
    """The question without one filter, wherever it stands. `name` is the filter's word in the box."""
    chosen = _less(asked.chosen, name, value)
    return Asked(_rewritten(asked.typed, _drop(name, value), known), chosen)


def label(name: str, value: str) -> str:
    """A filter as a person would say it."""
    match name:
        case "lang":
            return language_name(value)
        case "stance":
            return Stance(value).label
        case "verdict":
            return Verdict(value).label
        case "author":
            return f"by {value}"
        case "tag":
            return f"#{value}"
        case "area":
            return f"area {value}"
        case "filed":
            return f"filed to {value}"
        case "filed-from":
            return f"filed out of {value}"
        case _:
            return value


def corrected(typed: str, instead: str, known: Known) -> str:
    """What was typed with its words in another spelling and its filters kept."""
    pieces = _PIECE.findall(typed)
    return " ".join([instead, *(piece for piece in pieces if not parse(piece, known).text)]).strip()


def bare(typed: str, known: Known) -> str:
    """The words alone, without anything that restricts."""
    return parse(typed, known).text


def one_line(asked: Asked) -> str:
    """All of a question as words of the box, to be kept and asked again."""
    return f"{asked.typed.strip()} {to_query(asked.chosen)}".strip()


_Change = Callable[[Question], str | None]
"""What is to stand in place of a piece of the question; None for the piece itself."""


def _rewritten(typed: str, change: _Change, known: Known) -> str:
    kept = []
    for piece in _PIECE.findall(typed):
        other = change(parse(piece, known))
        kept.append(piece if other is None else other)
    return " ".join(filter(None, kept))


def _drop(name: str, value: str) -> _Change:
    def change(piece: Question) -> str | None:
        less = _less(piece.filters, name, value)
        return None if less == piece.filters else to_query(less)

    return change


def _readmit(name: str, value: str) -> _Change:
    def change(piece: Question) -> str | None:
        refused = piece.filters.without
        if refused is None or (less := _less(refused, name, value)) == refused:
            return None
        return "" if less.empty else to_query(Filters(without=less))

    return change


def changed(filters: Filters, name: str, value: tuple[str, ...] | str | None) -> Filters:
    """Filters with another value of the one that the box calls `name`."""
    # One field, of the type it has.
    return replace(filters, **{_COLUMNS[name]: value})  # type: ignore[arg-type]


def _loosen(phrase: str) -> _Change:
    return lambda piece: phrase if phrase in piece.phrases else None


def _allow(word: str) -> _Change:
    return lambda piece: "" if word in piece.without else None


def _less(filters: Filters, name: str, value: str) -> Filters:
    """Filters without one value; a date goes whatever it is."""
    given = getattr(filters, _COLUMNS[name])
    left = tuple(each for each in given if each != value) if isinstance(given, tuple) else None
    return changed(filters, name, left)
