"""Talks: slides of PowerPoint with their notes, and slides as PDF. A page for each slide, since that is where
something is found again."""

from __future__ import annotations

import posixpath
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from kb.catalogue import _, cause
from kb.errors import ImportRefused
from kb.importers.archives.zips import ArchiveLimits, unpack
from kb.importers.nesting import check_depth
from kb.importers.pdf.importer import PdfLimits, read_pdf
from kb.importers.pdf.text import running_text
from kb.importers.xml import xml_tree
from kb.text.normal import normalized
from kb.types.evidence import Form, WrittenPage
from kb.writing.days import day_of_name, first_day
from kb.writing.files import WrittenFile

_LIMITS = ArchiveLimits(entries=20_000, bytes=512 * 1024**2, depth=1)
"""A deck of some hundred slides has a few parts each; pictures and films are not unpacked."""
_LARGEST_PART = 16 * 1024**2
"""Bytes of one slide: those with large tables have one."""
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DATES = "{http://purl.org/dc/terms/}"
_DECK = "ppt/presentation.xml"
_SAYS_NOTHING = re.compile(r"(?:powerpoint presentation|презентация powerpoint|slide \d+|untitled)?", re.I)
"""Titles that the program gives."""
_CHANGED = ("modified", "created")
"""A deck is made of an older one, so that when it was begun says less than when it was finished."""
_REFERENCES = re.compile(
    r"\s*(?:\d{1,2}\.?\s+)?(?:references|bibliography|literature cited|(?:список )?литератур[аы]"
    r"|список использованн\w+ (?:литературы|источников))\s*",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"\s*(?:appendi(?:x|ces)|supplement\w*|приложени[ея])\b.{0,60}$", re.IGNORECASE)
"""What follows the list of references in a paper, told by a short line."""
_PDF_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def matches(file: WrittenFile) -> bool:
    """Whether a file is a deck of PowerPoint's, or a PDF, which may show slides."""
    return _is_pdf(file) or _is_deck(file)


def pages(file: WrittenFile) -> Iterator[WrittenPage]:
    """A page for each slide; none of a PDF that shows none, unless it was marked alone.

    :raises ImportRefused: it cannot be read, and is a deck, or was marked alone.
    """
    return _pdf_pages(file) if _is_pdf(file) else _deck_pages(file)


def _is_deck(file: WrittenFile) -> bool:
    if not file.head.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(file.path) as packed:
            return _DECK in packed.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return file.suffix == ".pptx"


def _is_pdf(file: WrittenFile) -> bool:
    return b"%PDF-" in file.head[:1024]


def _pdf_pages(file: WrittenFile) -> Iterator[WrittenPage]:
    """The pages of a talk as PDF, told by slides being wider than they are high: other PDFs in a folder are
    papers of others, or what is built from a source that is read itself. One that is marked alone counts."""
    if not file.alone and not shows_slides(file.path):
        return
    answer = read_pdf(file.path, PdfLimits())
    is_talk = answer["width"] > answer["height"]
    metadata = answer["metadata"]
    title = normalized(metadata.get("Title", "").strip()) or file.path.stem
    made = (_PDF_DAY.match(metadata.get(name, "")) for name in ("CreationDate", "ModDate"))
    dated = day_of_name(file.path) or first_day("-".join(day.groups()) for day in made if day)
    texts = ("\n".join(lines) if is_talk else running_text([lines]) for lines in answer["lines"])
    for number, text in enumerate(map(normalized, texts if is_talk else with_headings(texts)), start=1):
        if any(map(str.isalnum, text)):
            place = f"{file.place}, page {number}"
            yield WrittenPage(place, text, Form.TALK if is_talk else Form.PAPER, title, dated)


def with_headings(pages: Iterable[str]) -> Iterator[str]:
    """The pages of a paper, those of its list of references below that heading."""
    heading = ""
    for page in pages:
        lines = [heading] if heading else []
        for line in page.split("\n"):
            if _REFERENCES.fullmatch(line):
                heading = line = f"# {line.strip()}"
            elif heading and _APPENDIX.match(line):
                heading, line = "", f"# {line.strip()}"
            lines.append(line)
        yield "\n".join(lines)


