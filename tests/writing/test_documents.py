"""Notebooks, slides, PDFs and canvases as own writing."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from kb.evidence import Compared, Works
from kb.types import Kind
from kb.types.evidence import Form, Strength, Timing, WorkFacts
from kb.writing.slides import with_headings
from kb.writing.walking import reads
from tests.importers.notes.test_word import link, paragraph, run
from tests.importers.notes.test_word import written as written_in_word
from tests.writing.reading import page, read, write


def test_the_first_cell_of_a_notebook_tells_its_day(tmp_path: Path) -> None:
    sources = ['# "A"\n> "Summary"\n\n- toc: true\n- date: 2024-03-05\n', "## A part\nWords."]
    cells = [{"cell_type": "markdown", "source": one} for one in sources]
    cells.append({"cell_type": "code", "source": "x = 1  # see arXiv:1706.03762\n"})
    one = page(write(tmp_path, {"a.ipynb": json.dumps({"cells": cells})}), "a.ipynb")
    assert one.written_on == "2024-03-05"
    assert "\nsee arXiv:1706.03762" in one.text


def notebook(cells: list[dict[str, object]]) -> str:
    made = [{"metadata": {}, **cell} for cell in cells]
    return json.dumps(
        {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1, ensure_ascii=False
    )


def test_a_notebook_says_its_words_on_the_lines_of_its_file(tmp_path: Path) -> None:
    text = notebook(
        [
            {"cell_type": "markdown", "source": ["# Опыт\n", "\n", "по arXiv:2312.00752"]},
            {
                "cell_type": "code",
                "outputs": [{"output_type": "stream", "text": ["arXiv:1111.11111\n"]}],
                "source": ["x = 'arXiv:1111.11111'  # как в [1]\n", "y = 2"],
            },
        ]
    )
    found = page(write(tmp_path, {"a.ipynb": "\ufeff" + text}), "a.ipynb")
    assert found.title == "Опыт"
    rows = text.split("\n")
    placed = {
        line.strip(): rows[number] for number, line in enumerate(found.text.split("\n")) if line.strip()
    }
    assert set(placed) == {"# Опыт", "по arXiv:2312.00752", "как в [1]"}
    assert all(said in row for said, row in placed.items())


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"cells": [{"cell_type": "markdown", "source": "# One\nwords"}], "nbformat": 4}),
        json.dumps({"worksheets": [{"cells": [{"cell_type": "heading", "source": ["words"]}]}]}),
    ],
)  # fmt: skip
def test_a_notebook_of_one_line_or_of_an_old_format_is_read(tmp_path: Path, text: str) -> None:
    assert "words" in page(write(tmp_path, {"a.ipynb": text}), "a.ipynb").text


def test_a_broken_notebook_is_a_failure_and_the_rest_is_read(tmp_path: Path) -> None:
    found, failures = read(write(tmp_path, {"a.ipynb": '{"cells": 3}', "b.md": "Words."}))
    assert [failure.spec for failure in failures] == [str(tmp_path / "a.ipynb")]
    assert "open and save it" in failures[0].reason
    assert [one.text for one in found.values()] == ["Words."]


def deck(path: Path, slides: list[str], notes: str = "") -> None:
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    relation = '<Relationship Id="{}" Target="{}"{}/>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    numbers = range(1, len(slides) + 1)
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        listed = "".join(f'<p:sldId id="{255 + n}" r:id="s{n}"/>' for n in reversed(numbers))
        packed.writestr(
            "ppt/presentation.xml",
            f"<p:presentation {p} {r}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        )
        targets = "".join(relation.format(f"s{n}", f"slides/slide{n}.xml", "") for n in numbers)
        packed.writestr("ppt/_rels/presentation.xml.rels", rels.format(targets))
        for n, slide in zip(numbers, slides, strict=True):
            packed.writestr(
                f"ppt/slides/slide{n}.xml",
                f"<p:sld {a} {p} {r} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{slide}</p:sld>",
            )
            related = relation.format("l", "https://arxiv.org/abs/2312.00752", ' TargetMode="External"')
            related += relation.format("n", f"../notesSlides/notesSlide{n}.xml", "")
            packed.writestr(f"ppt/slides/_rels/slide{n}.xml.rels", rels.format(related))
        packed.writestr(
            "ppt/notesSlides/notesSlide1.xml",
            f"<p:notes {a} {p}><a:p><a:r><a:t>{notes}</a:t></a:r></a:p></p:notes>",
        )
        packed.writestr(
            "docProps/core.xml",
            '<cp xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            "<dc:title>PowerPoint Presentation</dc:title>"
            "<dcterms:created>2019-01-01T00:00:00Z</dcterms:created><dcterms:modified>2024-05-06T10:00:00Z</dcterms:modified></cp>",
        )  # fmt: skip


def test_a_deck_gives_its_slides_in_order_with_notes_and_links(tmp_path: Path) -> None:
    paragraph = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"
    number = '<a:fld type="slidenum"><a:t>7</a:t></a:fld>'
    link = '<a:rPr><a:hlinkClick r:id="l"/></a:rPr>'
    linked = f"<a:p><a:r>{link}<a:t>Mamba</a:t></a:r>{number}</a:p>"
    new, old = paragraph.format("formula"), paragraph.format("picture")
    choice = f"<mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    twice = f"<mc:AlternateContent>{choice}</mc:AlternateContent>"
    deck(tmp_path / "talk.pptx", [linked + twice, paragraph.format("Первый")], "say more")
    found, failures = read(tmp_path)
    assert failures == []
    assert [(one.place.rpartition(", ")[2], one.text) for one in found.values()] == [
        ("slide 1", "Первый"),
        ("slide 2", "[Mamba](https://arxiv.org/abs/2312.00752)\nformula\n\nsay more"),
    ]
    first = next(iter(found.values()))
    assert (first.form, first.title, first.written_on) == (Form.TALK, "talk", "2024-05-06T10:00:00+00:00")


def test_a_damaged_deck_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "talk.pptx").write_bytes(b"PK\x03\x04 and then nothing")
    _, failures = read(tmp_path)
    assert "talk.pptx" in failures[0].reason and "save it again" in failures[0].reason


def pdf(path: Path, width: int, height: int, words: str) -> None:
    stream = f"BT /F 12 Tf 50 50 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 5 0 R"
        b" /Resources << /Font << /F 3 0 R >> >> >>" % (width, height),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(places)
    end = b"trailer << /Root 1 0 R /Size 6 >>\nstartxref\n%d\n%%%%EOF" % len(body)
    path.write_bytes(body + table + end)


def test_of_pdfs_in_a_folder_talks_count_and_one_that_is_marked_itself(tmp_path: Path) -> None:
    pdf(tmp_path / "2024-03-04 talk.pdf", 800, 600, "We build on arXiv:2312.00752")
    pdf(tmp_path / "paper of others.pdf", 600, 800, "Words of somebody else, many of them")
    found, failures = read(tmp_path)
    assert failures == []
    [slide] = found.values()
    assert slide.place == f"{tmp_path.name}/2024-03-04 talk.pdf, page 1"
    assert (slide.form, slide.written_on) == (Form.TALK, "2024-03-04")
    assert "arXiv:2312.00752" in slide.text
    assert reads(tmp_path, tmp_path / "2024-03-04 talk.pdf")
    assert not reads(tmp_path, tmp_path / "paper of others.pdf")
    [alone] = read(tmp_path / "paper of others.pdf")[0].values()
    assert alone.form is Form.PAPER


def test_the_list_of_references_goes_on_over_the_pages_of_a_paper() -> None:
    pages = ["Words [1].\n6 References\n[1] A.", "[2] B.\n[3] C.\nAppendix A\nProofs.", "More."]
    assert list(with_headings(pages)) == [
        "Words [1].\n# 6 References\n[1] A.",
        "# 6 References\n[2] B.\n[3] C.\n# Appendix A\nProofs.",
        "More.",
    ]


CARDS = [
    {"id": "a", "type": "text", "text": "# План\n\nВзять arXiv:1706.03762 за основу", "x": 0, "y": 0},
    {"id": "b", "type": "file", "file": "ml/Mamba.md", "x": 0, "y": 90},
    {"id": "c", "type": "link", "url": "https://example.org/a", "x": 0, "y": 90},
]


def test_cards_of_a_canvas_stand_on_their_lines(tmp_path: Path) -> None:
    rows = ",\n".join("\t\t" + json.dumps(card, ensure_ascii=False) for card in CARDS)
    root = write(tmp_path, {"a.canvas": f'{{\n\t"nodes":[\n{rows}\n\t],\n\t"edges":[]\n}}'})
    assert page(root, "a.canvas").text.split("\n")[2:5] == [
        "# План Взять arXiv:1706.03762 за основу",
        "[[ml/Mamba.md]]",
        "<https://example.org/a>",
    ]


def test_a_canvas_in_one_line_is_read_and_what_is_none_is_told(tmp_path: Path) -> None:
    root = write(
        tmp_path, {"one.canvas": json.dumps({"nodes": CARDS}), "empty.canvas": "", "no.canvas": "[1]"}
    )
    pages, failures = read(root)
    assert [name.rpartition("/")[2] for name in pages] == ["one.canvas"]
    assert "arXiv:1706.03762" in pages[f"{root.name}/one.canvas"].text
    assert [Path(failure.spec).name for failure in failures] == ["no.canvas"]


def thesis(path: Path, *, named: str) -> Path:
    """A thesis in Word whose list of references Word numbers by itself."""
    return written_in_word(
        path,
        paragraph(run("Кэши"), "a3"),
        paragraph(run("Обучение"), "1"),
        paragraph(
            run("Мы берём отсюда главное: ")
            + link("paper", "эту статью")
            + run(" и проверяем на своих данных.")
        ),
        paragraph(run(named)),
        paragraph(run("Attention Is All You Need. 2017."), "", 0),
    )


def test_a_document_of_word_is_ones_own_words_and_a_paper_where_it_lists_references(tmp_path: Path) -> None:
    thesis(tmp_path / "a.docx", named="Список использованных источников")
    thesis(tmp_path / "b.docx", named="Что ещё попалось")
    write(tmp_path, {"~$a.docx": "open"})
    pages, failures = read(tmp_path)
    paper, note = (pages[f"{tmp_path.name}/{name}.docx"] for name in "ab")
    assert (paper.form, note.form, failures) == (Form.PAPER, Form.NOTE, [])
    assert paper.written_on == "2024-03-01T10:00:00+00:00"
    works = Works.of(
        [
            WorkFacts(1, Kind.PAPER, "SWE-bench", "2024-01-01T10:00:00+00:00", ("arxiv:2310.06770",)),
            WorkFacts(2, Kind.PAPER, "Attention Is All You Need", "2024-01-01T10:00:00+00:00", ()),
        ]
    )
    told = {one.item_id: (one.strength, one.timing) for one in Compared(paper, works).traces()}
    assert told == dict.fromkeys((1, 2), (Strength.FAIR, Timing.AFTER))
    told = {one.item_id: (one.strength, one.timing) for one in Compared(note, works).traces()}
    assert told == {1: (Strength.FAIR, Timing.AFTER), 2: (Strength.WEAK, Timing.AFTER)}


def test_a_document_of_word_that_is_none_is_told_and_the_rest_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.docx": "no zip file", "b.md": "# B\n\nWords."})
    pages, (failure,) = read(tmp_path)
    assert set(pages) == {f"{tmp_path.name}/b.md"} and "a.docx" in failure.reason


def test_chapters_have_the_day_of_the_document_that_takes_them_in(tmp_path: Path) -> None:
    main = (
        "\\documentclass{book}\n\\title{On caches}\n\\date{5 March 2024}\n\\begin{document}\n"
        "\\input{chapters/1.begin}\n\\include{parts/end.tex}\n% \\input{chapters/other}\n\\end{document}\n"
    )
    dated = "\\chapter{Of its own}\n\\date{6 March 2023}\nWords."
    root = write(
        tmp_path,
        {
            "thesis/main.tex": main,
            "thesis/chapters/1.begin.tex": "\\chapter{Begin}\nWords.",
            "thesis/parts/end.tex": dated,
            "thesis/chapters/other.tex": "\\chapter{Other}\nWords.",
        },
    )
    found, _ = read(root)
    days = {place.rpartition("/")[2]: one.written_on for place, one in found.items()}
    assert days == {
        "main.tex": "2024-03-05", "1.begin.tex": "2024-03-05", "end.tex": "2023-03-06", "other.tex": None,
    }  # fmt: skip
