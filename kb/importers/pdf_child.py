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
            characters += len(page.extract_text(visitor_text=drawn.add))
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
    _, _, x, y, level = next(piece for piece, _ in drawn if piece[0].strip())
    text = "".join(piece[0] for piece, _ in drawn)
    size = max(sizes, key=lambda one: sizes[one])
    most = 0.8 * letters
    return text, size, x, y, level, bold > most, slanted > most, fixed > most


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
