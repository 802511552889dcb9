"""A PDF's text as Markdown that shows how it was set, and where in it each page begins."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.importers.pdf.blocks import (
    BULLET,
    LEADER,
    Block,
    Set,
    Type,
    blocks,
    is_caption,
    opens_item,
    same_size,
    short_runs,
    text_type,
)
from kb.importers.pdf.headings import heads_references, mark_headings
from kb.importers.pdf.page import SetLine
from kb.importers.pdf.text import ends_sentence, junction

_LOOKED_OVER = 12
"""Blocks between the parts of a paragraph that a page's end divides: notes, a figure and what is in it. By
judgement."""
_ORDERED = re.compile(r"\(?(\d{1,3})[.)]\s+(?=\S)")
_STRUCTURE = re.compile(r"(?:#{1,6}\s|>|=+$|[-+*]\s|-+$|~{3}|`{3}|\d{1,9}[.)](?=\s))")
"""What Markdown would take for structure at the beginning of a line."""
_EMPTY_LINE = 1.6
"""Leadings between lines of code from which on one stands empty between them. By judgement."""
_LEADER = re.compile(rf"\s*{LEADER.pattern}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class SetText:
    """A text in Markdown, and for each page that has some the offset at which it begins."""

    text: str
    starts: tuple[tuple[int, int], ...]


def set_text(pages: Sequence[Sequence[SetLine]], title: str = "", names: Sequence[str] = ()) -> SetText:
    """Pages (without what recurs on them) as one text; pages count from 0. Its `title` and the `names` of its
    authors are known again."""
    kind = text_type(pages)
    found = blocks(pages, kind)
    mark_headings(found, kind, title, names)
    found = list(short_runs(found, kind))
    _mark_entries(found)
    return _written(_whole(found, kind), _words(pages))


def _mark_entries(found: Sequence[Block]) -> None:
    """The blocks below the heading of a bibliography are its entries. Where they have marks, what has none
    and stands apart ends them: the authors' lives, an appendix."""
    inside = marked = False
    for block in found:
        if block.kind is Set.HEADING:
            inside, marked = heads_references(block), False
        elif inside and block.kind in (Set.TEXT, Set.ITEM):
            has_mark = opens_item(block.first.text)
            inside = has_mark or not (marked and block.alone)
            marked = marked or has_mark
            if inside:
                block.kind = Set.ENTRY


def _whole(found: Sequence[Block], kind: Type) -> list[Block]:
    """The blocks with paragraphs put together that a column's or a page's end divides, before what stands
    between their parts."""
    kept: list[Block] = []
    taken: set[int] = set()
    for place, block in enumerate(found):
        if place in taken:
            continue
        kept.append(block)
        reach = place
        while (following := _rest(found, reach, block, kind, taken)) is not None:
            block.lines.extend(found[following].lines)
            taken.add(following)
            reach = following
    return kept


def _rest(found: Sequence[Block], place: int, block: Block, kind: Type, taken: Container[int]) -> int | None:
    """The place of the block in which the sentence that `block` breaks off goes on."""
    if block.kind not in (Set.TEXT, Set.ITEM, Set.ENTRY) or ends_sentence(block.last.text):
        return None
    if kind.is_small(block.last) or not kind.fills(block.last) or is_caption(block.first.text):
        return None
    for later in range(place + 1, min(place + 1 + _LOOKED_OVER, len(found))):
        one = found[later]
        if later in taken or one.kind is Set.ROWS or one.kind is Set.CODE:
            continue
        if one.kind is Set.HEADING or one.page > block.lines[-1][1] + 1:
            return None
        if kind.is_small(one.first) or is_caption(one.first.text):
            continue
        is_rest = (
            one.kind in (Set.TEXT, Set.ENTRY)
            and one.first.text[:1].islower()
            and not opens_item(one.first.text)
        )
        moved = one.page > block.lines[-1][1] or one.first.y > block.last.y
        return later if is_rest and moved and same_size(one.first.size, block.last.size) else None
    return None


def _words(pages: Sequence[Sequence[SetLine]]) -> set[str]:
    """The words of all lines in small letters; of `state-of-the-art` what it begins with, too."""
    written = {word.lower() for page in pages for line in page for word in _WORD.findall(line.text)}
    return {"-".join(parts[:end]) for word in written for parts in [word.split("-")] for end in _ends(parts)}


