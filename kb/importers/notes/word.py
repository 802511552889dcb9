"""Documents of Word (`.docx`), as Google Docs and LibreOffice write them too, as Markdown: paragraphs,
headings, lists, tables, links, and notes at the foot or the end; what was deleted, pictures, text boxes and
comments are left out."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from kb.catalogue import _, cause, noted
from kb.errors import ImportRefused
from kb.importers.archives.zips import names_in
from kb.importers.files import MAX_TEXT_BYTES, converted_file, local_path, too_much_text
from kb.importers.notes.as_markdown import markdown_documents
from kb.importers.notes.word_formulas import formula
from kb.importers.notes.word_runs import joined, look_of
from kb.importers.notes.word_signs import letter
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import moment
from kb.importers.xml import xml_tree
from kb.types import Document, Failure

_BODY, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_NOTES = ("footnote", "endnote")
"""What notes are called: those of a kind are a part of their own."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The names of ECMA-376."""
_REFERENCES = {f"{_W}{kind}Reference": kind for kind in _NOTES}
_HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)
_LEADS = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_LEVELS = frozenset("12345678")
"""How far items of a list are set in; the first level is 0."""
_WEB = ("http://", "https://")


class WordImporter:
    """One document."""

    name = noted("Word document")

    def match(self, spec: str) -> bool:
        """Whether a file is a zip file that holds the text of such a document."""
        path = local_path(spec)
        return path is not None and path.is_file() and _BODY in names_in(path)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The list that it is, or a note.

        :raises ImportRefused: it is damaged, protected or too large, or holds no words.
        """
        path = local_path(spec)
        if path is None:
            raise ImportRefused(_("{file} is gone; check the path", file=spec))
        read = word_text(path)
        if not read.text:
            raise ImportRefused(_("{file} is empty; nothing to save", file=path.name))
        yield from markdown_documents(converted_file(spec, read.text), read.title, read.created)


@dataclass(frozen=True, slots=True)
class WordText:
    """A document in Markdown, with its title, empty where it tells none, and the moments in UTC at which it
    was begun and kept last."""

    text: str
    title: str
    created: str | None
    modified: str | None


def word_text(path: Path) -> WordText:
    """What a document says; no text where it says nothing.

    :raises ImportRefused: it is damaged, protected or too large.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            body = _part(parts, _BODY)
            styles = _styles(_part(parts, "word/styles.xml"))
            notes = [line for kind in _NOTES for line in _notes(parts, kind, styles)]
            paper = _Paper(styles, _links(_part(parts, _RELATIONS)))
            core = _part(parts, "docProps/core.xml")
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise ImportRefused(
            _("{file} is damaged ({why}); get it again", file=path.name, why=cause(error))
        ) from error
    said = "" if body is None else paper.text(body)
    text = "\n\n".join((said, *notes)) if said else ""
    created, modified = (moment(_told(core, name)) for name in ("created", "modified"))
    return WordText(text, _told(core, "title"), created, modified)


def _part(parts: zipfile.ZipFile, name: str) -> etree._Element | None:
    if name not in parts.namelist():
        return None
    with parts.open(name) as file:
        data = file.read(MAX_TEXT_BYTES + 1)
    if len(data) > MAX_TEXT_BYTES:
        raise too_much_text(name, parts.getinfo(name).file_size)
    return xml_tree(data.decode("utf-8-sig", "replace"))[0]


def _notes(parts: zipfile.ZipFile, kind: str, styles: Mapping[str, str]) -> Iterator[str]:
    """The notes of a kind, each behind its mark; lines that part them from the text have a type."""
    part = _part(parts, f"word/{kind}s.xml")
    paper = _Paper(styles, _links(_part(parts, f"word/_rels/{kind}s.xml.rels")))
    for note in () if part is None else part.iter(f"{_W}{kind}"):
        if note.get(f"{_W}type") is None and (said := paper.text(note)):
            yield f"{_mark(kind, note)}: {' '.join(said.split())}"


def _mark(kind: str, element: etree._Element) -> str:
    """What stands in the text for a note, and before it."""
    return f"[^{kind[0] if kind != _NOTES[0] else ''}{element.get(f'{_W}id', '')}]"


def _told(core: etree._Element | None, name: str) -> str:
    """What is told of the whole under a name, whatever its namespace."""
    found = [] if core is None else core.xpath(f"//*[local-name()='{name}']/text()")
    return str(found[0]).strip() if isinstance(found, list) and found else ""


def _styles(styles: etree._Element | None) -> dict[str, str]:
    """The names of styles, which are English in every language, by their numbers, which are not."""
    named = {} if styles is None else {one.get(f"{_W}styleId", ""): one for one in styles.iter(f"{_W}style")}
    return {number: _value(one.find(f"{_W}name")) for number, one in named.items()}


def _links(relations: etree._Element | None) -> dict[str, str]:
    told = () if relations is None else relations.iter("{*}Relationship")
    return {one.get("Id", ""): one.get("Target", "") for one in told}


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


