"""What page one tells of a paper, from its lines as they are drawn: identity, title, authors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kb.importers.pdf.identity import is_place_holder
from kb.importers.pdf.layout import FrontMatter, front_matter
from kb.importers.pdf.lines import Piece
from kb.importers.pdf.text import clean_lines, running_text, without_line_numbers

HEIGHT = 800.0
BODY = (
    "Long contexts cost much where every token looks at all the others, and",
    "little where it looks at a state of fixed size. We measure both on tasks",
    "that need an exact memory of what was said a hundred pages ago.",
)


WIDE = (
    "a quick look at what each keeper of these weirs wrote about floods, ice, mills and boats over",
    "sixty years shows how little can be told from one book alone; some were careful men, others were",
    "not, and a tour along both banks will teach you more than any table could, if only because people",
    "still talk there, whether asked or not, about every night when water came over their bridge again",
)


def drawn(*lines: tuple[str, float, float]) -> list[Piece]:
    """Lines as (text, size, height above the foot)."""
    return [Piece(f"{text}\n", size, 72, y, level=True) for text, size, y in lines]


def paper(
    title: Sequence[str] = ("Rivers of State",),
    authors: Sequence[str] = ("Ada Bell, Carl Dorn",),
    above: Sequence[tuple[str, float, float]] = (),
    below: Sequence[tuple[str, float, float]] = (),
    abstract: str = "Abstract",
) -> list[Piece]:
    """A paper's first page, with lines above its title and below its text."""
    lines = [*above]
    lines += [(line, 16, 700 - 18 * number) for number, line in enumerate(title)]
    lines += [(line, 11, 640 - 13 * number) for number, line in enumerate(authors)]
    lines += [("Department of Hydrology, University of Somewhere", 9, 600)]
    lines += [(abstract, 12, 580)] if abstract else []
    lines += [(line, 10, 560 - 12 * number) for number, line in enumerate(BODY * 4)]
    return drawn(*lines, *below)


def read(pieces: Sequence[Piece], stem: str = "download", **metadata: str) -> FrontMatter:
    first = clean_lines("".join(piece.text for piece in pieces))
    return front_matter(pieces, HEIGHT, [first], metadata, stem)


def foot(text: str) -> list[tuple[str, float, float]]:
    return [(line, 8, 70 - 9 * number) for number, line in enumerate(text.split("\n"))]


@pytest.mark.parametrize(
    "text",
    [
        "https://doi.org/10.1109/TNN.2023.1114001",
        "DOI: 10.1109/TNN.2023.1114001",
        "Digital Object Identifier 10.1109/TNN.2023.1114001",
        "Neural Letters | Vol 12 | 3 May 2023 | https://doi.org/10.1109/tnn.2023.1114001",
        "0031-3203/© 2023 Example B.V. All rights reserved.\nhttps://doi.org/10.1109/TNN.2023.1114001",
        "In RIVERS 23. https://doi.org/10.1109/TNN.2023.1114001",
        "Bell A, Dorn C (2023) Rivers of State. https://doi.org/10.1109/TNN.2023.1114001",
        "https://doi.org/10.1109/\nTNN.2023.1114001",
        "bioRxiv preprint doi: https://doi.org/10.1109/TNN.2023.1114001; this version posted May 3, 2023.",
        "www.example.org/cgi/doi/10.1109/TNN.2023.1114001",
    ],
)
def test_a_doi_by_itself_at_the_foot_is_the_papers_own(text: str) -> None:
    assert read(paper(below=foot(text))).doi == "10.1109/tnn.2023.1114001"


