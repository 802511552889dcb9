"""Reads one PDF in a process of its own, so that a hostile or broken file can harm nothing else.

Run by path, not as a module of the package: it needs pypdf and the standard library alone and starts
in a fraction of a second. Prints one JSON object: `{"refused": reason}` or what `_read` returns.
"""

from __future__ import annotations

import json
import logging
import math
import re
import sys
import time
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, TextStringObject, create_string_object

# What pypdf lets through from damaged files, besides its own errors. One bad page must not cost the rest.
_PAGE_ERRORS = (
    PyPdfError, DependencyError, ArithmeticError, AssertionError, AttributeError, LookupError,
    NotImplementedError, OSError, RecursionError, TypeError, ValueError,
)  # fmt: skip
# Publishers put a DOI of their own into the XMP packet: as an element or an attribute of one of these.
_XMP_DOI = re.compile(rb"<?(?:prism|pdfx|crossmark):(?:doi|DOI)\s*(?:>|=\s*[\"'])\s*([^<>\"']{7,300})")
_MAX_XMP_BYTES = 1024 * 1024
"""A packet of metadata has some kilobytes; the DOI stands before what may be long in it."""

_MAX_LABEL = 12
"""Characters: `xviii` and `A-117` are labels; what is longer is no number of a page."""
# How the names of fonts tell the weight, the slant, and that all letters are equally wide.
_BOLD = re.compile(r"bold|black|heavy|demi|medi(?:$|ital)|cmb|cmssbx|sfb|sfsx|-b(?:i|d|t)?$", re.IGNORECASE)
_SLANTED = re.compile(r"ital|obli|slant|-(?:b|reg)?it$|cmti|cmsl|sfti|sfsl", re.IGNORECASE)
_FIXED = re.compile(
    r"mono|courier|typewriter|consol|cmtt|sftt|cmsltt|lmtt|menlo|fixed|inconsolata", re.IGNORECASE
)
_MAX_SPOKEN = 40
"""Characters that a file says a few signs stand for: a ligature, a soft hyphen, a formula. More may be whole
lines, which have places of their own. By judgement."""
_SMALLER = 0.9
"""Of the line's size: raised and lowered signs are set smaller; browsers take 0.83 of it, TeX 0.7."""
_RAISED, _LOWERED = 0.15, 0.1
"""Shares of the line's size by which such signs stand above and below it: TeX lowers them by 0.15. By
judgement."""
_BESIDE = re.compile(r"(?! )[\d+\-−=(), ∗*†‡]*\d[\d+\-−=(), ∗*†‡]*")
"""What is told as raised or lowered: numbers with what stands among them."""
_LONGEST_MARK = 3
"""Characters of the mark that a note at the foot begins with: longer numbers are cells of a table."""
_UP = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_DOWN = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_Piece = tuple[str, float, float, float, bool]
_Line = tuple[str, float, float, float, bool, bool, bool, bool]


def main(path: str, max_pages: int, max_characters: int, max_seconds: float, max_bytes: int) -> None:
    """Prints what is in the file as one JSON object, within the limits (seconds, bytes of memory); `refused`
    names why there is nothing."""
    _limit_memory(max_bytes)
    logging.disable(logging.CRITICAL)
    try:
        answer = _read(path, max_pages, max_characters, time.monotonic() + max_seconds)
    except MemoryError:
        answer = {"refused": "memory"}
    except _PAGE_ERRORS:
        answer = {"refused": "broken"}
    sys.stdout.write(json.dumps(answer))


def _limit_memory(max_bytes: int) -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limit; the time limit holds there too.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > max_bytes:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (max_bytes, hard))
        except (ValueError, OSError):
            # macOS refuses limits on address space.
            return


def _read(path: str, max_pages: int, max_characters: int, deadline: float) -> dict[str, Any]:
    """Lines of the pages read with how they are set, the labels of all pages, the pieces of page one with
    their places, and the metadata.

    A piece is (text, size in points, x, y from the bottom, whether it runs level); a line is what
    `_Lines.taken` says.
    """
    reader = PdfReader(path, strict=False)
    # A file may be encrypted only against changes: the empty password opens it.
    if reader.is_encrypted and not reader.decrypt(""):
        return {"refused": "password"}
    pages = len(reader.pages)
    lines: list[list[_Line]] = []
    pieces: list[_Piece] = []
    width = height = 0.0
    images = failed = characters = 0
    for number in range(min(pages, max_pages)):
        if time.monotonic() > deadline or characters > max_characters:
            break
        try:
            page = reader.pages[number]
            if number < 20:
                images += _has_image(page)
            if number == 0:
                width, height = float(page.mediabox.width), float(page.mediabox.top)
            drawn = _Lines(pieces if number == 0 else [])
            spoken = _Spoken()
            characters += len(page.extract_text(visitor_operand_before=spoken.before, visitor_text=drawn.add))
            lines.append(drawn.taken())
        except _PAGE_ERRORS:
            failed += 1
            lines.append([])
    return {
        "pages": pages,
        "lines": lines,
        "labels": _labels(reader, len(lines)),
        "failed": failed,
        "images": images,
        "width": width,
        "height": height,
        "pieces": pieces,
        "metadata": _metadata(reader),
    }


