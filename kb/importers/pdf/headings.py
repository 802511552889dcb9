"""Which blocks of a set text are headings, by size, weight, number and wording, and of which level.

The shares and lengths are by judgement, on half of the PDFs that `bench.typeset` reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.importers.pdf.blocks import LEADER, Block, Set, Type, is_caption, opens_section
from kb.importers.pdf.lines import letters
from kb.importers.pdf.rows import is_row
from kb.importers.pdf.text import letter_ratio

_LONGEST = 160
"""Characters of a heading: longer ones of theses and reports take two lines."""
_LARGER = 1.08
"""Of the text's size: what is larger is set to be seen."""
_DEPTH = 4
"""Levels that are told apart: title, section, subsection, and all below."""
_WORDS = frozenset(
    "abstract summary introduction background motivation preliminaries relatedwork method methods methodology"
    " approach experiments experimentalsetup evaluation results discussion analysis conclusion conclusions"
    " limitations futurework references bibliography contents tableofcontents acknowledgements"
    " acknowledgments acknowledgement acknowledgment appendix appendices supplementarymaterial broaderimpact"
    " ethicsstatement"
    " reproducibilitystatement preface foreword index glossary notation"
    " аннотация реферат резюме введение обзор методы метод эксперименты результаты обсуждение выводы"
    " заключение ограничения благодарности содержание оглавление предисловие приложение приложения литература"
    " списоклитературы библиография списокиспользованныхисточников".split()
)
_CONTENTS = frozenset(
    "contents tableofcontents содержание оглавление inhaltsverzeichnis índice sumário".split()
)
_ENTRY = re.compile(r"(?:\.\s?){3,}|\s\d{1,3}$")
"""A line of a table of contents leads to a page."""
_PROSE = 200
"""Characters of a paragraph of text: below names and houses stand lines. By judgement."""
_SCALE = re.compile(r"[\d\s.,%×·−+-]{1,80}")
"""Numbers as they stand along the axis of a figure: what stands among them is no heading."""
_REFERENCES = frozenset(
    "references bibliography литература списоклитературы библиография списокиспользованныхисточников"
    " listofreferences referencesandnotes literatur literaturverzeichnis referências références".split()
)
_NUMBER = re.compile(
    r"(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,2})*|[IVX]{1,5})(?P<point>[.)]?)\s+(?=[^\W\d_])"
    r"|(?:chapter|section|appendix|part|глава|раздел|приложение|часть|§)\s*(?P<named>[\dIVXA-ZА-Я]{1,4})\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?:1|I)[.)]?\s+[A-ZА-ЯЁ]")
_BARE_NUMBER = re.compile(r"\w{1,5}\s")
_TAIL = re.compile(r"[^\w.:?)\]»”\"]{1,4}$")
_SENTENCE = re.compile(r"[a-zа-яё0-9)]{2}[.!?]\s+[A-ZА-ЯЁ]")


def mark_headings(blocks: Sequence[Block], kind: Type, title: str, names: Sequence[str] = ()) -> None:
    """Makes headings of the blocks that are some. The document's `title` is the one of the first level; what
    stands with it, the `names` of its authors and houses, is none."""
    found: list[Block] = []
    named = set(filter(None, map(letters, names)))
    over_text: set[int] = set()
    around = zip([None, *blocks], blocks, [*blocks[1:], None], strict=False)
    listed = False
    for before, block, after in around:
        # Another heading parts it as well as space does.
        parted = block.alone or (before is not None and before in found[-1:])
        listed = _bare(block) in _CONTENTS or (
            listed and (block.length > _LONGEST or _ENTRY.search(_text(block)) is not None)
        )
        if (
            _may_be(block)
            and not LEADER.search(_text(block))
            and not (block.page == 0 and any(name in letters(_text(block)) for name in named))
            and not (after is not None and is_row(after.first.text) and _heads_columns(block, kind))
            and not (listed and _ENTRY.search(_text(block)))
            and not (
                _bare(block) not in _WORDS
                and any(other is not None and _SCALE.fullmatch(_text(other)) for other in (before, after))
            )
            and _is_set_apart(block, kind, parted, alone=parted and (after is None or after.alone))
        ):
            if after is not None and after.kind is Set.TEXT and after.length >= _PROSE:
                over_text.add(id(block))
            found.append(block)
    at_title = _title(blocks, title)
    if at_title is not None:
        at_title.kind, at_title.level = Set.HEADING, 1
    begins = next((n for n, block in enumerate(found) if block.page <= 1 and _begins_text(block)), 0)
    found = [
        *(block for block in found[:begins] if block.page > 0 or id(block) in over_text),
        *found[begins:],
    ]
    looks = sorted(
        {_look(block) for block in found if block is not at_title and not _numbered(block)}, reverse=True
    )
    lettered = any(re.match(r"[IVX]{2,}[.\s]", _text(block)) for block in found)
    for block in found:
        if block is not at_title:
            block.kind, block.level = Set.HEADING, _level(block, looks, lettered)