def _ends(parts: Sequence[str]) -> range:
    return range(2 if len(parts) > 1 else 1, len(parts) + 1)


def _written(found: Sequence[Block], words: Container[str]) -> SetText:
    parts: list[str] = []
    starts: dict[int, int] = {}
    length = 0
    before: Block | None = None
    for block in found:
        if before is not None:
            between = "\n" if _in_one_list(before, block) else "\n\n"
            parts.append(between)
            length += len(between)
        written, places = _block(block, words)
        for page, offset in places:
            starts.setdefault(page, length + offset)
        parts.append(written)
        length += len(written)
        before = block
    return SetText("".join(parts), tuple(_rising(starts)))


def _rising(starts: Mapping[int, int]) -> list[tuple[int, int]]:
    """The pages whose text begins after that of the page before: a paragraph that goes on over a page's end
    is told before the notes at its foot."""
    kept: list[tuple[int, int]] = []
    for page, offset in sorted(starts.items()):
        if not kept or offset > kept[-1][1]:
            kept.append((page, offset))
    return kept


def _in_one_list(before: Block, block: Block) -> bool:
    return before.kind is block.kind and block.kind in (Set.ITEM, Set.ENTRY)


def _block(block: Block, words: Container[str]) -> tuple[str, list[tuple[int, int]]]:
    """A block as Markdown, with the page of each of its lines and the offset at which the line begins."""
    if block.kind is Set.CODE:
        return _code(block)
    if block.kind is Set.ROWS:
        return _rows(block)
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    for (line, page), following in zip(block.lines, [*block.lines[1:], None], strict=True):
        places.append((page, length))
        kept, between = junction(line.text, following[0].text, words) if following else (line.text, "")
        parts += (kept, between)
        length += len(kept) + len(between)
    return _with_mark(block, "".join(parts), places)


def _with_mark(block: Block, text: str, places: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    if block.kind is Set.HEADING:
        mark, bare = "#" * block.level + " ", text
    elif block.kind is Set.ITEM and (bullet := BULLET.match(text)):
        mark, bare = "- ", text[bullet.end() :]
    elif block.kind in (Set.ITEM, Set.ENTRY) and (ordered := _ORDERED.match(text)):
        mark, bare = f"{ordered[1]}. ", text[ordered.end() :]
    elif block.kind in (Set.ITEM, Set.ENTRY):
        mark, bare = "- ", text
    else:
        mark, bare = "", text
    bare = bare if mark else _escaped(bare)
    shift = len(mark) + len(bare) - len(text)
    return mark + bare, [(page, max(0, offset + shift) if offset else 0) for page, offset in places]


def _escaped(text: str) -> str:
    """A line whose beginning Markdown would take for structure, protected."""
    if not _STRUCTURE.match(text):
        return text
    return re.sub(r"^(\d+)", r"\1\\", text) if text[0].isdigit() else f"\\{text}"


def _rows(block: Block) -> tuple[str, list[tuple[int, int]]]:
    """Lines that stay lines."""
    text = ""
    places: list[tuple[int, int]] = []
    for line, page in block.lines:
        text += "  \n" if text else ""
        places.append((page, len(text)))
        text += _escaped(_LEADER.sub(" … ", line.text))
    return text, places


def _code(block: Block) -> tuple[str, list[tuple[int, int]]]:
    left = min(line.x for line, _ in block.lines)
    steps = [above.y - below.y for (above, _), (below, _) in pairwise(block.lines)]
    leading = min((step for step in steps if step >= block.first.size), default=0.0)
    text = "```\n"
    places: list[tuple[int, int]] = []
    for (line, page), step in zip(block.lines, [0.0, *steps], strict=True):
        if leading and step > _EMPTY_LINE * leading:
            text += "\n"
        places.append((page, len(text) if places else 0))
        # Letters of one width are 0.6 of their size wide.
        indent = round((line.x - left) / (0.6 * line.size))
        text += f"{' ' * min(indent, 40)}{line.text.replace('```', chr(39) * 3)}\n"
    return text + "```", places
