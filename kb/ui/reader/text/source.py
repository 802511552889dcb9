"""What there is to read of an item, in parts that are made when asked for: its text, or its turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from kb.catalogue import p_
from kb.text.digest import text_hash
from kb.text.pagination import page_starts
from kb.text.reading import FIRST_PART, PART, Outline, outline
from kb.types import ItemDetail, Kind, Turn
from kb.ui.reader.text import markup
from kb.ui.shell import humanize

_BREAKING = frozenset((Kind.POST, Kind.CHAT))
"""Kinds in which the end of a line was meant: messages are not wrapped."""
_LISTED = 3
"""Headings that are worth a list of contents, where a text has more than one part: what is shorter is seen
at once."""
_LISTED_AT_MOST = 200
_DEPTHS = 3
"""Levels of headings in the list; those below are for when one is there."""
_TITLE = 90
"""Characters of an entry: one line."""
_PERSON = frozenset(("user", "human", "me", "you", "я"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: how deep it lies, what it says, where it leads, and in which part that is."""

    depth: int
    title: str
    at: int
    part: int


@dataclass(frozen=True, slots=True)
class Source:
    """A text to be read: what tells it from others, how many parts it has, whether its pages are
    known, its contents, a part as HTML."""

    stamp: str
    parts: int
    paged: bool
    contents: tuple[Entry, ...]
    part: Callable[[int], str]


def of_text(detail: ItemDetail) -> Source:
    """The text of an item. Its own title at the beginning is left out: the page shows it."""
    text = detail.text
    found = outline(text)
    starts = page_starts(text, detail.meta)
    titled = bool(found.headings) and _alike(found.headings[0].title, detail.item.title)
    title_at = found.headings[0].at if titled and found.headings[0].at < FIRST_PART else -1

    # A page that begins with the title begins with what follows it.
    title_end = next((end for start, end in found.blocks if start == title_at), -1)
    below = next((start for start, _ in found.blocks if start > title_at), 0)
    starts = tuple(
        start._replace(offset=below) if title_at <= start.offset < title_end else start for start in starts
    )

    def part(number: int) -> str:
        blocks = [block for block in found.part(number) if block[0] != title_at]
        breaks = detail.item.kind in _BREAKING
        return markup.html(text, blocks, starts, is_set=bool(starts), breaks=breaks)

    return Source(text_hash(text), len(found.parts), bool(starts), _contents(found, title_at), part)


def _alike(one: str, other: str) -> bool:
    first, second = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    return bool(first) and first == second


def _contents(found: Outline, title_at: int) -> tuple[Entry, ...]:
    headings = [heading for heading in found.headings if heading.title and heading.at != title_at]
    if len(headings) < _LISTED or len(found.parts) < 2:
        return ()
    top = min(heading.level for heading in headings)
    entries: list[Entry] = []
    for heading in headings:
        # A heading stands below one of the level above it: where there is none, as high as that would.
        depth = min(heading.level - top, entries[-1].depth + 1 if entries else 0)
        if heading.level - top < _DEPTHS:
            entries.append(Entry(depth, _line(heading.title), heading.at, found.part_at(heading.at)))
    return tuple(entries[:_LISTED_AT_MOST])


def _line(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"


def of_turns(turns: Sequence[Turn]) -> Source:
    """A conversation, one message after another; what the person asked is its contents."""
    offsets = [0]
    for turn in turns:
        offsets.append(offsets[-1] + len(turn.text) + 1)
    firsts = [0]
    for number, offset in enumerate(offsets[:-1]):
        if offset - offsets[firsts[-1]] > (PART if len(firsts) > 1 else FIRST_PART):
            firsts.append(number)
    bounds = [*firsts, len(turns)]
    asked = [number for number, turn in enumerate(turns) if is_person(turn) and turn.text.strip()]
    entries = (
        Entry(0, _line(" ".join(turns[n].text.split())), offsets[n], sum(first <= n for first in firsts) - 1)
        for n in asked[:_LISTED_AT_MOST]
    )
    stamp = text_hash("\n".join(turn.text for turn in turns))
    drawn = partial(_turns, turns, offsets, bounds)
    return Source(
        stamp, len(firsts), False, tuple(entries) if len(asked) >= _LISTED and len(firsts) > 1 else (), drawn
    )


def is_person(turn: Turn) -> bool:
    """Whether the person wrote a message themselves."""
    return turn.role.strip().lower() in _PERSON


def _turns(turns: Sequence[Turn], offsets: Sequence[int], bounds: Sequence[int], number: int) -> str:
    return "".join(_turn(turns[n], offsets[n]) for n in range(bounds[number], bounds[number + 1]))


def _turn(turn: Turn, at: int) -> str:
    who = " · ".join(filter(None, (turn.role or p_("a speaker", "unknown"), humanize.day(turn.at))))
    said = markup.html(turn.text, outline(turn.text).blocks, (), is_set=False, breaks=True)
    mine = " jr-mine" if is_person(turn) else ""
    return (
        f'<section class="jr-turn{mine}" data-at="{at}" data-place="{escape(turn.role)}">'
        f'<p class="jr-who">{escape(who)}</p>{said.replace(" data-at=", " data-in=")}</section>'
    )