@pytest.mark.parametrize(
    "text",
    [
        # Templates.
        "https://doi.org/10.1145/nnnnnnn.nnnnnnn",
        "https://doi.org/10.1145/1122445.1122456",
        "https://doi.org/10.1145/XXXXXXX.XXXXXXX",
        "https://doi.org/10.1145/0000000.0000000",
        "https://doi.org/10.1145/1234567.1234567",
        "doi: 10.1093/xxx/xxxx",
        "https://doi.org/10.1016/j.xxx.2023.xx.xxx",
        "https://doi.org/10.1007/s00000-000-0000-0",
        "DOI: 10.1007/doi-number",
        "DOI: 10.0000/abc.2023.77",
        "https://doi.org/10.1000/182",
        # Sentences and footnotes.
        "1 The levels are at https://doi.org/10.1038/s41586-021-03819-2.",
        "∗ See https://doi.org/10.1038/s41586-021-03819-2",
        "2Moss et al. Floods. Nature 2021. https://doi.org/10.1038/s41586-021-03819-2",
        "which were measured in an earlier study,\nhttps://doi.org/10.1038/s41586-021-03819-2",
        "Code and data: https://doi.org/10.1038/s41586-021-03819-2",
        "Доступно по адресу https://doi.org/10.1038/s41586-021-03819-2",
        "https://doi.org/10.1038/s41586-021-03819-2 describes the gauges",
        "Citation: Moss J (2021) Floods. https://doi.org/10.1038/s41586-021-03819-2",
        "J. Moss. Floods, 2021. https://doi.org/10.1038/s41586-021-03819-2",
        # Deposits and whole volumes.
        "https://doi.org/10.5281/zenodo.7654321",
        "https://doi.org/10.6084/m9.figshare.7654321",
        "https://doi.org/10.1007/978-3-030-58452-8",
        # Two of equal right.
        "https://doi.org/10.1109/TNN.2023.1114001\nhttps://doi.org/10.1109/TNN.2023.1114002",
    ],
)
def test_what_templates_print_and_papers_mention_is_no_identity(text: str) -> None:
    assert read(paper(below=foot(text))).doi is None


def test_a_doi_in_the_middle_of_the_page_counts_only_as_the_way_to_cite_the_paper() -> None:
    middle = [("https://doi.org/10.1109/TNN.2023.1114001", 9, 400)]
    assert read(paper(below=middle)).doi is None
    own = [
        ("ACM Reference Format:", 9, 420),
        ("Ada Bell and Carl Dorn. 2023. Rivers of State. In Proceedings of RIVERS,", 9, 410),
        *middle,
    ]
    assert read(paper(below=own)).doi == "10.1109/tnn.2023.1114001"
    copied = [own[0], ("Eve Fox. 2019. Lakes of Memory. In Proceedings of LAKES,", 9, 410), *middle]
    assert read(paper(below=copied)).doi is None
    references = [("References", 12, 130), ("https://doi.org/10.1109/TNN.2023.1114001", 8, 100)]
    assert read(paper(below=references)).doi is None


def test_the_metadatas_doi_is_the_papers_own_unless_a_template_left_it() -> None:
    footnote = foot("1 See https://doi.org/10.1038/s41586-021-03819-2")
    stated = {"prism:doi": "10.1016/j.rivers.2023.04.001"}
    assert read(paper(below=footnote), **stated).doi == "10.1016/j.rivers.2023.04.001"
    assert read(paper(), Subject="Rivers, 53 (2023) 1-9. doi:10.1016/j.rivers.2023.04.001").doi
    assert read(paper(), doi="10.1145/nnnnnnn.nnnnnnn").doi is None
    assert read(paper(), Subject="The data are at doi:10.5281/zenodo.7654321").doi is None


def test_the_stamp_outdoes_a_files_name_and_a_mention_is_neither() -> None:
    stamp = Piece("arXiv:2403.11111v2 [cs.LG] 5 Mar 2024\n", 20, 30, 250, level=False)
    stamped = read([*paper(), stamp], stem="2503.09876v2 (1)")
    assert (stamped.arxiv, stamped.published) == ("2403.11111", "2024-03-05")
    old = Piece("arXiv:hep-th/9711200v3 22 Jan 1998\n", 20, 30, 250, level=False)
    assert read([*paper(), old]).arxiv == "hep-th/9711200"
    mention = foot("1 As in arXiv:1706.03762v5 [cs.CL] 6 Dec 2017")
    assert read(paper(below=mention)).arxiv is None
    assert (
        read(paper(below=[("References", 12, 130), *foot("arXiv:1706.03762v5 [cs.CL] 6 Dec 2017")])).arxiv
        is None
    )