@dataclass(frozen=True, slots=True)
class _Paper:
    """How a document calls its styles, and where its links lead."""

    styles: Mapping[str, str]
    links: Mapping[str, str]

    def text(self, body: etree._Element) -> str:
        """All of it, in Markdown."""
        blocks: list[str] = []
        listed = False
        for block in self._blocks(body):
            # Items of a list stand below each other, all else apart.
            is_item = block.lstrip().startswith("- ")
            blocks.append(f"\n{block}" if is_item and listed else f"\n\n{block}")
            listed = is_item
        return "".join(blocks).strip()

    def _blocks(self, within: etree._Element) -> Iterator[str]:
        for element in within:
            if element.tag == f"{_W}p":
                yield from filter(None, [self._paragraph(element)])
            elif element.tag == f"{_W}tbl":
                yield from filter(None, [self._table(element)])
            elif element.tag != _FALLBACK and isinstance(element.tag, str):
                yield from self._blocks(element)

    def _paragraph(self, element: etree._Element) -> str:
        said = self._said(element)
        if not said:
            return ""
        style = self.styles.get(_value(element.find(f"{_W}pPr/{_W}pStyle")), "")
        one_line = said.replace("\n", " ")
        if style.lower() == "title":
            return f"# {one_line}"
        if heading := _HEADING.fullmatch(style):
            return f"{'#' * int(heading[1])} {one_line}"
        numbered = element.find(f"{_W}pPr/{_W}numPr")
        if numbered is None and not style.lower().startswith("list "):
            return said
        level = _value(numbered.find(f"{_W}ilvl")) if numbered is not None else ""
        return f"{'  ' * int(level) if level in _LEVELS else ''}- {one_line}"

    def _table(self, element: etree._Element) -> str:
        rows = [
            [" ".join(map(self._said, cell.iter(f"{_W}p"))) for cell in row.iter(f"{_W}tc")]
            for row in element.iter(f"{_W}tr")
        ]
        width = max(map(len, rows), default=0)
        if width < 2:
            return "\n\n".join(filter(None, (" ".join(row) for row in rows)))
        first, *others = (_row([*row, *[""] * (width - len(row))]) for row in rows)
        return "\n".join((first, f"|{' --- |' * width}", *others))

    def _said(self, paragraph: etree._Element) -> str:
        line = _Line()
        self._read(paragraph, line)
        line.lead("")
        lines = (" ".join(one.split()) for one in joined(line.parts).split("\n"))
        return "\n".join(filter(None, lines))

    def _read(self, within: etree._Element, line: _Line, look: Callable[[str], str] = str) -> None:
        for element in within:
            match element.tag:
                case tag if tag == f"{_W}r":
                    self._read(element, line, look_of(element.find(f"{_W}rPr")))
                case tag if tag == f"{_W}t":
                    line.said.append(look(element.text or ""))
                case tag if tag == f"{_W}sym":
                    line.said.append(
                        look(letter(*(element.get(f"{_W}{name}", "") for name in ("font", "char"))))
                    )
                case tag if tag == f"{_M}oMath":
                    line.said.append(f"${said}$" if (said := formula(element)) else "")
                case tag if tag in (f"{_W}br", f"{_W}cr"):
                    line.said.append("\n")
                case tag if tag == f"{_W}tab":
                    line.said.append(" ")
                case tag if tag in _REFERENCES:
                    line.said.append(_mark(_REFERENCES[tag], element))
                case tag if tag == f"{_W}noBreakHyphen":
                    line.said.append("-")
                case tag if tag == f"{_W}hyperlink":
                    line.lead(self.links.get(element.get(_ID, ""), ""))
                    self._read(element, line)
                    line.lead("")
                case tag if tag == f"{_W}fldSimple":
                    line.lead(_led(element.get(f"{_W}instr", "")))
                    self._read(element, line)
                    line.lead("")
                case tag if tag == f"{_W}instrText":
                    line.field += element.text or ""
                case tag if tag == f"{_W}fldChar":
                    line.turn(element.get(f"{_W}fldCharType", ""))
                case tag if tag in (_FALLBACK, f"{_W}pPr", f"{_W}del", f"{_W}moveFrom", f"{_W}p"):
                    pass
                case _:
                    self._read(element, line, look)


@dataclass(slots=True)
class _Line:
    """A paragraph while it is read: what was said since the last link began or ended, and where that leads.
    `field` is what a field of Word's is told to do."""

    parts: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    address: str = ""
    field: str = ""

    def lead(self, address: str) -> None:
        """Ends what was said so far; what follows leads to `address`, nowhere where that is empty."""
        said, self.said = "".join(self.said), []
        if self.address.startswith(_WEB) and said.strip():
            same = said.strip() == self.address
            said = said if same else f"[{said.strip().replace('[', '(').replace(']', ')')}]({self.address})"
        self.parts.append(said)
        self.address = address

    def turn(self, sign: str) -> None:
        """A field begins, is told what to do by now, or ends."""
        if sign == "begin":
            self.field = ""
        else:
            self.lead(_led(self.field) if sign == "separate" else "")


def _row(cells: Iterable[str]) -> str:
    said = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(said)} |"


def _led(told: str) -> str:
    found = _LEADS.match(told)
    return found[1] if found else ""
