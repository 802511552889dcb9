"""The language of the search box: words, "phrases", minus words, and filters such as `zone:must-have`.

Nothing typed is an error: what cannot be read as a filter is searched for as it stands, and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum

from kb.text.normal import normalized
from kb.text.words import fold
from kb.types import Filters, Kind, Stance, State, Verdict, Zone

FIELDS = {
    "zone": "zones",
    "kind": "kinds",
    "state": "states",
    "area": "areas",
    "stance": "stances",
    "source": "sources",
    "lang": "languages",
    "verdict": "verdicts",
    "tag": "tags",
    "author": "authors",
    "filed": "filed",
    "filed-from": "filed_from",
}
"""Words of the box that name a filter, beside the field of `Filters` each one fills."""
DATES = {
    "since": "since",
    "until": "until",
    "saved-since": "saved_since",
    "saved-until": "saved_until",
    "filed-since": "filed_since",
    "filed-until": "filed_until",
    "read-since": "read_since",
    "read-until": "read_until",
}
"""Words of the box that name a first or a last day, beside the field of `Filters` each one fills."""

FIXED: Mapping[str, type[StrEnum]] = {
    "zone": Zone,
    "kind": Kind,
    "state": State,
    "stance": Stance,
    "verdict": Verdict,
    "filed": Zone,
    "filed-from": Zone,
}
"""Filters whose values are always the same; those of the others are a library's own."""
# A part of a question: an optional minus, an optional field, and a word or something in quotes. A quote
# that is not closed runs to the end: the person is still typing.
_PART = re.compile(
    r"(?P<minus>(?<!\S)[-−–])?"
    r"(?:(?P<field>(?:(?:saved|filed|read)-)?[A-Za-z]+):)?"
    r"(?:[\"“”«](?P<phrase>[^\"“”»]*)(?P<closed>[\"“”»])?|(?P<word>\S+))?"
)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed, taken apart.

    `text` is what is asked, without filters and minus words; `phrases` (also part of `text`) must stand in
    an item word for word; an item with any of `without` (words or phrases) is left out; `notes` say what
    could not be followed, one line each.
    """

    text: str
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    notes: tuple[str, ...] = ()


def parse(typed: str, known: Mapping[str, Sequence[str]] | None = None) -> Question:
    """Takes apart what was typed. `known` are the values a library holds for `source`, `area`, `tag` and
    `lang`, so that `source:varim` finds its one source."""
    words: list[str] = []
    phrases: list[str] = []
    without: list[str] = []
    notes: list[str] = []
    chosen: dict[str, list[str]] = {}
    refused: dict[str, list[str]] = {}
    dates: dict[str, str] = {}
    for part in _PART.finditer(normalized(typed)):
        if not part[0]:
            continue
        minus, name = bool(part["minus"]), (part["field"] or "").lower()
        phrase, word = part["phrase"], part["word"]
        if name in FIELDS:
            for value in [phrase] if phrase is not None else (word or "").split(","):
                if not value:
                    continue
                matching, note = _values(name, value, known or {})
                (refused if minus else chosen).setdefault(name, []).extend(matching)
                if note:
                    notes.append(note)
        elif name in DATES and not minus:
            value = phrase if phrase is not None else word or ""
            if _is_date(value):
                dates[name] = value
            elif value:
                notes.append(f"{name}:{value} is no date; write it as 2025, 2025-06 or 2025-06-30")
        else:
            said = part[0][1:] if minus else part[0]
            bare = (phrase if phrase is not None and not name else said).strip()
            if not bare:
                continue
            if minus:
                without.append(bare)
                continue
            words.append(bare)
            if part["closed"] and not name:
                phrases.append(bare)
    filters = _filters(chosen, dates)
    if refused:
        filters = replace(filters, without=_filters(refused, {}))
    return Question(" ".join(words), tuple(phrases), tuple(without), filters, tuple(notes))


def _filters(values: Mapping[str, Sequence[str]], dates: Mapping[str, str]) -> Filters:
    found = Filters(**{DATES[name]: value for name, value in dates.items()})  # type: ignore[arg-type]
    for name, given in values.items():
        typed = tuple(FIXED[name](value) for value in given) if name in FIXED else tuple(given)
        # One filter at a time: each name fills one field.
        found = replace(found, **{FIELDS[name]: tuple(dict.fromkeys(typed))})  # type: ignore[arg-type]
    return found


def _values(name: str, value: str, known: Mapping[str, Sequence[str]]) -> tuple[list[str], str]:
    """The values a typed one means: itself, or the ones it begins or is part of; and a note if there are
    none."""
    if name == "author":
        return [value], ""
    options = [option for option in FIXED.get(name, known.get(name, ())) if option]
    folded = _alike(value)
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [option for option in options if fits(_alike(option), folded)]
        if found and (len(found) == 1 or name not in FIXED):
            return found, ""
    if name in FIXED:
        return [], f"{name}:{value} is none of {', '.join(options)}"
    return [value], f"Nothing here has the {_SAID.get(name, name)} {value}"


_SAID = {"lang": "language"}


def _alike(text: str) -> str:
    """A value for comparing: quotes cannot be typed within quotes, so they do not count."""
    return re.sub(r'[\s_"“”«»-]+', "-", fold(text)).strip("-")


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if not match:
        return False
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True


def replaced(text: str, better: Mapping[str, str]) -> str:
    """A question with some of its words, named in lower case, replaced."""
    return re.sub(r"\w+", lambda word: better.get(fold(word[0]), word[0]), text)


def to_query(filters: Filters) -> str:
    """Filters as words of the box, such that `parse` gives them back."""
    parts = _parts(filters)
    parts += [f"{name}:{value}" for name, column in DATES.items() if (value := getattr(filters, column))]
    if filters.without:
        parts += [f"-{part}" for part in _parts(filters.without)]
    return " ".join(parts)


def _parts(filters: Filters) -> list[str]:
    return [
        f"{name}:{_quoted(value)}" for name, column in FIELDS.items() for value in getattr(filters, column)
    ]


def _quoted(value: str) -> str:
    value = re.sub(r'["“”«»]', " ", value)
    return f'"{value}"' if not value or any(sign.isspace() or sign == "," for sign in value) else value


def merge(one: Filters, other: Filters) -> Filters:
    """Filters typed and filters chosen as one: values of a field add up, dates narrow."""
    merged: dict[str, object] = {}
    for each in fields(Filters):
        a, b = getattr(one, each.name), getattr(other, each.name)
        if isinstance(a, tuple):
            merged[each.name] = tuple(dict.fromkeys((*a, *b)))
    without = (
        merge(one.without, other.without) if one.without and other.without else one.without or other.without
    )
    for column in DATES.values():
        narrower = max if column.endswith("since") else min
        given = (getattr(one, column), getattr(other, column))
        merged[column] = narrower(filter(None, given), default=None)
    return Filters(**merged, without=without)  # type: ignore[arg-type]
