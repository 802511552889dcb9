"""A list of what was read or is to be read, kept in Markdown: a table, or entries with a link each, with
days, ratings and notes. A note that merely holds such a list stays a note.

It is a list where three quarters of its lines and of its letters, headings aside, are rows or entries that
lead to a page. An entry begins or ends with its link: a link amid a sentence is a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from kb.catalogue import noted
from kb.clock import today
from kb.importers.boundary import attempted, place_in
from kb.importers.files import MARKDOWN_SUFFIXES, TextFile, required_text_file, text_file
from kb.importers.lists.columns import Columns, columns
from kb.importers.lists.headings import Cells, Role
from kb.importers.lists.listed_since import listed_since
from kb.importers.lists.log_entry import LogEntry, days_in, log_entry, plain
from kb.importers.lists.org_headlines import as_list
from kb.importers.lists.published_days import days_of_publishing
from kb.importers.lists.reading_table import table_documents
from kb.importers.lists.years_above import is_called_log, years_above
from kb.importers.notes.front_matter import split_front_matter
from kb.importers.notes.org import ORG_SUFFIXES
from kb.importers.notes.twofold_days import unsure_days
from kb.importers.notes.vault import Vault
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import saved
from kb.text.day_order import day_order
from kb.types import Document, Failure, State

_PROGRAM = "reading log"
_SUFFIXES = MARKDOWN_SUFFIXES | ORG_SUFFIXES
_FEWEST, _FEWEST_AMID_WORDS = 3, 5
"""Two links below each other are no list yet, nor are some amid words without a day, a rating or a box."""
_SHARE = 0.75
"""Of lines and letters: an introduction and a closing word may stand around a list."""
_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+•]|\d{1,4}[.)])\s+(?P<said>.+)")
_BOLD = re.compile(r"(?:\*\*|__)(?P<said>[^*_]+)(?:\*\*|__)\s*[:：]?")
_BELOW_HEADINGS = 7
"""How deep a line in bold stands: deeper than any heading."""
_WHOLLY_BOLD = re.compile(r"(\*\*|__)(?P<said>(?:(?!\1).)+)\1")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FENCE = re.compile(r"\s*(?:```|~~~)")
_PICTURE = re.compile(r"\[?!\[[^\[\]]*\]\([^()]*\)(?:\]\([^()]*\))?|<[^<>]*>")
"""Badges, pictures, and what HTML says of their place."""
_OF_THE_LIST = re.compile(
    r"\W*(?:how to )?(?:contribut|licen[sc]|acknowledg|citation|citing|cite\b|star history|contact|maintain"
    r"|contents\b|table of content|благодарност|лицензи|содержание)",
    re.IGNORECASE,
)
"""Headings below which lists made for others speak of themselves."""
_ROW = re.compile(r"\s*\|.*\|\s*|[^|]+(?:\|[^|]*)+")
_DELIMITER = re.compile(r"(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BAR = re.compile(r"(?<!\\)\|")
_KEPT = frozenset({Role.RATING, Role.STATE, Role.BOX, Role.FINISHED, Role.SAVED})
"""What tells a table of works without links from one that compares them."""


class ReadingLogImporter:
    """Such a list, outside a vault: in a vault lists are notes that others link to."""

    name = noted("reading log (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a file of Markdown or Org is a list of links and little else."""
        file = text_file(spec, _SUFFIXES)
        return file is not None and _read(_markdown(file)).is_a_list and Vault.around(file.path) is None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row and entry."""
        file = required_text_file(spec, _SUFFIXES)
        yield from listed_since(file.path, _listed(file))


def log_documents(file: TextFile) -> Iterator[Document | Failure] | None:
    """What a text in Markdown lists; None where it is no list."""
    return _listed(file) if _read(file.text).is_a_list else None


def _listed(file: TextFile) -> Iterator[Document | Failure]:
    text = _markdown(file)
    order = day_order([days_in(text)], today())
    log = _read(text, order.day_first)
    if order.unsure and log.entries:
        yield unsure_days(file.path.name, order.unsure)
    for known, rows, folder in log.tables:
        own = log.is_personal
        yield from table_documents(rows, known, _PROGRAM, file.path.name, folder=folder, own=own)
    for number, listed in enumerate(log.entries, start=1):
        place = place_in(file.path.name, "entry", number)
        link = listed.entry.link(listed.further, personal=log.is_personal)
        yield attempted(place, partial(saved, link, _PROGRAM, place))


@dataclass(slots=True)
class _Listed:
    """An entry, how far it is set in, and the lines that belong to it."""

    entry: LogEntry
    indent: int
    further: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Log:
    """What a text lists, how many letters it has, and which lines of it are something else."""

    tables: list[tuple[Columns, Sequence[Cells], str]] = field(default_factory=list)
    entries: list[_Listed] = field(default_factory=list)
    letters: int = 0
    others: list[str] = field(default_factory=list)

    @property
    def is_personal(self) -> bool:
        """Whether somebody keeps it for themselves: days, ratings, boxes to tick."""
        return any(listed.entry.is_personal for listed in self.entries) or any(
            known.places.keys() & _KEPT for known, _, _ in self.tables
        )

    @property
    def is_a_list(self) -> bool:
        """Whether there is little beside what is listed."""
        listed = len(self.entries) + sum(len(rows) for _, rows, _ in self.tables)
        beside = sum(map(len, self.others))
        return (
            listed >= (_FEWEST if self.is_personal or not self.others else _FEWEST_AMID_WORDS)
            and listed >= _SHARE * (listed + len(self.others))
            and beside <= (1 - _SHARE) * self.letters
        )


@dataclass(slots=True)
class _Reader:
    """Reads a text line by line: what stands under which heading, and what belongs to which entry. An item
    without a link is what those below it have in common (`categories`), or is something else."""

    day_first: bool | None
    log: _Log = field(default_factory=_Log)
    headings: dict[int, str] = field(default_factory=dict)
    listed: _Listed | None = None
    rows: list[str] = field(default_factory=list)
    categories: dict[int, str] = field(default_factory=dict)
    unused: dict[int, str] = field(default_factory=dict)
    fenced: bool = False
    title: str = ""

    def read(self, text: str) -> _Log:
        for line in _whole_items(text.split("\n")):
            if _FENCE.match(line):
                self.fenced = not self.fenced
                continue
            if self.fenced:
                # How to cite the list, mostly.
                continue
            self.log.letters += len(line.strip())
            if _ROW.fullmatch(line) and not _ITEM.fullmatch(line):
                self.rows.append(line)
                continue
            self._close_table()
            if line.strip():
                self._line(line)
        self._close_table()
        self._leave(0)
        self._date()
        return self.log

    def _date(self) -> None:
        """Years above the works may be those in which they were read, or in which they came out; in a list of
        nobody's own the days are so too."""
        entries = [listed.entry for listed in self.log.entries]
        below = [one for one in entries if one.year]
        is_log = is_called_log(self.title) or _are_logged(below)
        meaning = years_above(((one.address, one.year) for one in below if one.year), is_log=is_log)
        for listed in self.log.entries:
            listed.entry = listed.entry.of_year(meaning)
        if any(one.rating or one.state for one in entries):
            return
        if days_of_publishing((one.address, one.day) for one in entries):
            for listed in self.log.entries:
                day = listed.entry.day or listed.entry.published
                listed.entry = replace(listed.entry, day=None, published=day)

    def _line(self, line: str) -> None:
        if heading := _HEADING.fullmatch(line.strip()):
            self._leave(0)
            level = len(heading[1])
            self.headings = {at: name for at, name in self.headings.items() if at < level}
            self.headings[level] = plain(_PICTURE.sub("", heading[2]).rstrip("#"))
            self.title = self.title or self.headings[level]
        elif bold := _BOLD.fullmatch(line.strip()):
            self._leave(0)
            self.headings[_BELOW_HEADINGS] = plain(bold["said"])
        elif item := _ITEM.fullmatch(line):
            self._item(len(item["indent"].expandtabs(4)), item["said"].strip())
        elif self.listed and line[:1].isspace():
            self.listed.further.append(line.strip())
        elif line.startswith(">") and not self.log.entries:
            # Lists made for others begin with a word on what they are.
            return
        elif not _DELIMITER.fullmatch(line.strip()):
            self._leave(0)
            said = _PICTURE.sub("", line).strip()
            within = "](#" in line or "href=#" in line or 'href="#' in line
            if said and not within and not _OF_THE_LIST.match(said) and not self._speaks_of_itself():
                self.log.others.append(line.strip())

    def _leave(self, indent: int) -> None:
        """Ends what is set in so far or further."""
        self.listed = None
        if not self._speaks_of_itself():
            self.log.others += [name for at, name in self.unused.items() if at >= indent]
        self.unused = {at: name for at, name in self.unused.items() if at < indent}
        self.categories = {at: name for at, name in self.categories.items() if at < indent}

    def _item(self, indent: int, said: str) -> None:
        if "](#" in said:
            # A table of contents.
            return
        if self.listed and indent > self.listed.indent:
            self.listed.further.append(f"- {said}")
            return
        self._leave(indent)
        headings = [name for _, name in sorted(self.headings.items())]
        if entry := log_entry(said, headings, (*self._within(), *self.categories.values()), self.day_first):
            self.listed = _Listed(entry, indent)
            self.log.entries.append(self.listed)
            self.unused = {}
        else:
            self.categories[indent] = self.unused[indent] = plain(said)

    def _within(self) -> list[str]:
        """The headings above, but for the title of the whole."""
        named = sorted(self.headings.items())
        return [name for level, name in named if level > 1 or name != self.title]

    def _speaks_of_itself(self) -> bool:
        return any(map(_OF_THE_LIST.match, self.headings.values()))

    def _close_table(self) -> None:
        rows, self.rows = self.rows, []
        if len(rows) < 3 or not _DELIMITER.fullmatch(rows[1].strip()):
            self.log.others += rows
            return
        cells = [_cells(row) for row in (rows[0], *rows[2:])]
        known = columns(cells)
        if known is None or not (Role.ADDRESS in known.places or known.places.keys() & _KEPT):
            self.log.others += rows
        else:
            self.log.tables.append((known, cells[known.above :], " / ".join(self._within())))


