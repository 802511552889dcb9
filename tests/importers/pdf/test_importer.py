"""PDFs drawn here byte by byte, and real ones: each ends as a document or as a refusal with a remedy."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from kb.errors import ImportRefused
from kb.importers.pdf import child
from kb.importers.pdf.importer import PdfImporter, PdfLimits, read_document
from kb.importers.pdf.text import clean_lines, letter_ratio, running_text
from kb.importers.protocol import ImportContext
from kb.library import Library
from kb.text.pagination import Unread, why_unread
from kb.types import Document, Kind, Remark
from tests.importers.pdf.making import ABSTRACT, BODY, Drawn, paper_page, paragraph, pdf_bytes

SHARED = Path(__file__).resolve().parents[3] / "../shared"


def saved(tmp_path: Path, data: bytes, name: str = "a file.pdf") -> Path:
    tmp_path.mkdir(exist_ok=True)
    path = tmp_path / name
    path.write_bytes(data)
    return path


def load(path: Path, limits: PdfLimits | None = None) -> Document:
    importer = PdfImporter(limits) if limits else PdfImporter()
    assert importer.match(str(path))
    document, *_remarks = importer.load(str(path), ImportContext(path.parent, network=False))
    assert isinstance(document, Document)
    return document


def unread(path: Path) -> tuple[Document, str]:
    """What is kept of a file that cannot be read, and what is said of it."""
    document, remark = PdfImporter().load(str(path), ImportContext(path.parent, network=False))
    assert isinstance(document, Document) and isinstance(remark, Remark)
    return document, remark.reason


def refusal(path: Path, limits: PdfLimits | None = None) -> str:
    with pytest.raises(ImportRefused) as refused:
        load(path, limits)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_an_arxiv_paper_is_known_by_its_stamp(tmp_path: Path) -> None:
    path = saved(tmp_path, pdf_bytes([paper_page()], {"Title": "Microsoft Word - final.doc"}))
    paper = load(path)
    assert (paper.key, paper.kind) == ("arxiv:2510.26692", Kind.PAPER)
    assert paper.title == "Linear Attention Is Expressive: Fast Kernels for Long Contexts"
    assert paper.authors == ("Jane A. Doe", "José García-López", "Anna van der Berg")
    assert paper.summary == (
        "We study how attention layers can be made linear in the length of the sequence without loss of "
        "quality, and measure the efficiency of state-of-the-art kernels on contexts of a million tokens."
    )
    assert paper.published == "2025-11-01"
    assert paper.url == "https://arxiv.org/abs/2510.26692"
    assert [alias.partition(":")[0] for alias in paper.aliases] == ["file", "path"]
    assert paper.aliases[1] == f"path:{path}"
    assert [reference.key for reference in paper.references] == [
        "arxiv:1706.03762",
        "url:https://github.com/a/b",
    ]
    assert paper.guessed
    assert paper.meta["pages"] == "1"


def test_a_paper_that_only_cites_arxiv_is_known_by_its_bytes(tmp_path: Path) -> None:
    cited = [
        Drawn("References", 12, 480),
        Drawn("[1] Attention. arXiv:1706.03762. doi:10.1145/1.2", 10, 460),
    ]
    paper = load(saved(tmp_path, pdf_bytes([paper_page(stamp=False, extra=cited)])))
    assert paper.key.startswith("file:")
    assert paper.kind is Kind.PAPER
    assert {reference.key for reference in paper.references} >= {"arxiv:1706.03762", "doi:10.1145/1.2"}


@pytest.mark.parametrize("name", ["2401.00001v3.pdf", "arXiv-2401.00001.pdf", "2401.00001 (1).pdf"])
def test_an_identifier_as_file_name_counts(tmp_path: Path, name: str) -> None:
    assert load(saved(tmp_path, pdf_bytes([paper_page(stamp=False)]), name)).key == "arxiv:2401.00001"


def test_an_identifier_in_the_metadata_counts(tmp_path: Path) -> None:
    info = {"arXivID": "https://arxiv.org/abs/2401.00001v2"}
    assert load(saved(tmp_path, pdf_bytes([paper_page(stamp=False)], info))).key == "arxiv:2401.00001"


def test_the_doi_printed_on_page_one_is_its_own(tmp_path: Path) -> None:
    printed = [Drawn("In KDD 23. https://doi.org/10.1145/3580305.3599999", 8, 60)]
    paper = load(saved(tmp_path, pdf_bytes([paper_page(stamp=False, extra=printed)])))
    assert paper.key == "doi:10.1145/3580305.3599999"
    assert paper.url == "https://doi.org/10.1145/3580305.3599999"
    both = load(saved(tmp_path, pdf_bytes([paper_page(extra=printed)])))
    assert both.key == "arxiv:2510.26692"
    assert "doi:10.1145/3580305.3599999" in both.aliases


def test_the_doi_in_the_xmp_packet_is_the_papers_own(tmp_path: Path) -> None:
    cited = [Drawn("1See https://doi.org/10.1038/s41586-021-03819-2", 8, 60)]
    writer = PdfWriter(
        clone_from=PdfReader(saved(tmp_path, pdf_bytes([paper_page(stamp=False, extra=cited)])))
    )
    packet = StreamObject()
    packet.set_data(b"<rdf:Description><prism:doi>10.1016/j.rivers.2023.04.001</prism:doi></rdf:Description>")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)
    writer.write(tmp_path / "published.pdf")
    paper = load(tmp_path / "published.pdf")
    assert paper.key == "doi:10.1016/j.rivers.2023.04.001"
    assert "doi:10.1038/s41586-021-03819-2" in {reference.key for reference in paper.references}


def test_papers_that_share_what_a_template_prints_stay_apart(library: Library, tmp_path: Path) -> None:
    for number, title in enumerate(("Counting Sheep With Graphs", "A Compiler for Poems")):
        page = [
            Drawn(title, 17, 740),
            Drawn("Jane Doe", 11, 700),
            *paragraph(600, [*ABSTRACT, *BODY, f"This is paper {number}."]),
            Drawn("1 The levels are at https://doi.org/10.1038/s41586-021-03819-2.", 8, 70),
            Drawn("https://doi.org/10.1145/nnnnnnn.nnnnnnn", 8, 60),
        ]
        saved(tmp_path / "papers", pdf_bytes([page]), f"{number}.pdf")
    assert library.intake.add([str(tmp_path / "papers")]).added == 2


def test_a_stated_title_counts_where_the_page_has_it(tmp_path: Path) -> None:
    page = [Drawn("GREAT JOURNAL", 30, 770), Drawn("On  Small Things", 14, 700), *paragraph(600, BODY)]
    info = {
        "Title": "On Small Things",
        "Author": "Jane Doe; John Roe",
        "CreationDate": "D:20240103093826+01'00'",
    }
    article = load(saved(tmp_path, pdf_bytes([page], info)))
    assert article.title == "On Small Things"
    assert article.authors == ("Jane Doe", "John Roe")
    assert article.published == "2024-01-03"
    assert article.kind is Kind.ARTICLE


def test_a_page_of_one_size_gives_its_first_line_as_title(tmp_path: Path) -> None:
    page = paragraph(700, ["A plain beginning", *BODY])
    assert load(saved(tmp_path, pdf_bytes([page], {"Title": "untitled"}))).title == "A plain beginning"


def test_headers_and_page_numbers_that_recur_are_taken_off(tmp_path: Path) -> None:
    words = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta")
    pages = [
        [
            Drawn("Journal of Things 12 (2024)", 8, 780),
            *paragraph(700, [f"Only page {word} says {word} in line {n}." for n in range(4)]),
            Drawn(f"Page {number} of 6", 8, 30),
        ]
        for number, word in enumerate(words, start=1)
    ]
    text = load(saved(tmp_path, pdf_bytes(pages))).text
    assert "Journal of Things" not in text
    assert "of 6" not in text
    assert all(text.count(f"says {word}") == 4 for word in words)


def test_a_long_document_without_abstract_is_a_book_and_is_read_up_to_the_cap(tmp_path: Path) -> None:
    pages = [paragraph(700, [f"{line} {number}" for line in BODY]) for number in range(130)]
    path = saved(tmp_path, pdf_bytes(pages))
    book = load(path, PdfLimits(pages=125))
    assert book.kind is Kind.BOOK
    assert book.meta["pages_read"] == "125 of 130"
    # The person hears of it: nothing is left out in silence.
    _book, remark = PdfImporter(PdfLimits(pages=125)).load(str(path), ImportContext(tmp_path, network=False))
    assert isinstance(remark, Remark) and remark.line.startswith("a file.pdf: 125 of its 130 pages were read")
    assert len(list(PdfImporter().load(str(path), ImportContext(tmp_path, network=False)))) == 1


def test_time_that_others_take_costs_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, pdf_bytes([paragraph(700, BODY)] * 3))
    passed = iter(range(0, 10_000, 100))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(passed)))
    assert len(child._read(str(path), 10, 10_000, time.process_time() + 60)["lines"]) == 3


def test_an_empty_password_is_tried(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(saved(tmp_path, pdf_bytes([paper_page()]))))
    writer.encrypt("", "owner", algorithm="AES-256")
    writer.write(tmp_path / "open.pdf")
    assert load(tmp_path / "open.pdf").key == "arxiv:2510.26692"
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "a file.pdf"))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    locked, reason = unread(tmp_path / "locked.pdf")
    assert "save an unlocked copy" in reason and why_unread(locked.meta) is Unread.LOCKED
    assert locked.title == "locked" and locked.files[0].path == tmp_path / "locked.pdf"


def test_what_holds_no_text_is_kept_and_says_so(tmp_path: Path) -> None:
    wordless = pdf_bytes([paragraph(700, ["$%&/ 12 #+*' 34 <>^|"] * 9)])
    for data, why, said in (
        (pdf_bytes([[], [Drawn("2")]], image=True), Unread.SCANNED, "looks scanned"),
        (pdf_bytes([[]]), Unread.SCANNED, "holds no text"),
        (wordless, Unread.WORDLESS, "no readable words"),
    ):
        document, reason = unread(saved(tmp_path, data))
        assert said in reason and why_unread(document.meta) is why
        assert document.title == "a file" and not document.text and document.guessed
        assert document.key.startswith("file:") and document.files[0].path.read_bytes() == data
    titled = PdfWriter(clone_from=PdfReader(saved(tmp_path, pdf_bytes([[]], image=True))))
    titled.add_metadata({"/Title": "The Theory of Heat", "/Author": "Ada Byron"})
    titled.write(tmp_path / "scan 12.pdf")
    document, _reason = unread(tmp_path / "scan 12.pdf")
    assert (document.title, document.authors) == ("The Theory of Heat", ("Ada Byron",))


def test_a_scan_that_got_its_text_is_the_same_item(library: Library, tmp_path: Path) -> None:
    path = saved(tmp_path, pdf_bytes([[]], image=True))
    report = library.intake.add([str(path)])
    assert (report.added, len(report.failed)) == (1, 0)
    assert "run OCR" in report.warnings[0] and report.warnings[0].count("a file.pdf") == 1
    [item] = library.items.select()
    assert library.originals.of_item(item.key)[0][1] is not None
    saved(tmp_path, pdf_bytes([paragraph(700, BODY)]))
    library.intake.add([str(path)])
    [read] = library.items.select()
    assert BODY[0] in library.items.get(read.key).text


def test_empty_and_unreadable_files_say_what_they_are(tmp_path: Path) -> None:
    assert "no pages" in refusal(saved(tmp_path, pdf_bytes([])))
    assert "not a PDF" in refusal(saved(tmp_path, b"<html>Sign in</html>"))
    assert "empty" in refusal(saved(tmp_path, b""))
    assert "damaged" in refusal(saved(tmp_path, b"%PDF-1.7\nnothing follows"))


def test_a_file_cut_in_the_middle_never_does_harm(tmp_path: Path) -> None:
    data = pdf_bytes([paper_page()] * 3)
    for part in (0.2, 0.5, 0.8, 0.97):
        path = saved(tmp_path, data[: int(len(data) * part)])
        try:
            assert load(path).text
        except ImportRefused as refused:
            assert path.name in str(refused)


def test_too_large_too_slow_and_too_hungry_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, pdf_bytes([paper_page()]))
    assert "MB" in refusal(path, PdfLimits(file_bytes=100))
    assert "could not be read in" in refusal(path, PdfLimits(seconds_to_live=0.01))


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit of a processor's time")
def test_a_page_that_takes_all_the_time_is_ended_long_before_the_clock_would(tmp_path: Path) -> None:
    path = saved(tmp_path, pdf_bytes([paper_page() * 4000]))
    assert "could not be read in 0 seconds" in refusal(path, PdfLimits(seconds=0.1))
    assert not list(Path.cwd().glob("core*"))


def test_other_files_are_left_to_others(tmp_path: Path) -> None:
    importer = PdfImporter()
    assert importer.match(str(saved(tmp_path, pdf_bytes([[]]), "without-ending")))
    assert not importer.match(str(saved(tmp_path, b"# text", "note.md")))
    assert not importer.match(str(tmp_path / "absent.pdf"))
    assert not importer.match("https://example.org/paper.pdf")


def test_lines_become_paragraphs_of_valid_text() -> None:
    assert clean_lines("e\ufb03cient\x00 \ud800x\r\n  two   spaces") == ["efficient ?x", "two spaces"]
    lines = [
        "A line that fills the whole of its column and so",
        "goes on here.",
        "A new one starts with this line and also goes",
    ]
    assert running_text([lines, ["on over the page."]]) == (
        "A line that fills the whole of its column and so goes on here.\n"
        "A new one starts with this line and also goes on over the page."
    )
    assert letter_ratio("Contents ........................ 12") > 0.7


def test_every_shared_pdf_ends_as_a_document_or_a_named_refusal() -> None:
    folder = SHARED / "corpora/pdf"
    if not folder.exists():
        pytest.skip("the shared PDF collections are not on this machine")
    # A few of them, always the same, keeps this test short; the named ones are always among them.
    paths = {path.name: path for path in sorted(folder.rglob("*.pdf"))}
    chosen = {name: paths[name] for name in sorted(paths)[::15]}
    expected = {
        "libreoffice-writer-password.pdf": "needs its password",
        "aes-256-r6.pdf": "needs its password",
        "skew.pdf": "looks scanned",
        "truetype_font_nomapping.pdf": "no readable words",
        "invalid.pdf": "is damaged",
        "blank.pdf": "holds no text",
    }
    for name, path in (chosen | {name: paths[name] for name in expected}).items():
        try:
            document = read_document(path)
        except ImportRefused as refused:
            assert str(refused).startswith(name)
            assert expected.get(name, "") in str(refused)
        else:
            assert name not in expected
            assert document.title.strip()
            document.text.encode("utf-8")
    privacy = load(paths["issue-1061-colour-space-stack.pdf"])
    assert privacy.title.startswith("Individual Differential Privacy: A Utility-Preserving")
    assert privacy.authors[0] == "Jordi Soria-Comas"
    assert privacy.summary.startswith("Differential privacy is a popular privacy model")
