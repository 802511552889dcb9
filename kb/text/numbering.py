"""Numbers at the beginning of a line that begin no list: an edition, a year, the end of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kb.text.markup import parts

_NUMBERED = re.compile(r"^([ \t]*)(\d{1,9})([.)])(?=[ \t])", re.MULTILINE)
_COUNTED_TO = 1000
"""Nobody's list counts so far; what is larger is a year. By judgement."""


def unlisted(text: str) -> str:
    r"""Markdown in which numbers that begin no list are protected: `1990\. The year`."""
    return protected(text, strays(text))


def strays(text: str) -> list[int]:
    """The offsets right behind the numbers that Markdown would take for a list without their being one.

    A list begins with 1, counts on from the number before, is counted on by the next, or stands in the
    paragraph of another number.
    """
    alike: dict[tuple[str, str], list[tuple[int, int]]] = {}
    reached = 0
    for part, is_code in parts(text):
        if not is_code:
            for mark in _NUMBERED.finditer(text, reached, reached + len(part)):
                alike.setdefault((mark[1], mark[3]), []).append((int(mark[2]), mark.end(2)))
        reached += len(part)
    return sorted(
        series[place][1]
        for series in alike.values()
        for place in range(len(series))
        if not _is_listed(text, series, place)
    )


def _is_listed(text: str, series: Sequence[tuple[int, int]], place: int) -> bool:
    number, at = series[place]
    if number == 1 or number >= _COUNTED_TO:
        return number == 1
    before = series[place - 1] if place else None
    follows = before is not None and (before[0] == number - 1 or "\n\n" not in text[before[1] : at])
    return follows or any(one == number + 1 for one, _ in series[place + 1 : place + 2])


def protected(text: str, places: Iterable[int]) -> str:
    """A text with a backslash at each of the offsets, which rise."""
    written, reached = [], 0
    for place in places:
        written += [text[reached:place], "\\"]
        reached = place
    return "".join((*written, text[reached:]))