@pytest.mark.parametrize(
    ("stem", "identifier"),
    [
        ("2503.09876v2 (1)", "2503.09876"),
        ("2503.09876 - копия", "2503.09876"),
        ("arXiv-2503.09876v1", "2503.09876"),
        ("2503.09876v2.Rivers_of_State", "2503.09876"),
        ("2503.09876 - Rivers of State", "2503.09876"),
        ("math0309136", "math/0309136"),
        ("2503.09876 slides", None),
        ("2503.09876_review_by_me", None),
        ("2413.09876", None),
        ("invoice 2503.09876", None),
    ],
)
def test_a_files_name_is_an_identifier_only_if_it_is_nothing_else(stem: str, identifier: str | None) -> None:
    assert read(paper(), stem=stem).arxiv == identifier


@pytest.mark.parametrize(
    "title",
    [
        ("Under Review: How Papers", "Wait"),
        ("Contents Matter",),
        ("Volume Rendering of Clouds",),
        ("Abstract Interpretation Revisited",),
        ("Preprint Servers and Their Readers",),
        ("Research Article Ranking",),
        ("Accepted Wisdom About Scale",),
        ("University Rankings as Noise",),
        ("Published Weights, Hidden Data",),
        ("Nature Is Enough",),
        ("Introduction to Rivers",),
        ("Proceedings Without Papers",),
        ("A Review of Letters",),
    ],
)
def test_titles_may_begin_as_banners_do(title: tuple[str, ...]) -> None:
    front = read(paper(title))
    assert front.title == " ".join(title)
    assert front.authors == ("Ada Bell", "Carl Dorn")


@pytest.mark.parametrize(
    ("banner", "size"),
    [
        ("Published as a conference paper at RIVERS 2024", 16),
        ("PREPRINT", 30),
        ("Under review as a conference paper", 16),
        ("RESEARCH ARTICLE", 20),
        ("Volume 12, Number 3, May 2024", 18),
        ("Contents lists available at ReadMe", 18),
        ("Proceedings of the 12th Workshop on Rivers, 2024", 16),
        ("Draft version February 26, 2021", 16),
        ("Scientific Reports", 24),
        ("Journal of Rivers", 24),
        ("HydroCell", 26),
        ("Вестник гидрологии", 24),
        ("УДК 556.5", 18),
        ("University of Somewhere", 24),
        ("C O N T E N T S", 20),
        ("3 May 2024", 18),
    ],
)
def test_what_stands_above_the_title_in_larger_type_is_none(banner: str, size: float) -> None:
    assert read(paper(above=[(banner, size, 770)])).title == "Rivers of State"


def test_what_a_browser_printed_is_of_the_day_its_author_names() -> None:
    browser = {"Creator": "Mozilla/5.0 (X11; Linux x86_64)", "CreationDate": "D:20261130124928+00'00'"}
    dated = read(paper(authors=["By Ada Bell, 3 May 2026"], abstract=""), **browser)
    assert dated.published == "2026-05-03"
    assert read(paper(), **browser).published is None
    assert read(paper(), CreationDate="D:20261130124928+00'00'").published == "2026-11-30"


def test_a_sites_name_behind_the_title_of_a_printed_page_is_none_of_it() -> None:
    pages = paper(authors=["By Ada Bell"], abstract="", above=[("Rivers of State | The Weir Blog", 8, 780)])
    assert read(pages, Title="Rivers of State | The Weir Blog").title == "Rivers of State"


def test_the_page_outdoes_metadata_that_is_cut_or_names_a_file() -> None:
    title = ("Rivers of State: Memory that", "Flows at Constant Cost")
    whole = "Rivers of State: Memory that Flows at Constant Cost"
    for stated in (
        "Rivers of State",
        "Rivers of State: Memory that",
        "Rivers of State: Memo",
        "Microsoft Word - rivers_final.docx",
        "main.dvi",
        "untitled",
        "rivers_final_v2.indd",
        r"Rivers of \textbf{State}: Memory that Flows",
        "ShareLaTeX Example",
        "Layout 1",
        "PowerPoint Presentation",
    ):
        assert read(paper(title), Title=stated).title == whole, stated
    assert read(paper(("Rivers of State∗",)), Title="Rivers of State").title == "Rivers of State"
    # A whole line more may be a subtitle that its authors left out on purpose.
    assert read(paper(("Rivers of State", "A Tour")), Title="Rivers of State").title == "Rivers of State"