class _Spoken:
    """Shows in the place of signs the text that the file says they stand for (`/ActualText`): a browser draws
    a soft hyphen as a space."""

    def __init__(self) -> None:
        self._marked: list[str | None] = []

    def before(self, operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        """A visitor for pypdf, which takes text that is no bytes as it is."""
        if operator == b"BDC":
            properties = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
            text = properties.get("/ActualText")
            text = create_string_object(text) if isinstance(text, bytes) else text
            self._marked.append(str(text) if isinstance(text, str) and len(text) <= _MAX_SPOKEN else None)
        elif operator == b"BMC":
            self._marked.append(None)
        elif operator == b"EMC" and self._marked:
            self._marked.pop()
        elif operator in (b"Tj", b"TJ", b"'", b'"') and operands:
            place = next((n for n, text in enumerate(self._marked) if text is not None), None)
            if place is not None:
                text = TextStringObject(self._marked[place])
                operands[-1] = ArrayObject([text]) if operator == b"TJ" else text
                # Said once, whatever is drawn for it.
                self._marked[place] = ""


class _Lines:
    """The lines of a page as pypdf parts them, with how and where each begins; `pieces` are collected too."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self._pieces = pieces
        self._lines: list[list[tuple[_Piece, str]]] = [[]]

    def add(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """A visitor for pypdf."""
        if not text:
            return
        # The text's own axes through both matrices: lengths give the size, the direction tells rotation.
        along = (tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3])
        up = (tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        place = round(abs(size) * math.hypot(*up), 2), round(x, 1), round(y, 1)
        level = abs(along[1]) <= 0.1 * abs(along[0])
        self._pieces.append((text, *place, level))
        name = str(font.get("/BaseFont", "")) if font else ""
        for number, part in enumerate(text.split("\n")):
            if number:
                self._lines.append([])
            if part:
                self._lines[-1].append(((part, *place, level), name))

    def taken(self) -> list[_Line]:
        """Each line that shows something as (text, size of most of its letters, x and y of its beginning,
        whether it runs level, whether it is bold, slanted, set as code is)."""
        return [_line(line) for line in self._lines if any(piece[0].strip() for piece, _ in line)]


def _line(drawn: list[tuple[_Piece, str]]) -> _Line:
    sizes: dict[float, int] = {}
    bold = slanted = fixed = letters = 0
    for (text, size, *_), font in drawn:
        count = sum(map(str.isalnum, text))
        sizes[size] = sizes.get(size, 0) + count
        letters += count
        bold += count * bool(_BOLD.search(font))
        slanted += count * bool(_SLANTED.search(font))
        fixed += count * bool(_FIXED.search(font))
    size = max(sizes, key=lambda one: sizes[one])
    text, x, y, level = _text([piece for piece, _ in drawn], size)
    most = 0.8 * letters
    return text, size, x, y, level, bold > most, slanted > most, fixed > most


def _text(drawn: list[_Piece], size: float) -> tuple[str, float, float, bool]:
    """The pieces of a line that is set in `size` as one text, from left to right, its numbers raised and
    lowered as they are; with x and y of its beginning, and whether it runs level."""
    pieces = [piece for piece in drawn if piece[0].strip()]
    line = next((piece[3] for piece in pieces if piece[1] == size), pieces[0][3])
    text, first = "", pieces[0]
    for piece in drawn:
        said, piece_size, x, y, level = piece
        is_beside = text[-1:].strip() or (not text and len(said.strip()) <= _LONGEST_MARK)
        if level and piece_size < _SMALLER * size and is_beside and _BESIDE.fullmatch(said):
            if y - line > _RAISED * size:
                said = said.translate(_UP)
            elif line - y > _LOWERED * size:
                said = said.translate(_DOWN)
        if level and said.strip() and first[2] - x > size and not _RIGHT_TO_LEFT.search(text + said):
            # Drawn later, but it stands before what is there.
            text, first = f"{said.rstrip()} {text}", piece
        else:
            text += said
    return text, first[2], line, first[4]


def _labels(reader: PdfReader, count: int) -> list[str]:
    """What the file calls its first `count` pages; none where it cannot be told."""
    try:
        return [str(label)[:_MAX_LABEL] for label in reader.page_labels[:count]]
    except _PAGE_ERRORS:
        return []


def _has_image(page: Any) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    if objects is None:
        return False
    return any(one.get_object().get("/Subtype") == "/Image" for one in objects.get_object().values())


def _metadata(reader: PdfReader) -> dict[str, str]:
    """The document's information, and the DOI in its XMP packet as `prism:doi`."""
    try:
        info: Any = reader.metadata or {}
        metadata = {
            str(name).lstrip("/"): str(info[name])[:2000] for name in info if isinstance(info[name], str)
        }
    except _PAGE_ERRORS:
        metadata = {}
    try:
        root: Any = reader.trailer["/Root"]
        packet = root.get("/Metadata")
        stated = packet and _XMP_DOI.search(packet.get_object().get_data()[:_MAX_XMP_BYTES])
    except _PAGE_ERRORS:
        stated = None
    return metadata | ({"prism:doi": stated[1].decode("utf-8", "replace").strip()} if stated else {})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]))