def _text(block: Block) -> str:
    """The words of a block on one line."""
    return " ".join(line.text for line, _ in block.lines)


def heads_references(block: Block) -> bool:
    """Whether a heading stands above a bibliography."""
    return block.kind is Set.HEADING and _bare(block) in _REFERENCES


def _title(blocks: Sequence[Block], title: str) -> Block | None:
    wanted = letters(title)
    for block in blocks:
        if block.page > 0:
            break
        if wanted and block.kind is Set.TEXT and letters(_text(block)) == wanted:
            return block
    return None


def _may_be(block: Block) -> bool:
    said = _text(block)
    return (
        block.kind in (Set.TEXT, Set.ITEM)
        and len(block.lines) <= 3
        and len(said) <= _LONGEST
        and sum(map(str.isalpha, said)) >= 3
        and letter_ratio(_without_number(said)) > 0.6
        and not is_caption(said)
        and not _SENTENCE.search(_without_number(said))
        and not said.rstrip().endswith((",", ";", "-"))
        and _begins_as_name(said)
    )


def _begins_as_name(said: str) -> bool:
    first = next(filter(str.isalpha, _without_number(said)), "")
    return not first.islower() or bool(_NUMBER.match(said))


def _without_number(said: str) -> str:
    found = _NUMBER.match(said)
    return said[found.end() :] if found else said


def _is_set_apart(block: Block, kind: Type, parted: bool, *, alone: bool) -> bool:
    """Whether a block is set as headings are: `parted` from what is before it by space, type or another
    heading, `alone` where it is parted from what follows as well."""
    line, said = block.first, _text(block)
    numbered = _numbered(block)
    if block.kind is Set.ITEM and not numbered:
        return False
    if line.size >= _LARGER * kind.size:
        return True
    if _bare(block) in _WORDS:
        return len(block.lines) == 1
    if all(one.bold for one, _ in block.lines) and not kind.bold and line.size >= 0.85 * kind.size:
        return numbered or (parted and not said.endswith((":", ".")))
    # In the type of the text: slanted, in capitals, small ones too, or with space around.
    marked = all(one.slanted for one, _ in block.lines) or said.upper() == said
    if not numbered or not parted:
        return False
    # `6 May 2024` is a day; a note at the foot ends with the sign that leads back to it.
    alone = alone and not (_BARE_NUMBER.match(said) and _without_number(said)[:1].islower())
    said = _TAIL.sub("", said)
    named = block.kind is Set.TEXT and len(block.lines) == 1 and opens_section(said) and not kind.fills(line)
    return marked or ((alone or named) and not said.endswith((".", ":", "?")))


def _heads_columns(block: Block, kind: Type) -> bool:
    """Whether a block above a row of numbers may say what stands in its columns."""
    return block.first.size < _LARGER * kind.size and not _numbered(block) and _bare(block) not in _WORDS


def _begins_text(block: Block) -> bool:
    """Whether a heading ends what stands on top of a paper: its names and houses are set large too."""
    return _bare(block) in _WORDS or _FIRST.match(_text(block)) is not None


def _numbered(block: Block) -> bool:
    return bool(_NUMBER.match(_text(block)))


def _bare(block: Block) -> str:
    return letters(re.sub(r"^\W*(?:\d{1,2}|[IVX]{1,4})[.\s]+", "", _text(block)))


def _look(block: Block) -> tuple[float, bool]:
    return round(block.first.size, 0), block.first.bold


def _level(block: Block, looks: Sequence[tuple[float, bool]], lettered: bool) -> int:
    found = _NUMBER.match(_text(block))
    if found is None:
        return 2 if _bare(block) in _WORDS else min(2 + looks.index(_look(block)), _DEPTH)
    number = found["number"]
    if number is None:
        return 2
    if lettered and number.isalpha() and len(number) == 1 and number not in "IVX":
        return 3
    if lettered and number.isdigit():
        return _DEPTH
    return min(2 + number.count("."), _DEPTH)
