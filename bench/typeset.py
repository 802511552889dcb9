"""What the text of PDFs is like to read: headings, lengths of paragraphs, pages, what a layout left in it.

`python -m bench typeset --corpus FOLDER` reads every PDF below a folder. Half of them, by the hash of their
names, were looked at while the rules were made; the others never.
"""

from __future__ import annotations

import hashlib
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pypdf import PdfReader

from bench.measuring import Table
from kb.errors import ImportRefused
from kb.importers import ImportContext
from kb.importers.pdf.importer import PdfImporter
from kb.importers.pdf.text import shape
from kb.text.pagination import page_starts
from kb.text.reading import outline, pieces
from kb.types import Document

_LEAST = 1_500
"""Characters of a text that has paragraphs to speak of: others are covers, forms, a line of a test."""
_BROKEN = re.compile(r"[a-zа-яё]-\s+[a-zа-яё]{2}")
_SHORT = 120
"""Characters below which a paragraph may be a line that recurs, such as a running head. By judgement."""
_NEAR = 3_000
"""Characters within which a page's first words stand from where it is said to begin: notes and figures
come behind the paragraph they divide."""
_TELLING = 24
"""Letters by which a line is known again: four words or so. By judgement."""
_BEFORE = 200
"""Characters before that place that are looked at, too: pages begin within paragraphs. By judgement."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was found in the text of one PDF. `pages` are (those whose first words are where the text says,
    all that have some)."""

    headings: int
    paragraphs: tuple[int, ...]
    pages: tuple[int, int]
    running: int
    numbers: int
    broken: int


def read(path: Path, document: Document) -> Read:
    """Counts of one document."""
    text = document.text
    found = [(at, until) for start, end in outline(text).blocks for at, until in pieces(text, start, end)]
    written = [text[at:until] for at, until in found]
    plain = [one for one in written if not one.startswith(("#", "-", "```"))]
    shapes = Counter(shape(one) for one in plain if len(one) < _SHORT)
    return Read(
        headings=sum(one.startswith("#") for one in written),
        paragraphs=tuple(map(len, plain)),
        pages=_pages(path, document),
        running=sum(count for one, count in shapes.items() if count > 2 and len(one) > 3),
        numbers=sum(one.strip().isdigit() for one in plain),
        broken=len(_BROKEN.findall(text)),
    )


def _pages(path: Path, document: Document) -> tuple[int, int]:
    starts = {start.label: start.offset for start in page_starts(document.text, document.meta)}
    reader = PdfReader(path, strict=False)
    right = total = 0
    for label, page in zip(reader.page_labels, reader.pages, strict=False):
        lines = [line for line in page.extract_text().splitlines() if len(_letters(line)) > _TELLING]
        if len(lines) < 4:
            continue
        total += 1
        # The third line is below any running head.
        wanted = _letters(lines[2])[:_TELLING]
        offset = starts.get(label.strip())
        right += offset is not None and wanted in _letters(
            document.text[max(0, offset - _BEFORE) : offset + _NEAR]
        )
    return right, total


def _letters(text: str) -> str:
    # A raised number in the text is a plain one in what pypdf extracts.
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def measure(corpus: Path, folder: Path) -> Table:
    """The table: a line for each half of the PDFs below `corpus`."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    halves: dict[bool, list[Read]] = {False: [], True: []}
    importer = PdfImporter()
    for path in sorted(corpus.rglob("*.pdf")) if corpus.is_dir() else ():
        try:
            document, *_rest = importer.load(str(path), ImportContext(folder))
        except ImportRefused:
            continue
        if isinstance(document, Document) and len(document.text) >= _LEAST:
            halves[_is_held_out(path)].append(read(path, document))
    rows = (_row("looked at", halves[False]), _row("held out", halves[True]))
    lengths = ("paragraph: median", "90 %", "longest")
    left = ("lines that recur", "numbers alone", "broken words")
    columns = ("PDFs", "files", "headings", *lengths, "pages right", *left)
    return Table("The text of PDFs", columns, rows)


def _is_held_out(path: Path) -> bool:
    return hashlib.sha256(path.name.encode()).digest()[-1] % 2 == 1


def _row(name: str, found: Sequence[Read]) -> tuple[str, ...]:
    lengths = sorted(length for one in found for length in one.paragraphs)
    if not lengths:
        return (name, "0", *["–"] * 8)
    right, total = (sum(counts) for counts in zip(*(one.pages for one in found), strict=True))
    left = [(one.running, one.numbers, one.broken) for one in found]
    return (
        name,
        f"{len(found)}",
        f"{sum(one.headings for one in found):,}",
        f"{median(lengths):.0f}",
        f"{lengths[int(0.9 * (len(lengths) - 1))]:,}",
        f"{lengths[-1]:,}",
        f"{right:,} of {total:,}",
        *(f"{sum(counts):,}" for counts in zip(*left, strict=True)),
    )
