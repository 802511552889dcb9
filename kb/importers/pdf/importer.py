"""PDF files: read by a child process under limits, then taken for the paper, book or article they are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from kb.catalogue import _, noted, number
from kb.errors import ImportRefused
from kb.importers.arxiv.paper import SOURCE, abs_url
from kb.importers.files import local_path, source_file
from kb.importers.pdf import unread
from kb.importers.pdf.drawn import drawn_line
from kb.importers.pdf.identity import is_place_holder
from kb.importers.pdf.layout import FrontMatter, front_matter
from kb.importers.pdf.lines import Piece
from kb.importers.pdf.markdown import SetText, set_text
from kb.importers.pdf.marks import marked
from kb.importers.pdf.page import set_lines, without_running_lines
from kb.importers.pdf.text import letter_ratio, unmapped_ratio
from kb.importers.pdf.unread import Unreadable, file_key
from kb.importers.protocol import ImportContext
from kb.text import pagination
from kb.text.identity import find_references
from kb.text.normal import normalized
from kb.text.pagination import PageStart, Unread
from kb.types import Document, Failure, Kind, Reference, Remark

_OUT_OF_TIME = -24
"""How a child ends that has used up its time of a processor: by SIGXCPU, a signal Windows does not know."""
_CHILD = Path(__file__).with_name("child.py")
_MAX_REFERENCES = 200
"""Works kept that a paper points to: a survey's whole bibliography, not that of a book of proceedings."""
_BOOK_PAGES = 120
"""What has neither id nor abstract and more pages than this is a book; reports and theses are often
shorter."""
# Prose has 0.75 to 0.98 letters; glyph numbers that no map turns into letters have far fewer.
_MIN_LETTER_RATIO = 0.35
_MAX_UNMAPPED_RATIO = 0.03
"""The share of signs that no map turns into letters: text set in such a font has far more. By judgement."""
_SCANNED_LETTERS_PER_PAGE = 25
"""Pages of pictures with fewer letters have at most a stamp or a page number as text."""


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """What one file may cost. The child stops by itself after `seconds` of a processor and hands over what it
    has read; where it does not, on one page, the system ends it soon after, and at the latest at
    `seconds_to_live` by the clock: on busy cores a processor's second takes several."""

    file_bytes: int = 200 * 1024 * 1024
    pages: int = 1200
    characters: int = 3_000_000
    seconds: float = 40.0
    seconds_to_live: float = 300.0
    memory_bytes: int = 3 * 1024**3


@dataclass(frozen=True, slots=True)
class PdfImporter:
    """A PDF file, told by its first bytes or its name."""

    limits: PdfLimits = PdfLimits()
    name: str = "PDF"

    def match(self, spec: str) -> bool:
        path = local_path(spec)
        if path is None or not path.is_file():
            return False
        return path.suffix.lower() == ".pdf" or _has_header(path)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """Yields the one document of the file, read in a process of its own; of what is too long to be read
        whole, or is kept though it cannot be read, a remark too.

        :raises ImportRefused: the file is gone, or holds nothing that can be read; says what to do about it.
        """
        path = local_path(spec)
        if path is None or not path.is_file():
            raise ImportRefused(_("{file} is gone; check the path", file=spec))
        try:
            document = read_document(path, self.limits)
        except Unreadable as found:
            kind = Kind.BOOK if found.pages > _BOOK_PAGES else Kind.ARTICLE
            yield unread.document(path, found, kind)
            yield Remark(path.name, _("kept without its text: {why}", why=found))
            return
        yield document
        if (part := pagination.pages_read(document.meta)) is not None:
            yield Remark(path.name, _told_of_rest(*part))


def read_document(path: Path, limits: PdfLimits = PdfLimits()) -> Document:
    """The work that a file holds.

    :raises Unreadable: the file is whole, and nothing in it can be read.
    :raises ImportRefused: it is no PDF, or damaged; says what is wrong and what to do about it.
    """
    return _document(path, read_pdf(path, limits))


def _told_of_rest(count: int, total: int) -> str:
    return _(
        "{count} of its {total} pages were read; the text ends there, and the original has the rest",
        count=number(count),
        total=number(total),
    )


