"""What was marked and noted in a PDF by other programs comes in as the person's highlights and notes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Highlight, Text
from pypdf.constants import PageLabelStyle
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from kb.importers.pdf.importer import PdfImporter
from kb.importers.pdf.marks import PROGRAM, marked
from kb.importers.protocol import ImportContext
from kb.types import Annotation, Document
from tests.importers.pdf.making import Drawn, pdf_bytes

LINES = (
    "The gauges below the weir were read by hand for sixty years. Nobody",
    "looked on some nights, and what was writ-",
    "ten down then is a guess of the miller's.",
)


def box(left: float, right: float, foot: float) -> tuple[float, ...]:
    """Corners as Acrobat has them, around a line of 10 points that stands at `foot`."""
    return (left, foot + 8, right, foot + 8, left, foot - 2, right, foot - 2)


def highlight(*boxes: tuple[float, ...], note: str = "", made: str = "") -> DictionaryObject:
    corners = ArrayObject(FloatObject(value) for one in boxes for value in one)
    mark = Highlight(rect=(0, 0, 600, 800), quad_points=corners)
    mark[NameObject("/Contents")] = TextStringObject(note)
    if made:
        mark[NameObject("/M")] = TextStringObject(made)
    return mark


def read(folder: Path, *marks: DictionaryObject, lines: Sequence[str] = LINES) -> Document:
    """A document of two pages, on the second of which, called `ii`, are these lines and marks."""
    drawn = [Drawn(line, y=500 - 12 * number) for number, line in enumerate(lines)]
    writer = PdfWriter(PdfReader(BytesIO(pdf_bytes([[Drawn("A cover")], drawn]))))
    for mark in marks:
        writer.add_annotation(1, mark)
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    path = folder / "a file.pdf"
    writer.write(path)
    [document] = PdfImporter().load(str(path), ImportContext(folder))
    assert isinstance(document, Document)
    return document


def test_marked_words_are_quoted_as_the_text_has_them(tmp_path: Path) -> None:
    # "looked on some nights, " is 105.6 points wide in Helvetica of 10 points.
    mark = highlight(box(177, 270, 488), box(72, 86, 476), note="Check this.", made="D:20260503121500+03'00'")
    assert read(tmp_path, mark).annotations == (
        Annotation("and what was written", "Check this.", "p. ii", "2026-05-03T09:15:00+00:00", PROGRAM),
    )


def test_notes_on_a_page_and_notes_that_only_repeat_what_is_marked(tmp_path: Path) -> None:
    copied = highlight(box(70, 130, 500), note="The gauges")
    sticky = Text(rect=(500, 500, 520, 520), text="Ask the miller")
    typed = FreeText(text="Why not?", rect=(300, 300, 400, 320))
    found = read(tmp_path, copied, sticky, typed).annotations
    assert [(one.quote, one.note, one.place) for one in found] == [
        ("The gauges", "", "p. ii"),
        ("", "Ask the miller", "p. ii"),
        ("", "Why not?", "p. ii"),
    ]


def test_marks_that_cannot_be_read_cost_no_text(tmp_path: Path) -> None:
    broken = highlight(box(70, 130, 500))
    broken[NameObject("/QuadPoints")] = ArrayObject([NameObject("/None")] * 8)
    document = read(tmp_path, broken)
    assert not document.annotations
    assert "sixty years" in document.text


def test_words_that_the_text_lacks_are_quoted_as_they_are_drawn() -> None:
    mark = {"page": 4, "note": "", "made": "D:20260503121500", "quote": "of no  page"}
    assert marked([mark], ["1"], "Another text.") == (Annotation("of no page", "", "p. 5", None, PROGRAM),)
