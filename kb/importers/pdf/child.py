"""Reads one PDF in a process of its own, so that a hostile or broken file can harm nothing else.

Run by path, not as a module of the package: it needs pypdf and the standard library alone and starts
in a fraction of a second. Prints one JSON object: `{"refused": reason}` or what `_read` returns.
"""

from __future__ import annotations

import contextlib
import json
import logging
import math
import re
import sys
import time
from typing import Any

from pypdf import PdfReader
from pypdf._text_extraction import mult
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, TextStringObject, create_string_object
from pypdf.generic._font import Font

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
_MAX_MARKS = 2000
"""Marks that are read of one file: whoever marks every sentence of a book makes fewer. By judgement."""
_MAX_NOTE = 20_000
"""Characters of a note on a page."""
_MARKED = frozenset({"/Highlight", "/Underline", "/Squiggly"})
_NOTED = frozenset({"/Text", "/FreeText"})
_MAX_SPOKEN = 40
"""Characters that a file says a few signs stand for: a ligature, a soft hyphen, a formula. More may be whole
lines, which have places of their own. By judgement."""
_OVERTIME = 1.5
"""Times its seconds, for a page that is begun when they are over: 60 for 40. By judgement."""
_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_MIDDLE = 0.3
"""Of the size, by which the middle of a small letter stands above its line."""
_Piece = tuple[str, float, float, float, bool]
_Line = list[tuple[_Piece, str]]
_Mark = dict[str, Any]
_Glyph = tuple[str, float, float, float]


def main(path: str, max_pages: int, max_characters: int, max_seconds: float, max_bytes: int) -> None:
    """Prints what is in the file as one JSON object, within the limits (seconds of a processor, bytes of
    memory); `refused` names why there is nothing."""
    _limit(max_seconds, max_bytes)
    logging.disable(logging.CRITICAL)
    try:
        # What other programs do meanwhile costs no page.
        answer = _read(path, max_pages, max_characters, time.process_time() + max_seconds)
    except MemoryError:
        answer = {"refused": "memory"}
    except _PAGE_ERRORS:
        answer = {"refused": "broken"}
    sys.stdout.write(json.dumps(answer))


def _limit(max_seconds: float, max_bytes: int) -> None:
    """What the process may take before the system ends it: memory, and time for the page it is on when its
    own time is over."""
    try:
        import resource
    except ImportError:
        # Windows has no such limits; that by the clock holds there too.
        return
    seconds = math.ceil(_OVERTIME * max_seconds)
    # The signal that ends it would leave an image of its memory in the folder.
    wanted = {resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: seconds, resource.RLIMIT_AS: max_bytes}
    for what, most in wanted.items():
        _, hard = resource.getrlimit(what)
        if hard == resource.RLIM_INFINITY or hard > most:
            # macOS refuses limits on address space.
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (most, hard))


def _read(path: str, max_pages: int, max_characters: int, deadline: float) -> dict[str, Any]:
    """Lines of the pages read with how they are set, the labels of all pages, the pieces of page one with
    their places, the metadata, and what was marked or noted on the pages.

    A piece is (text, size in points, x, y from the bottom, whether it runs level); a line is what
    `_Lines.taken` says, a mark what `_marks` does.
    """
    reader = PdfReader(path, strict=False)
    # A file may be encrypted only against changes: the empty password opens it.
    if reader.is_encrypted and not reader.decrypt(""):
        return {"refused": "password"}
    pages = len(reader.pages)
    lines: list[list[_Line]] = []
    pieces: list[_Piece] = []
    marks: list[_Mark] = []
    width = height = 0.0
    images = failed = characters = 0
    for number in range(min(pages, max_pages)):
        if time.process_time() > deadline or characters > max_characters:
            break
        try:
            page = reader.pages[number]
            if number < 20:
                images += _has_image(page)
            if number == 0:
                width, height = float(page.mediabox.width), float(page.mediabox.top)
            drawn = _Lines(pieces if number == 0 else [])
            found = _marks(page, number) if len(marks) < _MAX_MARKS else []
            shown = _Shown(page if any(mark["boxes"] for mark in found) else None)
            characters += len(page.extract_text(visitor_operand_before=shown.before, visitor_text=drawn.add))
            lines.append(drawn.taken())
            marks += [mark | {"quote": shown.within(mark.pop("boxes"))} for mark in found]
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
        "marks": marks,
        "metadata": _metadata(reader),
    }


