"""Outlines somebody wrote, such as a plan, a table of contents or an answer in Markdown: read as names of
areas with what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kb.areas.marks import Mark, follows, lines_of, mark_of
from kb.areas.phrases import announced, is_name, said, split, tidy
from kb.areas.prose import told_in_prose
from kb.catalogue import _
from kb.errors import JomoError
from kb.text.normal import normalized
from kb.types import OutlineArea

_FEWEST, _MOST = 2, 100
"""Entries: one alone is no outline, and nobody keeps more than a hundred areas."""
_WEIGHT = {"worded": 1.1, "number": 1.0, "heading": 1.0, "bold": 0.95, "bullet": 0.75, "label": 0.6}
"""How surely lines of a kind are an outline. Bullets are also menus and asides, labels also data."""
_PROSE_WEIGHT = 0.5
"""The same for entries told in paragraphs: only where no list is nearly as long."""
_SILENT_WEIGHT = 0.3
"""What an entry counts of which nothing is said, against one that is explained."""
_ANNOUNCED_WEIGHT = 2.0
"""How much surer an outline is that has as many entries as the text announces. All three by judgement, as the
weights above: what counts is their order."""
_LOOSE_PARAGRAPHS = 2
"""So many paragraphs may stand between two entries of one list: more is a text with two lists."""
_NO_SUBJECT = re.compile(
    r"(?:введение|предисловие|вступление|заключение|выводы?|итоги?|источники?|литература|список литературы|"
    r"ссылки|содержание|оглавление|приложени[ея]|комментарии|меню|благодарности|аннотация|introduction|"
    r"preface|conclusions?|summary|references|bibliography|sources|links|(?:table of )?contents|appendix|"
    r"acknowledge?ments|abstract|comments|menu|overview|tl;?dr|faq|index)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:что (?:входит|относится|сюда)|критери[йи]|описание|зачем|почему|пример|ключевые|суть|задачи|"
    r"what belongs|criteri|description|why|example|key |focus|goals?\b|scope|includes?\b|"
    r"subtopics|questions?\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Entry:
    name: str
    text: str
    depth: int
    inside: list[_Entry] = field(default_factory=list)


def parse(text: str) -> list[OutlineArea]:
    """The entries of the outline in a pasted text, each after the one it stands under; the prose around,
    menus and page numbers are left out. Where a text holds several lists, the outline is the longest one
    whose entries are names, the sooner if something is said of them or the text announces as many.

    :raises JomoError: there is none.
    """
    text = normalized(text)
    lines = lines_of(text)
    marks = [mark for row, line in enumerate(lines) if (mark := mark_of(row, line))]
    expected = announced(text)
    count = expected[0] if expected else 0
    best: Sequence[_Entry] = []
    weight = 0.0
    for one in _lists(lines, marks):
        entries = _below_title(_entries(lines, one, marks))
        if (own := _weight(one[0].kind, entries, count)) > weight:
            best, weight = entries, own
    told = told_in_prose(text)
    if len(told) * _PROSE_WEIGHT * (_ANNOUNCED_WEIGHT if len(told) == count else 1) > weight:
        return told
    outlined = list(_flat(best or _plain(lines), None))
    if len(outlined) < _FEWEST:
        raise JomoError(
            _(
                "No outline was found in this text; put each area on a line of its own, numbered or with a "
                "dash"
            )
        )
    return list({one.name.casefold(): one for one in reversed(outlined)}.values())[::-1]


def _lists(lines: Sequence[str], marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Marks that may be one list: of one style and indent, going on from one another."""
    if headings := [mark for mark in marks if mark.kind == "heading"]:
        yield headings
    open_lists: dict[tuple[str, int], list[Mark]] = {}
    done: list[list[Mark]] = []
    for mark in marks:
        if mark.kind == "heading":
            done += [one for key, one in open_lists.items() if one[0].kind in ("bullet", "label", "bold")]
            open_lists = {key: one for key, one in open_lists.items() if one[0].kind in ("number", "worded")}
            continue
        for deeper in [key for key in open_lists if key[1] > mark.indent]:
            done.append(open_lists.pop(deeper))
        key = (mark.style, 0 if mark.kind == "number" and mark.depth > 1 else mark.indent)
        if key not in open_lists and mark.depth > 1:
            key = next((other for other in open_lists if other[0] == mark.style), key)
        last = open_lists[key][-1] if key in open_lists else None
        if last is not None and _goes_on(lines, last, mark):
            open_lists[key].append(mark)
        elif mark.kind not in ("number", "worded") or set(mark.ordinal) <= {0, 1}:
            if last is not None:
                done.append(open_lists[key])
            open_lists[key] = [mark]
    yield from (*done, *open_lists.values())