def test_covers_and_pages_of_one_size() -> None:
    cover = drawn(
        ("UNIVERSITY OF SOMEWHERE", 28, 700),
        ("Faculty of Rivers", 22, 660),
        ("Memory of Small Streams", 18, 560),
        ("Doctoral thesis by Ada Bell", 12, 500),
    )
    assert read(cover).title == "Memory of Small Streams"
    russian = drawn(
        ("МИНИСТЕРСТВО НАУКИ И ВЫСШЕГО ОБРАЗОВАНИЯ", 14, 760),
        ("Московский университет", 14, 740),
        ("ДИССЕРТАЦИЯ", 20, 600),
        ("Память малых рек", 18, 560),
        ("Беляева А.В.", 12, 500),
    )
    assert read(russian).title == "Память малых рек"
    plain = drawn(*((line, 10, 700 - 12 * number) for number, line in enumerate(BODY)))
    assert read(plain, stem="notes on rivers").title == "notes on rivers"


def test_small_capitals_become_words() -> None:
    pieces = [
        Piece(text, size, x, 700, level=True)
        for text, size, x in (
            ("M\n", 17.2, 100), ("EMORY\n", 13.8, 115.3), ("OF\n", 13.8, 175), ("S\n", 17.2, 200),
            ("MALL\n", 13.8, 209.6), ("R\n", 17.2, 255), ("IVERS\n", 13.8, 267),
        )
    ]  # fmt: skip
    front = read([*pieces, *paper(title=())])
    assert front.title == "MEMORY OF SMALL RIVERS"
    assert front.authors == ("Ada Bell", "Carl Dorn")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("J.R. Smith, A.-B. Lee", ["J.R. Smith", "A.-B. Lee"]),
        ("Петров И.С., Иванова О.Н.", ["Петров И.С.", "Иванова О.Н."]),
        ("И. С. Петров, А.-М. Берг", ["И. С. Петров", "А.-М. Берг"]),
        ("И.С. Петров и О.Н. Иванова", ["И.С. Петров", "О.Н. Иванова"]),
        ("Ada Bell¹, Carl Dorn²", ["Ada Bell", "Carl Dorn"]),
        ("Ada Bell1,2,∗, Carl Dorn†", ["Ada Bell", "Carl Dorn"]),
        ("Ada Bell ,1,2 and Carl Dorn ,3", ["Ada Bell", "Carl Dorn"]),
        ("ADA VAN DER BELL, CARL DORN III", ["Ada van der Bell", "Carl Dorn III"]),
        ("Ada d'Orsay, Carl O’Dorn, and Li Wei", ["Ada d'Orsay", "Carl O’Dorn", "Li Wei"]),
        ("Ada Bell, Carl Dorn, xu Li-2 Mei", ["Ada Bell", "Carl Dorn", "xu Li- Mei"]),
        ("Ada Bell (Researcher), Carl Dorn", ["Ada Bell", "Carl Dorn"]),
        ("Ada Bell, Carl Dorn, et al.", ["Ada Bell", "Carl Dorn"]),
        ("Ada Bell · Carl Dorn", ["Ada Bell", "Carl Dorn"]),
    ],
)
def test_a_line_of_authors(line: str, names: list[str]) -> None:
    for abstract in ("Abstract", ""):
        if "Li-2" not in line:
            assert list(read(paper(authors=[line], abstract=abstract)).authors) == names


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Bell and Carl Dorn, 3 May 2026",
        "by Ada Bell, Carl Dorn",
        "Authors: Ada Bell, Carl Dorn · 2026-05-03",
        "Written by Ada Bell and Carl Dorn on May 3, 2026",
    ],
)
def test_a_line_that_says_who_wrote_it(line: str) -> None:
    assert read(paper(authors=[line], abstract="")).authors == ("Ada Bell", "Carl Dorn")


