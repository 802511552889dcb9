"""A list of what was read or is to be read, kept in Markdown: a table, or entries with a link each, with
days, ratings and notes. A note that merely holds such a list stays a note.

It is a list where three quarters of its lines and of its letters, headings aside, are rows or entries that
lead to a page. An entry begins or ends with its link: a link amid a sentence is a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from kb.importers.boundary import attempted
from kb.importers.columns import Cells, Columns, Role, columns
from kb.importers.files import MARKDOWN_SUFFIXES, required_text_file, text_file
from kb.importers.front_matter import split_front_matter
from kb.importers.protocol import ImportContext
from kb.importers.read_states import state_said
from kb.importers.reading_table import rating, table_documents, when
from kb.importers.saved_link import SavedLink, own_note, saved
from kb.importers.vault import Vault
from kb.text.dates import is_date, iso_time
from kb.text.identity import located_references
from kb.types import Document, Failure, State

_PROGRAM = "reading log"
_FEWEST, _FEWEST_BARE = 3, 5
"""Two links below each other are no list yet; nor are some that no day, rating or box stands beside."""
_SHARE = 0.75
"""Of lines and letters: an introduction and a closing word may stand around a list."""
_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+•]|\d{1,4}[.)])\s+(?P<said>.+)")
_ROW = re.compile(r"\s*\|.*\|\s*|[^|]+(?:\|[^|]*)+")
_DELIMITER = re.compile(r"(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BAR = re.compile(r"(?<!\\)\|")
_CHECKBOX = re.compile(r"\[(?P<tick>[ xX✓])\]\s+")
_MARKS = re.compile(r"[*_~`]+")
_DAY = re.compile(
    r"[(\[]?(?<!\d)(?:\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}|[^\W\d_]{3,9}\.?\s+\d{1,2},?\s+\d{4})(?!\d)[)\]]?"
)
_RATING = re.compile(
    r"[★⭐]+️?[☆✩]*|[(\[]?(?<![\d/])(?:10|\d)(?:\.\d)?\s?/\s?(?:5|10)(?![\d/])[)\]]?"
    r"|(?:rating|оценка)\s*[:=]\s*\d+(?:[.,]\d)?(?:\s*/\s*\d+)?",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?<!\S)#([^\W\d][\w/-]*)")
_KEPT = frozenset({Role.RATING, Role.STATE, Role.BOX, Role.FINISHED, Role.SAVED})
"""What tells a table of works without links from one that compares them."""
_READ = re.compile(
    rf"[(\[]?(?P<said>read|finished|прочитано|прочитал|прочитала)(?:\s+(?:on|in))?:?\s+(?:{_DAY.pattern})[)\]]?",
    re.IGNORECASE,
)
_ANGLES = re.compile(r"<(https?://[^<>\s]+)>")
_COMMENT = re.compile(r"<!--.*?-->")
_LEFT = re.compile(r"\(\s*\)|\[\s*\]|(?<=[.,;])\s*[.,;](?=\s|$)|^\s*[*_~`]+(?=\s|$)")
"""What stays where a day, a rating or the other half of a mark was taken out."""
_BETWEEN = " \t:|–—-,;."
_SEPARATED = re.compile(r"\s*(?:[:|–—]|-\s|$)")
_GENERIC = re.compile(
    r"(?:the )?(?:link|url|here|paper|pdf|arxiv|source|article|post|ссылка|тут|здесь|статья|пост)",
    re.IGNORECASE,
)


class ReadingLogImporter:
    """Such a list, outside a vault: in a vault lists are notes that others link to."""

    name = "reading log (Markdown)"

    def match(self, spec: str) -> bool:
        """Whether a Markdown file is a list of links and little else."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        return file is not None and _read(file.text).is_a_list and Vault.around(file.path) is None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row and entry."""
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        log = _read(file.text)
        for known, rows in log.tables:
            yield from table_documents(rows, known, _PROGRAM, file.path.name)
        for number, entry in enumerate(log.entries, start=1):
            place = f"{file.path.name} entry {number}"
            yield attempted(place, partial(saved, entry.link(personal=log.is_personal), _PROGRAM, place))


@dataclass(slots=True)
class _Entry:
    """An entry of a list, as it is read line by line. `said` are words beside its link."""

    address: str
    title: str
    indent: int
    day: str | None
    rating: str
    state: State | None
    tags: tuple[str, ...]
    folder: str
    said: list[str]

    @property
    def is_personal(self) -> bool:
        """Whether somebody keeps it for themselves: a day, a rating, a box to tick."""
        return bool(self.day or self.rating or self.state)

    def link(self, *, personal: bool) -> SavedLink:
        """The entry as a link; what is said beside it is the person's own where they keep days or ratings,
        else a description."""
        words = "\n".join(filter(None, self.said)).strip()
        return SavedLink(
            self.address,
            self.title,
            self.day,
            self.tags,
            self.state,
            excerpt="" if personal else words,
            annotations=own_note(words) if personal else (),
            folder=self.folder,
            rating=self.rating,
        )