def _goes_on(lines: Sequence[str], last: Mark, mark: Mark) -> bool:
    if mark.ordinal:
        lazy = mark.ordinal == last.ordinal == (1,) and mark.kind == "number"
        return follows(mark.ordinal, last.ordinal) or lazy
    between = lines[last.row + 1 : mark.row]
    loose = [line for line in between if line and not line.startswith("  ") and mark_of(0, line) is None]
    return len(loose) <= (_LOOSE_PARAGRAPHS if mark.kind != "label" else 0)


def _entries(lines: Sequence[str], own: Sequence[Mark], marks: Sequence[Mark]) -> list[_Entry]:
    """A list's entries of the outermost level, with what is inside them."""
    if len(own) < _FEWEST or len(own) > _MOST:
        return []
    ends = [mark.row for mark in own[1:]]
    bodies = [list(range(mark.row + 1, end)) for mark, end in zip(own, ends, strict=False)]
    bodies.append(_last_body(lines, own[-1], bodies, marks))
    bodies = [_own_rows(lines, mark, body) for mark, body in zip(own, bodies, strict=True)]
    paged = _paged([mark.text for mark in own])
    entries: list[_Entry] = []
    around: list[_Entry] = []
    for mark, body in zip(own, bodies, strict=True):
        name, text = split(re.sub(r"\s\d{1,4}$", "", mark.text) if paged else mark.text)
        if not name or (mark.kind == "heading" and _NO_SUBJECT.fullmatch(name)):
            continue
        entry = _Entry(name, text, mark.depth)
        _fill(entry, mark, [lines[row] for row in body])
        while around and around[-1].depth >= entry.depth:
            around.pop()
        (around[-1].inside if around else entries).append(entry)
        around.append(entry)
    return entries


def _own_rows(lines: Sequence[str], mark: Mark, body: Sequence[int]) -> list[int]:
    """The rows of a body up to where something else begins: a line that names no subject, or an entry of a
    list around this one."""
    kept = []
    for row in body:
        other = mark_of(row, lines[row])
        ends = mark.kind != "heading" and other is not None and other.indent < mark.indent
        if ends or _NO_SUBJECT.fullmatch(re.sub(r"\s\d+$", "", tidy(lines[row]))):
            break
        kept.append(row)
    return kept


def _paged(texts: Sequence[str]) -> bool:
    """Whether most lines end in a number that never falls: pages of a table of contents."""
    pages = [int(match[1]) for text in texts if (match := re.search(r"\s(\d{1,4})$", text))]
    return len(pages) > len(texts) / 2 and len(pages) > 2 and pages == sorted(pages)


def _last_body(
    lines: Sequence[str], last: Mark, bodies: Sequence[Sequence[int]], marks: Sequence[Mark]
) -> list[int]:
    """The rows of the last entry: as many paragraphs after it as any other entry has, not the text after
    the list."""
    heads = [mark.row for mark in marks if mark.kind == "heading" and mark.row > last.row]
    rest = list(range(last.row + 1, min(heads, default=len(lines))))
    allowed = max((_loose(lines, body, last.indent) for body in bodies), default=0)
    kept = []
    for row in rest:
        kept.append(row)
        if _loose(lines, kept, last.indent) > allowed:
            kept.pop()
            break
    return kept