def _are_logged(entries: Sequence[LogEntry]) -> bool:
    """Whether entries are of what was read, by their ratings and states; what is to be ticked off is not."""
    states = {one.state for one in entries}
    return State.UNREAD not in states and any(one.rating or one.state for one in entries)


def _whole_items(lines: Sequence[str]) -> Iterator[str]:
    """The lines, an item without a link on its first line with those behind it up to its link."""
    item = ""
    for line in lines:
        begins = _ITEM.fullmatch(line) is not None
        if item and line.strip() and not begins and (line[0].isspace() or line[0].isalnum()):
            item = f"{item.rstrip()} {line.strip()}"
            if _leads(item):
                yield item
                item = ""
            continue
        if item:
            yield item
        item = line if begins and not _leads(line) else ""
        if not item:
            yield line
    if item:
        yield item


def _leads(line: str) -> bool:
    return "](" in line or "://" in line


def _markdown(file: TextFile) -> str:
    return as_list(file.text) if file.path.suffix.lower() in ORG_SUFFIXES else file.text


def _read(text: str, day_first: bool | None = None) -> _Log:
    _, body = split_front_matter(text)
    return _Reader(day_first).read(body)


def _cells(row: str) -> list[str]:
    row = row.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    cells = (_BREAK.sub(" ", cell).strip().replace("\\|", "|") for cell in _BAR.split(row))
    return [bold["said"].strip() if (bold := _WHOLLY_BOLD.fullmatch(cell)) else cell for cell in cells]
