"""What a page draws, read as it is meant: signs that stand for others, raised numbers, order of pieces."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from kb.importers.pdf.drawn import drawn_line
from kb.importers.pdf.importer import PdfImporter
from kb.importers.protocol import ImportContext
from kb.types import Document
from tests.importers.pdf.making import Drawn, pdf_bytes


def read(folder: Path, *content: str) -> str:
    """The text of one page that is drawn by these operators, 10 points at most."""
    writer = PdfWriter(PdfReader(BytesIO(pdf_bytes([[Drawn("")]]))))
    stream = StreamObject()
    stream.set_data("\n".join(content).encode("cp1252"))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    path = folder / "a file.pdf"
    writer.write(path)
    [document] = PdfImporter().load(str(path), ImportContext(folder))
    assert isinstance(document, Document)
    return document.text


def shown(text: str, x: float, y: float, size: float = 10) -> str:
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET"


def test_soft_hyphens_that_a_browser_draws_as_spaces_part_no_word(tmp_path: Path) -> None:
    soft = "/Span << /ActualText <FEFF00AD> >> BDC ( ) Tj EMC"
    first = (
        f"BT /F 10 Tf 1 0 0 1 72 500 Tm (The miller under) Tj {soft} 72.2 0 Td (stands what hydro) Tj {soft}"
    )
    second = "81.2 0 Td (-) Tj ET"
    assert read(tmp_path, first, second, shown("logists never could.", 72, 488)) == (
        "The miller understands what hydrologists never could."
    )


def test_a_file_says_what_a_few_signs_stand_for_but_not_whole_lines(tmp_path: Path) -> None:
    flag = "/Span << /ActualText (Norway) >> BDC (@) Tj (#) Tj EMC"
    line = f"/P << /ActualText ({'All that stands on this page. ' * 3}) >> BDC ( has two weirs.) Tj EMC"
    text = read(tmp_path, f"BT /F 10 Tf 1 0 0 1 72 500 Tm {flag} {line} ET")
    assert text.endswith("Norway has two weirs.")


def test_raised_and_lowered_numbers_are_told_from_those_of_the_line(tmp_path: Path) -> None:
    power = [shown("A flow of 10", 72, 500), shown("-3", 124.5, 504, 7), shown(" litres of H", 130.7, 500)]
    lowered = [shown("2", 175.7, 498, 7), shown("O a day, as the miller says.", 179.6, 500)]
    house = [shown("By Ada", 72, 450), shown("1", 105, 454, 7), shown(", of ", 109, 450)]
    house += [shown("1", 128, 454, 7), shown("Institute of Weirs", 132, 450)]
    note = [shown("12", 72, 404, 6), shown("He says so in his letters to the mayor.", 78, 400, 8)]
    assert read(tmp_path, *power, *lowered, *house, *note).removeprefix("# ").split("\n\n") == [
        "A flow of 10⁻³ litres of H₂O a day, as the miller says.",
        "By Ada¹, of ¹Institute of Weirs",
        "¹²He says so in his letters to the mayor.",
    ]


def test_a_small_number_that_stands_apart_is_a_cell(tmp_path: Path) -> None:
    text = read(tmp_path, shown("Nights when nobody looked", 72, 500), shown("2019", 300, 503, 7))
    assert text.endswith("Nights when nobody looked 2019")


def test_what_is_drawn_later_but_stands_before_comes_first(tmp_path: Path) -> None:
    head = [shown("ISSN 1234-5678", 400, 700), shown("Journal of Weirs and Gauges", 72, 700)]
    assert read(tmp_path, *head) == "Journal of Weirs and Gauges ISSN 1234-5678"


def test_a_sign_that_windows_does_not_have_is_a_bullet(tmp_path: Path) -> None:
    listed = ("first", "second")
    drawn = [shown(f"\\177 the {word} weir of the valley", 72, 500 - 12 * n) for n, word in enumerate(listed)]
    assert read(tmp_path, *drawn) == "- the first weir of the valley\n- the second weir of the valley"


def test_blanks_drawn_before_a_line_do_not_set_it_in_twice() -> None:
    blank, code = ("    ", 10.0, 72.0, 500.0, True), ("return level", 10.0, 96.0, 500.0, True)
    text, _size, x, *_how = drawn_line([(blank, "Courier"), (code, "Courier")])
    assert (text, x) == ("return level", 96.0)
