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
    """Texts of the pages read, the pieces of page one with their places, and the metadata.

    A piece is (text, size in points, x, y from the bottom, whether it runs level).
    """
    reader = PdfReader(path, strict=False)
    # A file may be encrypted only against changes: the empty password opens it.
    if reader.is_encrypted and not reader.decrypt(""):
        return {"refused": "password"}
    pages = len(reader.pages)
    texts: list[str] = []
    pieces: list[tuple[str, float, float, float, bool]] = []
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
                texts.append(page.extract_text(visitor_text=_collector(pieces)))
            else:
                texts.append(page.extract_text())
        except _PAGE_ERRORS:
            failed += 1
            texts.append("")
        characters += len(texts[-1])
    return {
        "pages": pages,
        "texts": texts,
        "failed": failed,
        "images": images,
        "width": width,
        "height": height,
        "pieces": pieces,
        "metadata": _metadata(reader),
    }


def _collector(pieces: list[tuple[str, float, float, float, bool]]) -> Any:
    def collect(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if not text:
            return
        # The text's own axes through both matrices: lengths give the size, the direction tells rotation.
        along = (tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3])
        up = (tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        level = abs(along[1]) <= 0.1 * abs(along[0])
        pieces.append((text, round(abs(size) * math.hypot(*up), 2), round(x, 1), round(y, 1), level))

    return collect


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
