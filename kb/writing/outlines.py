"""Outlines in which every point is a heading: Logseq wrote its Markdown so until 2021, and Org is often
written so. Read as the points that they are, each on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_POINT = re.compile(r"(?P<marks>#{1,12})(?:[ \t]+(?:[*-][ \t]+)?(?P<words>.*))?")
_DRAWER = re.compile(r"[ \t]*:(?:PROPERTIES|LOGBOOK):[ \t]*", re.IGNORECASE)
_DRAWER_ENDS = re.compile(r"[ \t]*:END:[ \t]*", re.IGNORECASE)
_IS_HEADING = re.compile(r"[ \t]*:heading:[ \t]*true[ \t]*", re.IGNORECASE)
_FRONT = re.compile(r"---[ \t]*")
_FEWEST = 8
"""Headings from which on a page may be an outline. This and the shares below are by judgement."""
_MOSTLY = 2 / 3
"""Lines that are headings in an outline, of those that say anything."""
_SENTENCES = 1 / 4
"""Headings that say something, and are no label of a form."""
_SAYING = 5
"""Words from which on one does."""


def points(text: str) -> str:
    """A text with its headings as points where it is an outline; otherwise as it is. Headings that Logseq
    shows as such stay."""
    # Most pages have few headings, and this is seen sooner.
    if text.count("\n#") < _FEWEST - 1:
        return text
    lines = text.split("\n")
    told = list(_told(lines))
    said = [words for marks, words in told if marks]
    lines_said = sum(bool(words) for _, words in told)
    if len(said) < _FEWEST or len(said) < _MOSTLY * lines_said:
        return text
    if sum(len(words.split()) >= _SAYING for words in said) < _SENTENCES * len(said):
        return text
    least = min(marks for marks, _ in told if marks)
    return "\n".join(_written(lines, told, least))


def _told(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Of each line how many marks of a heading it has, and its words; nothing of drawers and front matter."""
    fenced = bool(lines) and _FRONT.fullmatch(lines[0]) is not None
    in_drawer = False
    for number, line in enumerate(lines):
        if fenced:
            fenced = number == 0 or _FRONT.fullmatch(line) is None
            yield 0, ""
        elif in_drawer or _DRAWER.fullmatch(line):
            in_drawer = _DRAWER_ENDS.fullmatch(line) is None
            yield 0, ""
        elif found := _POINT.fullmatch(line):
            yield len(found["marks"]), found["words"] or ""
        else:
            yield 0, line.strip()


def _written(lines: Sequence[str], told: Sequence[tuple[int, str]], least: int) -> Iterator[str]:
    in_drawer = False
    for number, (line, (marks, words)) in enumerate(zip(lines, told, strict=True)):
        if marks and not _is_shown(lines, number):
            yield "\t" * (marks - least) + f"- {words}"
        else:
            in_drawer = in_drawer or _DRAWER.fullmatch(line) is not None
            yield "" if in_drawer else line
            in_drawer = in_drawer and _DRAWER_ENDS.fullmatch(line) is None


def _is_shown(lines: Sequence[str], number: int) -> bool:
    """Whether the drawer below a point says that it is a heading."""
    below = lines[number + 1 : number + 6]
    if not below or not _DRAWER.fullmatch(below[0]):
        return False
    ends = next((at for at, line in enumerate(below) if _DRAWER_ENDS.fullmatch(line)), len(below))
    return any(map(_IS_HEADING.fullmatch, below[:ends]))