class _Shown:
    """What is shown, by its operators. In the place of signs stands the text that the file says they stand
    for (`/ActualText`): a browser draws a soft hyphen as a space. Of a `page` that is marked, each sign is
    noted with its place."""

    def __init__(self, page: Any) -> None:
        self._spoken: list[str | None] = []
        self._signs: _Signs | None = None
        if page is not None:
            self._signs = _Signs(page["/Resources"].get_object().get("/Font"))

    def before(self, operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        """A visitor for pypdf, which takes text that is no bytes as it is."""
        if operator == b"BDC":
            properties = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
            text = properties.get("/ActualText")
            text = create_string_object(text) if isinstance(text, bytes) else text
            self._spoken.append(str(text) if isinstance(text, str) and len(text) <= _MAX_SPOKEN else None)
        elif operator == b"BMC":
            self._spoken.append(None)
        elif operator == b"EMC" and self._spoken:
            self._spoken.pop()
        if self._signs is not None:
            try:
                self._signs.before(operator, operands, cm, tm)
            except _PAGE_ERRORS:
                # What is marked is then not quoted, and the page is read all the same.
                self._signs = None
        if operator in _SHOWS and operands:
            place = next((n for n, text in enumerate(self._spoken) if text is not None), None)
            if place is not None:
                text = TextStringObject(self._spoken[place])
                operands[-1] = ArrayObject([text]) if operator == b"TJ" else text
                # Said once, whatever is drawn for it.
                self._spoken[place] = ""

    def within(self, boxes: list[list[float]]) -> str:
        """The signs in these boxes (left, right, foot, head in points), in the order of drawing."""
        glyphs = self._signs.glyphs if self._signs is not None else []
        return "\n".join(
            "".join(
                sign
                for sign, x, y, size in glyphs
                if left <= x <= right and foot <= y + _MIDDLE * size <= head
            )
            for left, right, foot, head in boxes
        )


class _Signs:
    """The signs of a page, each as it is read with the x of its middle, the y of its line and its size. Those
    in forms of their own are left out."""

    def __init__(self, fonts: Any) -> None:
        self.glyphs: list[_Glyph] = []
        self._resources = fonts.get_object() if fonts is not None else {}
        self._fonts: dict[str, Any] = {}
        self._font: Any = None
        self._size = self._along = self._apart = self._between_words = 0.0

    def before(self, operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        """As `_Shown.before`."""
        if operator in (b"Td", b"TD", b"Tm", b"T*", b"BT", b"'", b'"'):
            self._along = 0.0
        if operator == b"Tf" and len(operands) > 1:
            name, self._size = str(operands[0]), float(operands[1])
            if name not in self._fonts and name in self._resources:
                self._fonts[name] = Font.from_font_resource(self._resources[name].get_object())
            self._font = self._fonts.get(name)
        elif operator == b"Tc" and operands:
            self._apart = float(operands[0])
        elif operator == b"Tw" and operands:
            self._between_words = float(operands[0])
        elif operator in _SHOWS and operands and self._font is not None:
            for part in operands[-1] if isinstance(operands[-1], list) else [operands[-1]]:
                if isinstance(part, bytes):
                    self._show(part, mult(tm, cm))
                elif isinstance(part, int | float):
                    self._along -= float(part) / 1000 * self._size

    def _show(self, shown: bytes, at: list[float]) -> None:
        font = self._font
        if isinstance(font.encoding, str):
            codes = list(shown.decode(font.encoding, "replace"))
            signs = codes
        else:
            codes = list(map(chr, shown))
            signs = [font.encoding.get(code, chr(code)) for code in shown]
        size = self._size * math.hypot(at[2], at[3])
        for code, sign in zip(codes, signs, strict=True):
            width = font.space_width if code == font.space_char else font.get_text_width(code)
            wide = width / 1000 * self._size
            middle = self._along + wide / 2
            place = at[4] + middle * at[0], at[5] + middle * at[1]
            self.glyphs.append((str(font.character_map.get(sign, sign)), *place, size))
            self._along += wide + self._apart + (self._between_words if sign == " " else 0.0)


def _marks(page: Any, number: int) -> list[_Mark]:
    """What readers marked and noted on a page, each with its page from 0, its note, the moment as the file
    has it, and the boxes that are marked."""
    try:
        listed = page["/Annots"].get_object() if "/Annots" in page else ()
        return [mark for one in listed if (mark := _mark(one.get_object(), number)) is not None]
    except _PAGE_ERRORS:
        return []


def _mark(one: Any, number: int) -> _Mark | None:
    kind, note = one.get("/Subtype"), one.get("/Contents", "")
    if kind not in _MARKED | _NOTED or "/IRT" in one:
        return None
    made = str(one.get("/CreationDate") or one.get("/M") or "")
    corners = [float(point) for point in one.get("/QuadPoints", ())] if kind in _MARKED else []
    boxes = []
    for place in range(0, len(corners) - 7, 8):
        across, up = corners[place : place + 8 : 2], corners[place + 1 : place + 8 : 2]
        boxes.append([min(across), max(across), min(up), max(up)])
    note = str(note)[:_MAX_NOTE] if isinstance(note, str) else ""
    return {"page": number, "note": note, "made": made, "boxes": boxes}


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
        at = mult(tm, cm)
        place = round(abs(size) * math.hypot(at[2], at[3]), 2), round(at[4], 1), round(at[5], 1)
        level = abs(at[1]) <= 0.1 * abs(at[0])
        self._pieces.append((text, *place, level))
        name = str(font.get("/BaseFont", "")) if font else ""
        for number, part in enumerate(text.split("\n")):
            if number:
                self._lines.append([])
            if part:
                self._lines[-1].append(((part, *place, level), name))

    def taken(self) -> list[_Line]:
        """Each line that shows something as its pieces, each with the name of its font."""
        return [line for line in self._lines if any(piece[0].strip() for piece, _ in line)]


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