def lists_references(text: str) -> bool:
    """Whether a text has the heading of a list of references, as papers have it."""
    return any(_REFERENCES.fullmatch(line.lstrip("#")) for line in text.split("\n"))


def shows_slides(path: Path) -> bool:
    """Whether a PDF shows slides."""
    try:
        first = read_pdf(path, PdfLimits(pages=1))
    except ImportRefused:
        # Nobody said that it is theirs.
        return False
    return bool(first["width"] > first["height"])


def _deck_pages(file: WrittenFile) -> Iterator[WrittenPage]:
    with tempfile.TemporaryDirectory(prefix="jomo-") as unpacked:
        folder = Path(unpacked)
        try:
            unpack(file.path, folder, _LIMITS)
        except zipfile.BadZipFile as error:
            raise ImportRefused(
                _("{file} is damaged ({why}); save it again", file=file.path.name, why=cause(error))
            ) from error
        deck = _part(folder, _DECK)
        if deck is None:
            raise ImportRefused(
                _("{file} cannot be read; save it again without a password", file=file.path.name)
            )
        told = _part(folder, "docProps/core.xml")
        title = "" if told is None else (told.findtext(f"{_DC}title") or "").strip()
        title = file.path.stem if _SAYS_NOTHING.fullmatch(title) else title
        days = () if told is None else (told.findtext(f"{_DATES}{name}") or "" for name in _CHANGED)
        dated = day_of_name(file.path) or first_day(days)
        named = _relations(folder, _DECK)
        slides = [named.get(one.get(f"{_R}id", "")) for one in deck.iter(f"{_P}sldId")]
        for number, slide in enumerate(filter(None, slides), start=1):
            text = _said(folder, slide)
            if any(map(str.isalnum, text)):
                yield WrittenPage(f"{file.place}, slide {number}", text, Form.TALK, title, dated)


def _said(folder: Path, slide: str) -> str:
    """A slide's words and then those of its notes."""
    related = _relations(folder, slide)
    parts = [slide, *(target for target in related.values() if "notesSlides/" in target)]
    words = []
    for name in parts:
        part = _part(folder, name)
        if part is not None:
            words.append("\n".join(_paragraphs(part, _relations(folder, name))))
    return normalized("\n\n".join(filter(None, words)))


def _paragraphs(part: etree._Element, related: dict[str, str]) -> Iterator[str]:
    """The paragraphs of a slide, links as Markdown. Numbers of slides are no words; of what is drawn in two
    ways (formulas, new kinds of charts) the first counts."""
    for paragraph in part.iter(f"{_A}p"):
        if any(above.tag == f"{_MC}Fallback" for above in paragraph.iterancestors()):
            continue
        words = ""
        for run in paragraph.iter(f"{_A}r", f"{_A}br", f"{_A}fld"):
            if run.tag == f"{_A}br":
                words += "\n"
            elif run.tag == f"{_A}r" or not run.get("type", "").startswith("slidenum"):
                text = run.findtext(f"{_A}t") or ""
                link = run.find(f"{_A}rPr/{_A}hlinkClick")
                target = related.get(link.get(f"{_R}id", ""), "") if link is not None else ""
                words += f"[{text}]({target})" if "://" in target else text
        if words.strip():
            yield words.strip()


def _relations(folder: Path, name: str) -> dict[str, str]:
    """What the identifiers in a part lead to: names of parts, or addresses."""
    above, _, own = name.rpartition("/")
    root = _part(folder, f"{above}/_rels/{own}.rels")
    found = {}
    for one in root if root is not None else ():
        target = one.get("Target", "") if isinstance(one.tag, str) else ""
        outside = one.get("TargetMode") == "External"
        inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{above}/{target}")
        found[one.get("Id", "")] = target if outside else inside
    return found


def _part(folder: Path, name: str) -> etree._Element | None:
    """A part of the deck; None where it is missing or too large."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file() or path.stat().st_size > _LARGEST_PART:
        return None
    text = path.read_text(encoding="utf-8", errors="replace")
    check_depth(text)
    return xml_tree(text)[0]
