"""A list whose works are headings, each with its link in a line below it (`Link: …`) beside further lines of
that kind, in Markdown.

It is a list where three quarters of its headings and of its letters are such works. What stands below a
heading beside its link, days, tags and the like is a note to the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from kb.catalogue import noted
from kb.importers.files import MARKDOWN_SUFFIXES, required_text_file, text_file
from kb.importers.lists.columns import Columns
from kb.importers.lists.headings import Role, roles
from kb.importers.lists.linked_words import linked_words
from kb.importers.lists.listed_since import listed_since
from kb.importers.lists.log_entry import plain
from kb.importers.lists.read_states import state_said
from kb.importers.lists.reading_table import table_documents
from kb.importers.lists.years_above import YearOf, year_said, years_above
from kb.importers.notes.front_matter import split_front_matter
from kb.importers.notes.vault import Vault
from kb.importers.protocol import ImportContext
from kb.text.dates import iso_time
from kb.text.identity import located_references
from kb.types import Document, Failure, State

_PROGRAM = "reading log"
_FEWEST = 3
"""Two links below headings are no list yet."""
_SHARE = 0.75
"""Of works and letters: an introduction and a closing word may stand around a list."""
_LONGEST = 1_000
"""Letters that are said of half of the works at most: where there are more, it is an essay, or notes that
belong together. By judgement."""
_DESCRIBED = 300
"""Letters: what is longer, in a list that nobody rated or dated, is no line of description but a note."""
_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_BOLD = re.compile(r"(?:\d{1,4}[.)]\s*)?(?:\*\*|__)(?P<said>[^*_].*[^*_:：])(?:\*\*|__)\s*")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,4}[.)])\s+(?P<said>.+)")
_BELOW_HEADINGS, _BELOW_BOLD = 7, 8
"""How deep a line in bold and an item of a list stand: deeper than any heading."""
_NUMBERED = re.compile(r"\[?\d{1,4}[.)\]]\s+")
_NAME = r"[^\W\d_][\w /&'’;-]{0,40}?"
_FIELD = re.compile(
    rf"\s*(?:[-*+•>]\s+)?[*_]{{0,3}}(?P<name>{_NAME})[*_]{{0,3}}\s*[:：]\s*[*_]{{0,3}}\s*(?P<value>\S.*)"
)
_LINKED = re.compile(rf"\s*(?:[-*+•>]\s+)?(?P<value>\[?\[(?P<name>{_NAME})\]\]?\(.*)")
"""A line that is a link called so: `[[Paper]](…)`, with others behind it."""
_MAY_LEAD = re.compile(
    rf"^[ \t>*+•-]*(?:[*_]{{0,3}}{_NAME}[*_]{{0,3}}[ \t]*[:：][*_ \t]*(?:[\[<(]|https?:|www\.|arxiv|doi|10\.)"
    rf"|\[?\[{_NAME}\]\]?\()",
    re.IGNORECASE | re.MULTILINE,
)
"""The beginning of a line with a link."""
_RULE = re.compile(r"(?:[-*_]\s?){3,}")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_PERSONAL = frozenset({Role.SAVED, Role.FINISHED, Role.STATE, Role.BOX, Role.RATING, Role.NOTE})
"""What somebody writes who keeps a list for themselves."""
_LEADING = (Role.ADDRESS, Role.TITLE)
"""What a line with a link is called: `Link`, `URL`, `Paper`."""
_TOLD = tuple(role for role in Role if role not in (Role.ADDRESS, Role.TITLE, Role.TEXT, Role.NUMBER))
_ROW = (Role.TITLE, Role.ADDRESS, *_TOLD)
_COLUMNS = Columns({role: (place,) for place, role in enumerate(_ROW)}, above=0)


class HeadedListImporter:
    """Such a list, outside a vault: in a vault lists are notes that others link to."""

    name = noted("list of links under headings (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a Markdown file is such a list and little else."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        return file is not None and bool(_works(file.text)) and Vault.around(file.path) is None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each work."""
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        works = _works(file.text)
        meaning = _meaning(works)
        is_personal = any(work.said.keys() & _PERSONAL or _days(work, meaning) for work in works)
        rows = [_row(work, meaning, personal=is_personal) for work in works]
        yield from listed_since(file.path, table_documents(rows, _COLUMNS, _PROGRAM, file.path.name))