def test_a_line_that_says_in_russian_who_wrote_it() -> None:
    assert read(paper(authors=["Автор: Ева Рыбакова, 3 мая 2026 г."], abstract="")).authors == (
        "Ева Рыбакова",
    )


def test_a_lone_name_is_told_from_a_second_title_by_words_that_are_written_small() -> None:
    def below_the_title(line: str, text: Sequence[str]) -> tuple[str, ...]:
        body = [(one, 10, 560 - 12 * number) for number, one in enumerate(text)]
        return read(drawn(("Notes on Weirs", 16, 700), (line, 12, 660), *body)).authors

    assert below_the_title("Ada Bell", [*BODY, *WIDE]) == ("Ada Bell",)
    assert below_the_title("Quick Tour", [*BODY, *WIDE]) == ()
    # A page of a few words does not tell.
    assert below_the_title("Ada Bell", BODY[:1]) == ()


def test_houses_places_and_marks_are_no_authors() -> None:
    lines = [
        "Ada Bell1 and Carl Dorn2",
        "1 Institute of Rivers, Old Town",
        "Main Street 12, New Town, The Netherlands",
        "ada@example.org, carl@example.org",
        "УДК 556.5",
    ]
    assert read(paper(authors=lines)).authors == ("Ada Bell", "Carl Dorn")
    raised = [
        *drawn(("Rivers of State", 16, 700)),
        Piece("Ada Bell", 11, 72, 640, level=True),
        Piece("a,1", 7, 120, 644, level=True),
        Piece(", Carl Dorn", 11, 130, 640, level=True),
        Piece("b\n", 7, 190, 644, level=True),
        *paper(title=(), authors=()),
    ]
    assert read(raised).authors == ("Ada Bell", "Carl Dorn")


def test_metadata_names_only_people() -> None:
    def stated(author: str) -> Sequence[str]:
        return read(paper(authors=()), Author=author).authors

    assert stated("Bell, A. and Dorn, C.") == ("A. Bell", "C. Dorn")
    assert stated("Ada Bell; Carl Dorn") == ("Ada Bell", "Carl Dorn")
    assert stated("Беляева А.В., Дорн К.") == ("Беляева А.В.", "Дорн К.")
    assert stated("admin") == stated("River Research Institute") == ()


MANUSCRIPT: Mapping[str, Sequence[str]] = {
    "alone": [part for number, line in enumerate(BODY * 6) for part in (line, f"{number:03d}")],
    "in one go": [*BODY * 6, *(f"{number:03d}" for number in range(100, 118))],
    "before": [f"{number} {line}" for number, line in enumerate(BODY * 6, start=1)],
    "behind": [f"{line}{number}" for number, line in enumerate(BODY * 6, start=7)],
}


@pytest.mark.parametrize("where", MANUSCRIPT)
def test_numbers_of_lines_are_taken_off(where: str) -> None:
    assert [*filter(None, without_line_numbers(MANUSCRIPT[where]))] == [*BODY * 6]


def test_other_numbers_stay() -> None:
    table = ["Year", "2019", "2020", "2021", "2022", "Level in m", "3", "1", "4"]
    steps = [f"{number} Do step {number}" for number in range(1, 9)]
    assert without_line_numbers([*table, *steps, *BODY]) == [*table, *steps, *BODY]


def test_accents_drawn_apart_and_large_initials_join_their_words() -> None:
    assert clean_lines("D. S´anchez, M¨uller, Erd˝os, UNIVERSIT ¨AT, T´ıtulo, utiliza¸c˜ao") == [
        "D. Sánchez, Müller, Erdős, UNIVERSITÄT, Título, utilização"
    ]
    assert clean_lines("и\u0306од и \u0306од е\u0308ж") == ["йод йод ёж"]
    assert clean_lines("мяг\u00adкий зна\u00ad\nк") == ["мягкий зна\u00ad", "к"]
    assert running_text([["T", "he river has a long memory of its floods"]]).startswith("The river")
    assert running_text([["P", "Abbildung 1", *BODY]]).startswith("P\nAbbildung 1")


def test_a_deposit_may_have_the_number_that_templates_print() -> None:
    assert is_place_holder("10.1145/1234567.1234567")
    assert not is_place_holder("10.5281/zenodo.1234567")
