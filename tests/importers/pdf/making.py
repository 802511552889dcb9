"""PDF files drawn for tests: pieces of text with their places."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Drawn:
    """A line of text: size in points, place from the lower left corner, turned by degrees."""

    text: str
    size: float = 10
    y: float = 500
    x: float = 72
    turned: float = 0


def pdf_bytes(
    pages: Sequence[Sequence[Drawn]], info: dict[str, str] | None = None, image: bool = False
) -> bytes:
    """A PDF with the given lines; with `image`, each page also shows a grey pixel."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    pixel = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    objects.append(pixel + b" /Length 1 >>\nstream\n\x80\nendstream")
    kids = []
    for lines in pages:
        content = [b"q 600 0 0 800 0 0 cm /Im Do Q"] if image else []
        for line in lines:
            cos, sin = math.cos(math.radians(line.turned)), math.sin(math.radians(line.turned))
            matrix = f"{cos:.3f} {sin:.3f} {-sin:.3f} {cos:.3f} {line.x} {line.y}"
            text = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
            content.append(f"BT /F {line.size} Tf {matrix} Tm (".encode() + text + b") Tj ET")
        stream = b"\n".join(content)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        resources = b"/Resources << /Font << /F 3 0 R >> /XObject << /Im 4 0 R >> >>"
        if not image:
            resources = b"/Resources << /Font << /F 3 0 R >> >>"
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R %s >>"
        objects.append(page % (len(objects), resources))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    entries = b" ".join(f"/{name} ({value})".encode("cp1252") for name, value in (info or {}).items())
    objects.append(b"<< %s >>" % entries)
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>" % (len(objects) + 1, len(objects))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        trailer,
        len(data),
    )


def paragraph(top: float, lines: Sequence[str]) -> list[Drawn]:
    return [Drawn(line, 10, top - 12 * number) for number, line in enumerate(lines)]


ABSTRACT = (
    "We study how attention layers can be made linear in the length of",
    "the sequence without loss of quality, and measure the effi-",
    "ciency of state-of-the-",
    "art kernels on contexts of a million tokens.",
)
BODY = (
    "The quadratic cost of softmax attention limits the length of contexts",
    "that models can process in practice. Earlier work (arXiv:1706.03762)",
    "did not address this. See https://github.com/a/b for the code.",
)
STAMP = Drawn("arXiv:2510.26692v2  [cs.CL]  1 Nov 2025", 20, 250, 30, turned=90)


def paper_page(stamp: bool = True, extra: Sequence[Drawn] = ()) -> list[Drawn]:
    return [
        Drawn("Published as a conference paper", 9, 780),
        Drawn("Linear Attention Is Expressive:", 17, 740),
        Drawn("Fast Kernels for Long Contexts", 17, 720),
        Drawn("Jane A. Doe1,2*   ,   José García-López1 and Anna van der Berg", 11, 690),
        Drawn("1Department of Computer Science, University of Somewhere", 9, 675),
        Drawn("jane@example.org", 9, 663),
        Drawn("Abstract", 12, 640),
        *paragraph(620, ABSTRACT),
        Drawn("1 Introduction", 12, 560),
        *paragraph(540, BODY),
        *extra,
        *([STAMP] if stamp else []),
    ]