@dataclass(slots=True)
class _Log:
    """What a text lists, and how many lines of it are something else."""

    tables: list[tuple[Columns, Sequence[Cells]]] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)
    letters: int = 0
    others: list[str] = field(default_factory=list)

    @property
    def is_personal(self) -> bool:
        """Whether somebody keeps it for themselves: days, ratings, boxes to tick."""
        return any(entry.is_personal for entry in self.entries) or any(
            known.places.keys() & _KEPT for known, _ in self.tables
        )

    @property
    def is_a_list(self) -> bool:
        """Whether there is little beside what is listed."""
        listed = len(self.entries) + sum(len(rows) for _, rows in self.tables)
        beside = sum(map(len, self.others))
        return (
            listed >= (_FEWEST if self.is_personal else _FEWEST_BARE)
            and listed >= _SHARE * (listed + len(self.others))
            and beside <= (1 - _SHARE) * self.letters
        )


@dataclass(slots=True)
class _Reader:
    """Reads a text line by line: what stands under which heading, and what belongs to which entry."""

    log: _Log = field(default_factory=_Log)
    headings: dict[int, str] = field(default_factory=dict)
    entry: _Entry | None = None
    rows: list[str] = field(default_factory=list)
    categories: dict[int, str] = field(default_factory=dict)

    def line(self, line: str) -> None:
        self.log.letters += len(line.strip())
        if _ROW.fullmatch(line) and not _ITEM.fullmatch(line):
            self.rows.append(line)
            return
        self.close_table()
        if not line.strip():
            return
        if heading := _HEADING.fullmatch(line.strip()):
            level = len(heading[1])
            self.headings = {at: name for at, name in self.headings.items() if at < level}
            self.headings[level] = _MARKS.sub("", heading[2]).rstrip("#").strip()
            self.entry, self.categories = None, {}
        elif item := _ITEM.fullmatch(line):
            self.item(len(item["indent"].expandtabs(4)), item["said"].strip())
        elif self.entry and line[:1].isspace():
            self.entry.said.append(line.strip())
        elif not _DELIMITER.fullmatch(line.strip()):
            self.entry = None
            self.log.others.append(line.strip())

    def item(self, indent: int, said: str) -> None:
        if "](#" in said:
            # A table of contents.
            return
        if self.entry and indent > self.entry.indent:
            self.entry.said.append(f"- {said}")
            return
        self.categories = {at: name for at, name in self.categories.items() if at < indent}
        self.entry = self._entry(indent, said)
        if self.entry:
            self.log.entries.append(self.entry)
            # An item above others, which has no link itself, is what they have in common.
            self.log.others = [one for one in self.log.others if one not in self.categories.values()]
        else:
            self.categories[indent] = name = _MARKS.sub("", said).strip(_BETWEEN)
            self.log.others.append(name)

    def close_table(self) -> None:
        rows, self.rows = self.rows, []
        if len(rows) < 3 or not _DELIMITER.fullmatch(rows[1].strip()):
            self.log.others += rows
            return
        cells = [_cells(row) for row in (rows[0], *rows[2:])]
        known = columns(cells)
        if known is None or not (Role.ADDRESS in known.places or known.places.keys() & _KEPT):
            self.log.others += rows
        else:
            self.log.tables.append((known, cells[known.above :]))

    def _entry(self, indent: int, said: str) -> _Entry | None:
        """What an item of a list says, if its first link begins or ends it."""
        box = _CHECKBOX.match(said)
        said = _ANGLES.sub(r"\1", said[box.end() :] if box else said)
        links = list(located_references(said))
        if not links:
            return None
        start, end, reference = links[0]
        before, after = said[:start], _COMMENT.sub("", said[end:])
        beside = _DAY.sub("", _RATING.sub("", before))
        words = _MARKS.sub("", beside).strip(_BETWEEN)
        title = reference.label
        if words and not _SEPARATED.match(_TAG.sub("", _MARKS.sub("", after))):
            return None
        if words and (not title or _GENERIC.fullmatch(title)):
            title, words = words, ""
        around = f"{before} {after}"
        day = next((found for one in _DAY.finditer(around) if (found := when(one[0].strip("()[]")))), None)
        rated = _RATING.search(around)
        under = [name for _, name in sorted(self.headings.items())]
        dated = next((iso_time(name) for name in reversed(under) if is_date(name) or iso_time(name)), None)
        state = next((found for name in reversed(under) if (found := state_said(name))), None)
        if box:
            state = State.UNREAD if box["tick"] == " " else State.READ
        elif _READ.search(around):
            state = State.READ
        rest = _DAY.sub("", _READ.sub("", _RATING.sub("", _TAG.sub("", after), 1), 1), 1)
        rest = _LEFT.sub("", rest)
        if not title and not words and rest.strip() and not _SEPARATED.match(rest):
            title, rest = rest.strip(), ""
        rest = rest.lstrip(_BETWEEN).rstrip()
        kept = (name for name in self._folders() if not (iso_time(name) or state_said(name)))
        return _Entry(
            reference.url,
            title,
            indent,
            day or dated,
            rating(re.sub(r"[^\d/.★⭐☆✩]", "", rated[0])) if rated else "",
            state,
            tuple(_TAG.findall(after)),
            " / ".join(kept),
            [text for text in (words, rest) if text],
        )

    def _folders(self) -> Iterator[str]:
        """The headings and items an entry stands under, but for the title of the whole."""
        yield from (name for level, name in sorted(self.headings.items()) if level > 1)
        yield from (name for _, name in sorted(self.categories.items()))


def _read(text: str) -> _Log:
    reader = _Reader()
    _, body = split_front_matter(text)
    for line in body.split("\n"):
        reader.line(line)
    reader.close_table()
    return reader.log


def _cells(row: str) -> list[str]:
    row = row.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(row)]
