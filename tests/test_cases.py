"""Small files after public reports of trouble elsewhere, taken in whole: what each becomes.

The files lie beside the project; the tests of each part have inputs of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from kb.errors import JomoError
from kb.importers import ImportContext, documents
from kb.importers.pasted import taken_apart
from kb.library import Library
from kb.text.identity import canonical_key
from kb.types import Document, Failure, Kind, Remark, SearchMode, Subscription

KIMI = "arxiv:2510.26692"
NO_PAPER = {
    "https://arxiv.org/list/cs.CL/recent",
    "https://arxiv.org/a/smith_j_1",
    "https://scholar.archive.org/search?q=2510.26692",
}
DATED = {
    "month_only": "2024-03", "year_only": "2024", "future": "2124-03-09", "impossible": None,
    "offset_minus": "2024-03-09T23:30:00-05:00", "jekyll": "2024-03-09T23:30:00-05:00",
    "rfc": "2024-03-09T23:30:00-05:00", "offset_plus": "2024-03-10T01:30:00+03:00",
    "jekyll_plus": "2024-03-10T01:30:00+03:00",
}  # fmt: skip


@pytest.fixture
def cases(shared: Path) -> Path:
    folder = shared / "cases"
    if not folder.is_dir():
        pytest.skip("the small files are not on this machine")
    return folder


@cache
def read(path: Path) -> tuple[Document | Failure | Subscription, ...]:
    return tuple(documents(str(path), ImportContext(Path("nowhere"), network=False)))


def document(path: Path) -> Document:
    [found] = [one for one in read(path) if not isinstance(one, Remark)]
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize(
    ("name", "title", "rest"),
    [
        (
            "02_hugo_toml_date/post.md", "Paging the cache",
            "2024-03-09 | R. Finch | serving, kv-cache, systems",
        ),
        ("02_hugo_toml_date/offset.md", "Offset date", "2024-03-09T23:30:00-05:00 |  | serving, latency"),
        (
            "03_zola_taxonomies/post.md", "Speculative decoding notes",
            "2024-05-02 |  | decoding, latency, notes",
        ),
        ("04_json_front_matter/post.md", "Draft models", "2024-04-01 |  | decoding"),
        ("05_bom_front_matter/bom.md", "Written on Windows", "2024-01-05 |  | alpha"),
        ("05_bom_front_matter/utf16.md", "Шестнадцать бит", "None |  | альфа"),
        ("06_colon_in_title/dash.md", "- what a dash does", "None |  | one, two"),
        ("06_colon_in_title/at_hash.md", "@handle on #topics", "2025-03-04 |  | alpha, beta"),
        ("08_tabs_in_yaml/tabs.md", "Tabbed title", "2024-06-07 |  | one, two"),
        ("09_odd_scalars/norway.md", "No", "None |  | no"),
        ("09_odd_scalars/time_title.md", "12:30:45", "None |  | 3:25"),
        ("09_odd_scalars/date_title.md", "2025-03-14", "None |  | daily"),
        (
            "09_odd_scalars/tags.md", "2024",
            "2024-06-07 | 42 | 2024, 1.5, yes, no, on, 2024-01-01, 007, null",
        ),
        (
            "10_jekyll_space_tags/2023-08-09-space-tags.md", "Space separated",
            "2023-08-09 |  | transformers, long-context, serving, ml, notes",
        ),
        (
            "10_jekyll_space_tags/2023-08-10-no-date-in-yaml.markdown", "Date only in the name",
            "2023-08-10 |  | ",
        ),
        ("11_logseq/journals/2024_05_06.md", "2024_05_06", "2024-05-06 |  | "),
        ("11_logseq/pages/Paged attention.md", "Paged attention", "None |  | serving, kv cache"),
        ("12_obsidian/Drawing.excalidraw.md", "Drawing", "None |  | excalidraw"),
        ("14_math_code/quarto.qmd", "Quarto post", "None | Ann Lee, Bo Chen | news, code"),
        ("21_html/cp1251.html", "Разреженное внимание", "None |  | "),
        ("22_html_address/time_tag_and_footer.html", "Dated two", "2023-11-05 | Ann Lee | "),
        ("22_html_address/copyright_year.html", "Undated", "None |  | "),
        (
            "22_html_address/arxiv_abs_two_authors.html", "A Linear Attention Model",
            "2025-10-30 | Jane Doe, Ludwig van der Berg | ",
        ),
        ("28_telegram/note_that_is_no_dump.txt", "Заметки к встрече", "None |  | встреча, кэш"),
        ("29_titles/html_only.md", "Centered project title", "None |  | "),
        ("30_title_code/compile.md", "How torch.compile works", "None |  | "),
        ("30_title_code/only code.md", "vllm", "None |  | "),
        ("30_title_code/ru.md", "Зачем нужен nn.Parameter и что будет без него", "None |  | "),
        ("31_invisible/soft_hyphen.md", "Мягкие переносы", "None |  | "),
    ],
)  # fmt: skip
def test_notes_and_pages(cases: Path, name: str, title: str, rest: str) -> None:
    found = document(cases / name)
    assert found.title == title
    assert f"{found.published} | {', '.join(found.authors)} | {', '.join(found.tags)}" == rest


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("14_math_code/hr_fields.md", "only looks like a field"),
        ("34_hr_loss/update_between_rules.md", "went down by a third"),
        ("34_hr_loss/question_answer.md", "a place to keep keys"),
        ("12_obsidian/Drawing.excalidraw.md", "Queue"),
        ("21_html/mathjax_tex.html", r"\sum_i"),
        ("22_html_address/mathjax_display.html", "$$\\sum_i w_i^* = 1$$"),
        ("31_invisible/zero_width.md", "The word transformer and parameter"),
    ],
)
def test_the_text_is_what_was_written(cases: Path, name: str, kept: str) -> None:
    assert kept in document(cases / name).text


@pytest.mark.parametrize("name", ["06_colon_in_title/template_braces.md", "12_obsidian/Templates/Daily.md"])
def test_templates_are_left_out_with_a_word(cases: Path, name: str) -> None:
    [found] = read(cases / name)
    assert isinstance(found, Failure)
    assert "template" in found.reason


def test_dates_in_every_way_of_writing(cases: Path) -> None:
    wrong = {}
    for path in sorted((cases / "18_dates").iterdir()):
        published = document(path).published
        expected = DATED.get(path.stem, "2024-03-09")
        if published != expected and not (
            published and path.stem not in DATED and published[:10] == expected
        ):
            wrong[path.stem] = published
    assert not wrong


def test_every_form_of_an_arxiv_address(cases: Path) -> None:
    for line in (cases / "01_arxiv_forms.txt").read_text(encoding="utf-8").splitlines():
        pasted = taken_apart(line)
        keys = [canonical_key(spec) for spec in pasted.specs]
        assert not pasted.note, line
        assert keys, line
        assert all(key.startswith("url:" if line in NO_PAPER else "arxiv:") for key in keys), line
        if "2510.26692" in line and line not in NO_PAPER:
            assert keys[0] == KIMI, line


@pytest.mark.parametrize("name", ["chrome_save_as.html", "singlefile.html"])
def test_a_saved_page_knows_its_address(cases: Path, name: str) -> None:
    found = document(cases / "22_html_address" / name)
    assert found.key.startswith("url:https://blog.example.org/posts/")
    assert found.source == "blog.example.org"


@pytest.mark.parametrize(
    ("name", "title", "authors"),
    [
        ("23_pdf/journal_header_larger.pdf", "A circuit for long memory in small networks", "Jane Doe"),
        (
            "23_pdf/truncated_metadata_title.pdf",
            "Sex Differences in Outcomes: Effect Modification by Treatment", "Jane Doe",
        ),
        ("25_pdf_layout/thesis_cover.pdf", "Memory of Small Models", ""),
        ("25_pdf_layout/title_under_review.pdf", "Under Review: How Papers Wait", "Jane Doe"),
        ("25_pdf_layout/title_contents.pdf", "Contents Lists as Memory", "Jane Doe"),
        ("25_pdf_layout/title_volume.pdf", "Vol 7 Dataset of Sounds", "Jane Doe"),
        (
            "25_pdf_layout/title_begins_like_banner.pdf",
            "Research Article Ranking by Small Models", "Jane Doe",
        ),
        ("25_pdf_layout/russian_udk.pdf", "МЕТОДЫ СЖАТИЯ БОЛЬШИХ МОДЕЛЕЙ", "Петров И.С."),
    ],
)  # fmt: skip
def test_titles_and_authors_of_pdfs(cases: Path, name: str, title: str, authors: str) -> None:
    found = document(cases / name)
    assert (found.title, ", ".join(found.authors[:1])) == (title, authors)


def test_a_doi_in_a_template_or_a_footnote_is_no_identity(cases: Path) -> None:
    first, second, *footnotes = (document(path) for path in sorted((cases / "24_pdf_identity").iterdir()))
    mentioned = document(cases / "23_pdf" / "doi_of_other_in_text.pdf")
    assert all(one.key.startswith("file:") for one in (first, second, *footnotes, mentioned))
    assert [ref.key for ref in mentioned.references] == ["doi:10.1038/nphys1959"]
    for one in footnotes:
        assert [ref.key for ref in one.references] == ["doi:10.5281/zenodo.1234567"]


def test_records_of_papers(cases: Path) -> None:
    rows = [one for one in read(cases / "19_bibtex" / "papers.jsonl") if isinstance(one, Document)]
    assert rows[4].title == r"Schrödinger bridges with $\mathcal{O}(\log n)$ steps"
    assert rows[14].title == "Title with a newline and bold and it"
    assert rows[15].authors == ("Jane Doe",)
    assert "doi:10.1175/1520-0493(1987)115<1606:garspp>2.0.co;2" in map(canonical_key, rows[11].aliases)
    atom = read(cases / "32_arxiv_jsonl" / "rows.jsonl")[2]
    assert isinstance(atom, Document)
    assert atom.authors == ("Jane Doe", "Bo Li")


def test_messages_copied_with_american_dates(cases: Path) -> None:
    found = read(cases / "28_telegram" / "desktop_copy_en_dates.txt")
    assert [one.published for one in found if isinstance(one, Document)] == ["2024-03-09", "2024-03-10"]
    assert all(isinstance(one, Document) and one.kind is Kind.POST for one in found)


@pytest.mark.parametrize(
    ("folder", "count"),
    [("33_edits", 1), ("15_duplicate_titles", 2), ("24_pdf_identity", 4), ("11_logseq", 4)],
)
def test_copies_are_one_item_and_namesakes_are_not(
    library: Library, cases: Path, folder: str, count: int
) -> None:
    library.intake.add([str(cases / folder)])
    assert library.items.count() == count


@pytest.mark.parametrize(
    ("folder", "questions"),
    [
        ("31_invisible", ("мягкие переносы", "несколько", "квантование", "transformer", "parameter", "кэш")),
        ("34_hr_loss", ("keys", "third")),
        (
            "20_search",
            ("C++", "c#", "GPT-4", "Q8_0", "учет", "Петр", "e-mail", "longcontext", "torch.nn", "50%"),
        ),
    ],
)
def test_what_is_there_is_found_by_words(
    library: Library, cases: Path, folder: str, questions: Sequence[str]
) -> None:
    library.intake.add([str(cases / folder)])
    assert all(library.search.hits(question, mode=SearchMode.WORDS) for question in questions)


def test_no_question_is_an_error_without_a_remedy(library: Library, cases: Path) -> None:
    library.intake.add([str(cases / "20_search")])
    for question in (cases / "20_queries.txt").read_text(encoding="utf-8").splitlines():
        try:
            library.search.find(question, mode=SearchMode.WORDS)
        except JomoError as error:
            assert ";" in str(error), question


@pytest.mark.parametrize("folder", ["daily", "short", "one", "two"])
def test_few_and_short_notes_make_a_map(library: Library, cases: Path, folder: str) -> None:
    library.intake.add([str(cases / "26_map_few" / folder)])
    library.work.embed()
    library.map.update()
    assert len(library.map.read().points) == library.items.count()