def _has_header(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"%PDF-" in file.read(1024)
    except OSError:
        return False


def read_pdf(path: Path, limits: PdfLimits) -> Mapping[str, Any]:
    """What the child found in the file (`kb.importers.pdf.child`), with its pages as clean `lines`, and as
    `set` the same with how they are set.

    :raises Unreadable: the file is whole, and nothing in it can be read.
    :raises ImportRefused: it is none, or damaged; says what is wrong and what to do about it.
    """
    size = path.stat().st_size
    if size == 0:
        raise ImportRefused(_("{file} is empty; download or copy it again", file=path.name))
    if size > limits.file_bytes:
        raise ImportRefused(
            _(
                "{file} has {size} MB, more than the {file_bytes} MB that are read; split it or save a"
                " smaller copy",
                file=path.name,
                size=number(size >> 20),
                file_bytes=number(limits.file_bytes >> 20),
            )
        )
    if not _has_header(path):
        raise ImportRefused(
            _("{file} is not a PDF despite its name; open it and save it as a PDF", file=path.name)
        )
    # In isolated mode and by path: nothing of this package is imported, and neither the folder it is
    # started from nor the environment can put modules in the way.
    command = (sys.executable, "-I", _CHILD, path.absolute(), limits.pages, limits.characters, limits.seconds)
    try:
        child = subprocess.run(
            [*map(str, command), str(limits.memory_bytes)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds_to_live,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(path, limits.seconds_to_live) from None
    if child.returncode == _OUT_OF_TIME:
        raise _too_slow(path, limits.seconds)
    try:
        answer = json.loads(child.stdout)
    except ValueError:
        # The child died before it could answer.
        answer = {"refused": "broken"}
    if answer.get("refused") == "password":
        raise Unreadable(_(_REFUSALS["password"], file=path.name), Unread.LOCKED, answer)
    if "refused" in answer:
        raise ImportRefused(_(_REFUSALS[answer["refused"]], file=path.name))
    return _checked(path, answer)


def _too_slow(path: Path, seconds: float) -> ImportRefused:
    return ImportRefused(
        _(
            "{file} could not be read in {seconds} seconds; print it to a new PDF and add that one",
            file=path.name,
            seconds=f"{seconds:.0f}",
        )
    )


_REFUSALS = {
    "password": noted("{file} needs its password: save an unlocked copy and add that one"),
    "broken": noted("{file} is damaged and cannot be read; download it again or print it to a new PDF"),
    "memory": noted("{file} needs too much memory to be read; split it or print it to a new PDF"),
}


def _checked(path: Path, answer: dict[str, Any]) -> Mapping[str, Any]:
    """The answer with its pages as clean lines under `lines`, if they hold text a person could read."""
    if answer["pages"] == 0:
        raise ImportRefused(_("{file} has no pages; check that it was saved whole", file=path.name))
    pages = set_lines([drawn_line(line) for line in page] for page in answer["lines"])
    text = "\n".join(line.text for page in pages for line in page)
    letters = sum(map(str.isalpha, text))
    if answer["failed"] == len(pages) or not pages:
        raise ImportRefused(_(_REFUSALS["broken"], file=path.name))
    if answer["images"] and letters < _SCANNED_LETTERS_PER_PAGE * len(pages):
        told = _(
            "{file} looks scanned: no text layer; run OCR (for example ocrmypdf) and add it again",
            file=path.name,
        )
        raise Unreadable(told, Unread.SCANNED, answer)
    if not text:
        told = _(
            "{file} holds no text; if you see some in it, run OCR (for example ocrmypdf)", file=path.name
        )
        raise Unreadable(told, Unread.SCANNED, answer)
    if letter_ratio(text) < _MIN_LETTER_RATIO or unmapped_ratio(text) > _MAX_UNMAPPED_RATIO:
        told = _(
            "{file} holds no readable words (its fonts lack a character map, or it is all figures);"
            " run OCR (for example ocrmypdf --force-ocr) and add it again",
            file=path.name,
        )
        raise Unreadable(told, Unread.WORDLESS, answer)
    return answer | {"lines": [[line.text for line in page] for page in pages], "set": pages}


def _document(path: Path, answer: Mapping[str, Any]) -> Document:
    front = front_matter(
        [Piece(*piece) for piece in answer["pieces"]],
        answer["height"],
        answer["lines"],
        answer["metadata"],
        path.stem,
    )
    made = set_text(without_running_lines(answer["set"]), front.title, front.authors)
    text = normalized(made.text)
    works = [f"arxiv:{front.arxiv}"] if front.arxiv else []
    works += [f"doi:{front.doi}"] if front.doi else []
    key, *others = [*works, file_key(path)]
    return Document(
        key=key,
        kind=_kind(front, answer["pages"]),
        title=front.title,
        text=text,
        summary=front.abstract,
        url=_url(front),
        aliases=(*others, f"path:{path.resolve()}"),
        authors=front.authors,
        source=SOURCE if front.arxiv else "",
        published=front.published,
        references=_references(text, works),
        meta=_meta(path, answer) | pagination.noted(text, _starts(answer, made)),
        annotations=marked(answer["marks"], answer["labels"], text),
        guessed=True,
        files=(source_file(path, "application/pdf"),),
    )


def _references(text: str, works: Sequence[str]) -> tuple[Reference, ...]:
    """The other works the text points to; what a template prints in the place of a DOI is none."""
    others = (
        found
        for found in find_references(text)
        if found.key not in works
        and not (found.key.startswith("doi:") and is_place_holder(found.key.removeprefix("doi:")))
    )
    return tuple(islice(others, _MAX_REFERENCES))


def _kind(front: FrontMatter, pages: int) -> Kind:
    if front.arxiv or front.doi or front.abstract:
        return Kind.PAPER
    return Kind.BOOK if pages > _BOOK_PAGES else Kind.ARTICLE


def _url(front: FrontMatter) -> str | None:
    if front.arxiv:
        return abs_url(front.arxiv)
    return f"https://doi.org/{front.doi}" if front.doi else None


def _starts(answer: Mapping[str, Any], made: SetText) -> list[PageStart]:
    """Where each page of the text begins and what it is called: its number, where the file has no name."""
    labels = answer["labels"]
    return [
        PageStart(offset, normalized(labels[page] if page < len(labels) else "").strip() or str(page + 1))
        for page, offset in made.starts
    ]


def _meta(path: Path, answer: Mapping[str, Any]) -> dict[str, str]:
    read = len(answer["lines"]) - answer["failed"]
    return {
        "file": path.name,
        "pages": str(answer["pages"]),
        **pagination.read_in_part(read, answer["pages"]),
    }