@dataclass(slots=True)
class _Section:
    """What stands below a heading: where its line with a link leads, what further lines tell by their names,
    the other lines, and how many letters all have. `leads` is how many lines with a link there are, `above`
    the headings it stands below, the outermost first, `is_item` whether it is an item of a list."""

    title: str
    level: int
    above: tuple[str, ...] = ()
    is_item: bool = False
    address: str = ""
    leads: int = 0
    said: dict[Role, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    letters: int = 0

    @property
    def is_a_work(self) -> bool:
        return self.leads == 1

    @property
    def words(self) -> str:
        """What is said of a work in lines of no known kind."""
        lines = [line.rstrip() for line in self.lines if not _RULE.fullmatch(line.strip())]
        return "\n".join(lines).strip("\n")


def _works(text: str) -> list[_Section]:
    """The works a text lists; none where it is no such list."""
    if sum(1 for _line in _MAY_LEAD.finditer(text)) < _FEWEST:
        # Most texts are told apart at once.
        return []
    sections = _Reader().read(split_front_matter(text)[1])
    works = [section for section in sections if section.is_a_work]
    others = [section for section in sections if not section.is_a_work and section.words]
    # What stands below the title of the whole is an introduction.
    headed = sum(other.level > 1 for other in others)
    if len(works) < _FEWEST or len(works) < _SHARE * (len(works) + headed):
        return []
    if median(len(work.words) for work in works) > _LONGEST:
        return []
    letters = sum(work.letters for work in works)
    return works if letters >= _SHARE * (letters + sum(other.letters for other in others)) else []


@dataclass(slots=True)
class _Reader:
    """Reads a text line by line. `open` are the headings that the next one may stand below, by their levels;
    `outer` is the last section that is no item."""

    sections: list[_Section] = field(default_factory=lambda: [_Section("", 0)])
    open: dict[int, _Section] = field(default_factory=dict)
    outer: _Section | None = None

    def read(self, text: str) -> list[_Section]:
        in_code = False
        for line in text.split("\n"):
            in_code ^= _FENCE.match(line) is not None
            told = None if in_code else _told(line)
            opened = None if in_code or told else _opened(line)
            current = self.sections[-1]
            if opened is not None and not (current.is_a_work and opened.level > current.level):
                self._open(opened)
            else:
                self._line(line, told)
        return self.sections

    def _open(self, section: _Section) -> None:
        self.open = {level: one for level, one in self.open.items() if level < section.level}
        section.above = tuple(
            one.title
            for level, one in sorted(self.open.items())
            # The first heading of all is the title of the whole.
            if level > 1 and not one.is_a_work
        )
        self.sections.append(section)
        if not section.is_item:
            self.open[section.level] = section
            self.outer = section

    def _line(self, line: str, told: tuple[Role, str] | None) -> None:
        section = self.sections[-1]
        if told and section.is_item and not line[:1].isspace():
            # It stands beside the item, and tells of what both stand below.
            section = self.outer or self.sections[0]
        section.letters += len(line.strip())
        if told is None or not _take(section, *told):
            section.lines.append(line)


def _opened(line: str) -> _Section | None:
    """The section that a line begins: with a heading, in bold, or as an item of a list that leads nowhere."""
    if heading := _HEADING.fullmatch(line.strip()):
        return _Section(_title(heading[2].rstrip("#")), len(heading[1]))
    if bold := _BOLD.fullmatch(line.strip()):
        return _Section(_title(bold["said"]), _BELOW_HEADINGS)
    if (item := _ITEM.fullmatch(line)) and next(located_references(line), None) is None:
        return _Section(_title(item["said"]), _BELOW_BOLD, is_item=True)
    return None


def _told(line: str) -> tuple[Role, str] | None:
    """What a line tells by its name, and the words."""
    found = _FIELD.fullmatch(line) or _LINKED.fullmatch(line)
    role = roles([found["name"]]).get(0) if found else None
    if found is None or (found.re is _LINKED and role not in _LEADING):
        return None
    return (role, found["value"].strip()) if role else None


def _take(section: _Section, role: Role, value: str) -> bool:
    """Takes what a line tells; whether nothing of it is left to be kept as words."""
    link = next(located_references(value), None) if role in _LEADING else None
    if link and not _has_words(value[: link[0]]):
        section.leads += 1
        section.address = section.address or link[2].url
        # The code and the page of a work stand behind it.
        return not _has_words(linked_words(value[link[1] :]).words)
    if role is Role.TITLE and not section.leads:
        section.title = _title(value)
    elif role in _TOLD:
        section.said.setdefault(role, []).append(value if role is Role.NOTE else plain(value))
    else:
        return False
    return True


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _title(said: str) -> str:
    """A heading without its number, its marks, and the word that it is a title."""
    named = _FIELD.fullmatch(said)
    if named and roles([named["name"]]).get(0) is Role.TITLE:
        said = named["value"]
    return plain(_NUMBERED.sub("", said, count=1))


def _meaning(works: Sequence[_Section]) -> YearOf | None:
    """What the headings are that are only years."""
    below = [(work, year) for work in works for name in work.above if (year := year_said(name))]
    states = [state_said(told) for work, _ in below for told in work.said.get(Role.STATE, ())]
    is_rated = any(work.said.keys() & {Role.RATING, Role.FINISHED} for work, _ in below)
    return years_above(
        ((work.address, year) for work, year in below),
        is_log=State.UNREAD not in states and (is_rated or any(states)),
    )


def _row(work: _Section, meaning: YearOf | None, *, personal: bool) -> list[str]:
    """A work as the row of a table: what headings above it tell (days, how far one got) it need not say."""
    said = {role: ("; " if role is Role.AUTHORS else "\n").join(told) for role, told in work.said.items()}
    role = Role.NOTE if personal or len(work.words) > _DESCRIBED else Role.EXCERPT
    said[role] = "\n\n".join(filter(None, (said.get(role, ""), work.words)))
    days, states = _days(work, meaning), [name for name in work.above if state_said(name)]
    came_out = [name for name in work.above if meaning is YearOf.PUBLISHING and year_said(name)]
    said.setdefault(Role.SAVED, next(iter(days[::-1]), ""))
    said.setdefault(Role.PUBLISHED, next(iter(came_out[::-1]), ""))
    said.setdefault(Role.STATE, next(iter(states[::-1]), ""))
    told_elsewhere = (*days, *came_out, *states)
    said.setdefault(Role.FOLDER, " / ".join(name for name in work.above if name not in told_elsewhere))
    return [work.title, work.address, *(said.get(role, "") for role in _TOLD)]


def _days(work: _Section, meaning: YearOf | None) -> list[str]:
    """The headings above a work that tell when it was read."""
    return [
        name for name in work.above if iso_time(name) and (meaning is YearOf.READING or not year_said(name))
    ]
