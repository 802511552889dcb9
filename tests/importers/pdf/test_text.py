"""Lines as a PDF sets them become headings, paragraphs, lists, code and rows; pages can be found again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.importers.pdf.markdown import SetText, set_text
from kb.importers.pdf.page import SetLine, set_lines, without_running_lines
from kb.text.pagination import PageStart, noted, page_starts

PROSE = (
    "Rivers keep a long memory of their floods, and the gauges below",
    "the weir were read by hand for sixty years before any of them was",
    "replaced. What was written down is short of what was seen, but it",
    "is enough to tell a wet decade from a dry one in this valley here.",
)


def at(text: str, y: float, x: float = 72, size: float = 10, **how: bool) -> SetLine:
    """A level line of plain type."""
    plain = SetLine(text, size, x, y, level=True, bold=False, slanted=False, fixed=False)
    return replace(plain, **how)  # type: ignore[arg-type]


def prose(top: float, lines: Sequence[str] = PROSE, first: float = 72, rest: float = 72) -> list[SetLine]:
    """A paragraph of lines twelve points apart; its first line begins at `first`."""
    return [at(line, top - 12 * n, rest if n else first) for n, line in enumerate(lines)]


def made(*pages: Sequence[SetLine], title: str = "") -> str:
    return set_text(pages, title).text


WHOLE = " ".join(PROSE)


def test_paragraphs_begin_where_they_are_set_in_or_set_apart() -> None:
    set_in = [*prose(700), *prose(652, first=84), *prose(604, first=84)]
    assert made(set_in) == "\n\n".join([WHOLE] * 3)
    apart = [*prose(700), *prose(646), *prose(592)]
    assert made(apart) == "\n\n".join([WHOLE] * 3)


def test_a_paragraph_goes_on_over_a_page_and_what_stands_between() -> None:
    note = at("1 A note at the foot of the page.", 60, size=7)
    figure = at("Figure 3. Gauges of the upper valley.", 740, size=8)
    text = made([*prose(700), *prose(646, PROSE[:2]), note], [figure, *prose(700, PROSE[2:]), *prose(664)])
    assert text == "\n\n".join([WHOLE, WHOLE, note.text, figure.text, WHOLE])


def test_headings_are_told_by_size_weight_number_and_wording() -> None:
    page = [
        at("The Memory of Rivers", 760, size=17),
        at("Ada Bell and Carl Dorn", 735, size=12),
        at("Abstract", 710, bold=True),
        *prose(694),
        at("1 Introduction", 620, size=12, bold=True),
        *prose(600),
        at("1.1 Gauges read by hand", 534, bold=True),
        *prose(514),
        at("Заключение", 450, bold=True),
        *prose(434),
    ]
    headings = re.findall(r"^#+ .*", made(page, title="The Memory of Rivers"), re.MULTILINE)
    assert headings == [
        "# The Memory of Rivers",
        "## Abstract",
        "## 1 Introduction",
        "### 1.1 Gauges read by hand",
        "## Заключение",
    ]


def test_what_is_large_but_no_heading() -> None:
    axis = [at("0.2 0.4 0.6", 420, size=8), at("Loss", 400, size=12), at("10 20 30", 390, size=8)]
    contents = [
        at("Contents", 760, bold=True),
        at("1 Gauges 3", 740, bold=True),
        at("2 Weirs . . . . . 9", 725),
    ]
    assert made([*contents, *prose(700), *axis, *prose(300)]).count("#") == len("##")


def test_lists_and_references_come_as_lists() -> None:
    points = [
        *prose(700),
        at("•", 640, 82),
        at("The first gauge was read each morning, at the same hour, by the", 640, 92),
        at("keeper of the weir.", 628, 92),
        at("• The second was not.", 616, 82),
        at("References", 580, size=12, bold=True),
        at("[1] A. Bell. On the reading of gauges by hand in a narrow valley.", 560),
        at("Journal of Weirs, 1962.", 548, 86),
        at("[2] C. Dorn. Floods, 1971.", 536),
    ]
    assert made(points).endswith(
        "- The first gauge was read each morning, at the same hour, by the keeper of the weir.\n"
        "- The second was not.\n\n## References\n\n"
        "- [1] A. Bell. On the reading of gauges by hand in a narrow valley. Journal of Weirs, 1962.\n"
        "- [2] C. Dorn. Floods, 1971."
    )


def test_code_keeps_its_lines_and_rows_stay_rows() -> None:
    code = [at("for day in days:", 640, fixed=True), at("read(day)", 628, 96, fixed=True)]
    rows = [at("Gauge Mean Most", 580, 120), at("Upper 1.2 4.0", 568, 120), at("Lower 0.9 3.1", 556, 120)]
    text = made([*prose(700), *code, *prose(520), *[replace(row, y=row.y - 160) for row in rows]])
    assert "```\nfor day in days:\n    read(day)\n```" in text
    assert text.endswith("Gauge Mean Most  \nUpper 1.2 4.0  \nLower 0.9 3.1")


def test_words_and_addresses_broken_at_a_lines_end_are_whole() -> None:
    lines = [
        "A model that was pre-trained on the gauges is a state-of-the-art hydro-",
        "logical model, and nobody had to read them by hand since the pre-",
        "trained one came; the data are kept at https://example.org/gauges/",
        "upper, where those who measure the flow of rivers can find them.",
    ]
    text = made(prose(700, lines))
    assert "hydrological" in text
    assert "the pre-trained one" in text
    assert "https://example.org/gauges/upper," in text


def test_signs_that_markdown_would_take_for_structure_stay_signs() -> None:
    lines = ["# of gauges, and what they say of the river and its floods over", *PROSE[1:]]
    assert made(prose(700, lines)).startswith("\\# of gauges")
    years = ["1962. That was the year in which the gauges below the old weir", *PROSE[1:]]
    assert not made([*prose(700), *prose(652, years)]).count("\n1962. That")


def test_running_heads_numbers_of_pages_and_stamps_are_left_out() -> None:
    pages = []
    for number, chapter in enumerate(("Gauges", "Gauges", "Weirs", "Weirs", "Floods", "Floods"), start=1):
        body = [replace(line, text=f"{'abcdef'[number - 1]} {line.text}") for line in prose(700) + prose(646)]
        stamp = replace(at("stamp:1234.5678v1", 300, 20), level=False)
        pages.append([at(f"{chapter} {number + 10}", 780), *body, at(f"– {number} –", 40), stamp])
    text = made(*without_running_lines(pages))
    assert not re.search(r"Gauges|Weirs|Floods|–|stamp", text)
    assert text.count("Rivers keep") == 12
    slides = [[at("The same title", 500), at("The same line", 400)]] * 4
    assert without_running_lines(slides) == slides


def test_numbers_of_lines_are_left_out() -> None:
    drawn = [
        [f"{number} {line}", 10, 72, 700 - 12 * number, True, False, False, False]
        for number, line in enumerate(PROSE * 5, start=1)
    ]
    [page] = set_lines([drawn])
    assert [line.text for line in page] == [*PROSE * 5]


def test_letters_of_no_size_are_read() -> None:
    drawn = [[line, 0, 72, 700 - 12 * n, True, False, False, False] for n, line in enumerate(PROSE)]
    text = made([*prose(700), *prose(646)], *set_lines([drawn[:2], drawn]))
    assert text.split() == " ".join([WHOLE, WHOLE, *PROSE[:2], WHOLE]).split()


def test_pages_are_found_by_offset_and_belong_to_one_text() -> None:
    text: SetText = set_text([prose(700), [], prose(700)])
    assert text.starts == ((0, 0), (2, text.text.rindex("Rivers keep")))
    starts = [PageStart(offset, ("i", "", "1")[page]) for page, offset in text.starts]
    meta = noted(text.text, starts)
    assert page_starts(text.text, meta) == tuple(starts)
    assert page_starts("another text", meta) == page_starts(text.text, {}) == ()
    assert noted(text.text, []) == {}


def test_rows_of_numbers_stay_rows_and_what_heads_them_is_no_heading() -> None:
    rows = ("Winter 1931 365 12 0.42 -0.03", "Spring 1931 366 40 1.37 +0.21", "Summer 1931 360 n/a 0.18 -")
    table = [at("Season Year Nights Missing RMSE Bias", 640, bold=True)]
    table += [at(row, 626 - 14 * n) for n, row in enumerate(rows)]
    assert made([*prose(700), *table, *prose(560)]).split("\n\n") == [
        WHOLE,
        "  \n".join(line.text for line in table),
        WHOLE,
    ]


def test_lines_of_slides_are_not_run_together() -> None:
    lines = ("Sixty years of readings", "Nobody looked", "Why?")
    slide = [at(text, 500 - 40 * n, size=24) for n, text in enumerate(lines)]
    text = made([at("Agenda", 600, size=40), *slide])
    assert text.split("\n\n", 1) == ["## Agenda", "  \n".join(lines)]


def test_small_print_at_the_edge_of_slides_goes_and_a_chapters_name_stays() -> None:
    slides = [
        [at(f"Part {n}", 500, size=40), at("What we saw", 400, size=24), at(f"Meetup {n}", 20, size=11)]
        for n in range(1, 6)
    ]
    assert not any("Meetup" in line.text for page in without_running_lines(slides) for line in page)
    chapters = [[at(f"Chapter {n}", 760, size=20), *prose(700), at(str(n), 40)] for n in range(1, 6)]
    kept = [page[0].text for page in without_running_lines(chapters)]
    assert kept == [f"Chapter {n}" for n in range(1, 6)]
    assert not any(line.text.isdigit() for page in without_running_lines(chapters) for line in page)


def test_empty_lines_of_code_are_kept() -> None:
    code = [at(text, y, fixed=True) for text, y in (("import os", 600), ("def weir():", 576), ("pass", 564))]
    assert made([*prose(700), *code]).endswith("```\nimport os\n\ndef weir():\npass\n```")


def test_a_compound_keeps_the_hyphen_at_which_its_line_ends() -> None:
    lines = (
        "These gauges are state-of-the-art, as everybody here knows well.",
        "Whoever reads them by hand has a reason for it, and it is no state-",
        "of-the-art one; he would rather stand on the bridge than in a hut.",
    )
    assert "no state-of-the-art one" in made(prose(700, lines))


def test_names_of_authors_are_no_headings_and_sections_are_on_one_level_below_the_title() -> None:
    page = [
        at("The Memory of Rivers", 760, size=17),
        at("Ada Bell", 735, size=12),
        at("Why", 710, size=12, bold=True),
        *prose(694),
        at("Where", 620, size=12, bold=True),
        *prose(600),
    ]
    text = set_text([page], "The Memory of Rivers", ["Ada Bell"]).text
    assert re.findall(r"^#+ .*", text, re.MULTILINE) == ["# The Memory of Rivers", "## Why", "## Where"]


def test_what_is_said_of_a_figure_ends_before_the_text_below_it() -> None:
    caption = at("Table 2: Floods by decade in the upper valley, as read by hand.", 700, x=80)
    assert made([caption, *prose(688)]) == f"{caption.text}\n\n{WHOLE}"


def test_cells_that_are_drawn_one_by_one_stand_in_rows() -> None:
    table = (("Gauge", "Floods", "Highest, m"), ("Upper weir", "0.187", "12"), ("Mill", "0.311", "9"))
    cells = [at(cell, 600 - 18 * n, 80 + 90 * m) for n, row in enumerate(table) for m, cell in enumerate(row)]
    rows = "Gauge Floods Highest, m  \nUpper weir 0.187 12  \nMill 0.311 9"
    assert made([*prose(700), *cells, *prose(500)]) == f"{WHOLE}\n\n{rows}\n\n{WHOLE}"
    # Two columns that are drawn by turns are none.
    columns = [at(line, 700 - 12 * n, x) for n, line in enumerate(PROSE) for x in (72, 330)]
    assert "\n".join([PROSE[0], PROSE[0]]) in made(columns).replace("\n\n", "\n")


def test_what_a_browser_prints_above_and_below_a_single_page_is_left_out() -> None:
    chrome = [
        at("3/14/24, 9:05 PM The Memory of Rivers", 820, 24, 8),
        at("https://a.example/b?c=1 1/1", 17, 24, 8),
    ]
    russian = [at("14.03.2024, 21:05 Память рек", 820, 24, 8), at("file:///home/a/b.html 1 / 2", 17, 24, 8)]
    firefox = [at("1 of 1 14/03/2024, 21:05", 17, 24, 8)]
    for printed in (chrome, russian, firefox):
        [page] = without_running_lines([[*prose(700), *prose(600), *printed]])
        assert [line.text for line in page] == [*PROSE, *PROSE]
    # Within the text such lines are the author's.
    [page] = without_running_lines([[*prose(700), at("https://a.example/b 1/2", 600), *prose(500)]])
    assert len(page) == 9


def test_days_and_notes_at_the_foot_are_no_sections_and_russian_letters_count_points() -> None:
    page = [
        at("6 мая 2024, Ada Bell", 740),
        *prose(700),
        at("1. The note itself. ↩", 620),
        at("а) the first of them;", 580),
        at("б) the second of them.", 568),
    ]
    assert made(page) == (
        f"6 мая 2024, Ada Bell\n\n{WHOLE}\n\n1. The note itself. ↩\n"
        "- а) the first of them;\n- б) the second of them."
    )