def _loose(lines: Sequence[str], rows: Sequence[int], indent: int) -> int:
    """How many paragraphs of a body begin after an empty line and no deeper than the entry itself."""
    return sum(
        bool(lines[row]) and not lines[row - 1] and len(lines[row]) - len(lines[row].lstrip()) <= indent
        for row in rows
    )


def _fill(entry: _Entry, mark: Mark, body: Sequence[str]) -> None:
    """Gives an entry the text below it, and the entries listed deeper."""
    inner = [
        inner_mark
        for row, line in enumerate(body)
        if (inner_mark := mark_of(row, line)) and _is_listed(inner_mark)
    ]
    inner = [one for one in inner if not _ASIDE.match(tidy(one.text))]
    deeper = [one for one in inner if one.indent > mark.indent] if mark.kind != "heading" else []
    first = deeper[0].row if deeper else (inner[0].row if inner else len(body))
    before = [line for line in body[:first] if line.strip()]
    names = deeper or inner
    listed = names and all(is_name(split(one.text)[0]) and is_name(one.text) for one in names)
    if listed and (deeper or (len(names) >= _FEWEST and not (before or entry.text))):
        least = min(one.indent for one in names)
        rows = [one.row for one in names] + [len(body)]
        around: list[_Entry] = []
        for one, end in zip(names, rows[1:], strict=True):
            name, text = split(one.text)
            hanging = [line for line in body[one.row + 1 : end] if line.startswith(" " * (one.indent + 1))]
            child = _Entry(name, said(" ".join([text, *hanging])), mark.depth + 1 + (one.indent > least))
            while around and around[-1].depth >= child.depth:
                around.pop()
            (around[-1].inside if around else entry.inside).append(child)
            around.append(child)
        told = before
    else:
        told = [_unmarked(line) for line in body if line.strip()]
    entry.text = said(" ".join([entry.text, *told]))


def _is_listed(mark: Mark) -> bool:
    return mark.kind in ("bullet", "number")


def _unmarked(line: str) -> str:
    """A line of text below an entry; points of a list become sentences."""
    mark = mark_of(0, line)
    if mark is None or mark.kind in ("label", "bold"):
        return line.strip()
    return f"{mark.text.rstrip(' .;,')}."


def _plain(lines: Sequence[str]) -> list[_Entry]:
    """A text of nothing but names, one a line, deeper ones inside."""
    written = [line for line in lines if line.strip()]
    if len(written) <= _FEWEST or not all(is_name(line) and line.rstrip()[-1].isalnum() for line in written):
        return []
    entries: list[_Entry] = []
    around: list[_Entry] = []
    for line in written:
        entry = _Entry(tidy(line), "", len(line) - len(line.lstrip()))
        while around and around[-1].depth >= entry.depth:
            around.pop()
        (around[-1].inside if around else entries).append(entry)
        around.append(entry)
    return entries


def _below_title(entries: Sequence[_Entry]) -> Sequence[_Entry]:
    """Without a title above everything: one entry that holds all others."""
    while len(entries) == 1 and len(entries[0].inside) >= _FEWEST:
        entries = entries[0].inside
    return entries


def _weight(kind: str, entries: Sequence[_Entry], count: int) -> float:
    """How surely entries are the outline: their number, by their kind; what nothing is said of counts a
    third, and the number a text announces doubles it."""
    every = list(_flat(entries, None))
    explained = sum(bool(one.criterion) for one in every)
    weight = _WEIGHT[kind] * (explained + (len(every) - explained) * _SILENT_WEIGHT)
    return weight * _ANNOUNCED_WEIGHT if count in (len(entries), len(every)) else weight


def _flat(entries: Sequence[_Entry], parent: str | None) -> Iterator[OutlineArea]:
    for entry in entries:
        yield OutlineArea(entry.name, entry.text, parent)
        yield from _flat(entry.inside, entry.name)
