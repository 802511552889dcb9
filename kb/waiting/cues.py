"""Signs by which a text is known to take stock of a field, or not to: patterns in two languages with weights.

They stand in `cues.txt`. The weights were chosen by hand on those texts of `bench/labelled_surveys` that are
there to learn from; the others measure them (docs/benchmarks.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.types.waiting import SurveyKind

_FILE = Path(__file__).with_name("cues.txt")
_DEFINITION = re.compile(r"([a-z]+) = (.+)")
_NOT_MEANT = "not meant"
_AGAINST_ALL = "all"


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign: the kind it speaks for (None: against all), whether it is looked for in the title or in what a
    text says of itself, and what it adds to the logarithm of odds. `reason` says it to a person; it is empty
    for what only speaks against."""

    kind: SurveyKind | None
    in_title: bool
    weight: float
    reason: str
    pattern: re.Pattern[str]


@cache
def cues() -> tuple[Cue, ...]:
    """All signs. Of each the weight counts once, however often it is found."""
    return tuple(
        _cue([part.strip() for part in head.split("|")], pattern)
        for head, pattern in _sections()
        if head != _NOT_MEANT
    )


def meant(text: str) -> str:
    """A text in small letters, without words of surveys and reviews where something else is meant."""
    other = next(pattern for head, pattern in _sections() if head == _NOT_MEANT)
    return other.sub(" ", " ".join(text.casefold().replace("ё", "е").split()))


def _cue(head: list[str], pattern: re.Pattern[str]) -> Cue:
    kind, place, weight, *reason = head
    return Cue(
        None if kind == _AGAINST_ALL else SurveyKind(kind),
        place == "title",
        float(weight),
        "".join(reason),
        pattern,
    )


@cache
def _sections() -> tuple[tuple[str, re.Pattern[str]], ...]:
    names: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in _said(_FILE.read_text("utf-8").splitlines()):
        if line.startswith("[") and line.endswith("]") and "\\" not in line:
            lines = found.setdefault(line[1:-1], [])
        elif definition := _DEFINITION.fullmatch(line):
            names[definition[1]] = definition[2]
        else:
            for name, pattern in names.items():
                line = line.replace(f"{{{name}}}", pattern)
            lines.append(line)
    return tuple((head, re.compile("|".join(patterns))) for head, patterns in found.items())


def _said(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if line and not line.startswith("#"))
