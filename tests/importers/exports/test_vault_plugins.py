"""Notes that plugins keep in a vault: the book, the page or the PDF, with what was marked in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.importers.bibliography import book_key
from kb.importers.notes.front_matter import split_front_matter
from kb.types import Document, Kind
from tests.importers.exports.reading import told

HERE = Path(__file__).parent / "fixtures_kept" / "plugins"


def read(name: str, cache: Path) -> Document:
    (found,), reasons = told(HERE / name, cache)
    assert not reasons
    return found


def marks(found: Document) -> list[tuple[str, str, str]]:
    return [(one.quote, one.note, one.place) for one in found.annotations]


def test_a_note_of_kindle_s_plugin_is_the_book(cache: Path) -> None:
    book = read("kindle.md", cache)
    title = "On Caches: A practical guide to keeping, finding, and forgetting"
    assert (book.kind, book.title, book.authors) == (Kind.BOOK, title, ("Jane Doe",))
    assert book_key(title, ("Jane Doe",)) in book.aliases
    assert marks(book) == [
        ("First marked words", "", "location 120"),
        ("Second, with a — dash", "my own words", "location 133"),
    ]


def test_a_note_of_raindrop_s_plugin_is_the_page(cache: Path) -> None:
    page = read("raindrop.md", cache)
    assert (page.url, page.title, page.tags) == (
        "https://example.org/caches", "On caches", ("llm", "long read"),
    )  # fmt: skip
    assert page.summary == "What the page says of itself."
    assert marks(page) == [("first marked words,\nand more", "", ""), ("second", "a thought of mine", "")]


def test_a_note_of_annotator_is_what_it_annotates(cache: Path, tmp_path: Path) -> None:
    page = read("page.md", cache)
    assert page.key == "arxiv:2310.06770"
    said = [("", "My words on the whole.", ""), ("first marked words", "a thought", "")]
    assert marks(page) == said
    assert page.annotations[1].made_at == "2024-03-01T10:00:00+00:00"
    (tmp_path / "vault" / ".obsidian").mkdir(parents=True)
    note = Path(shutil.copy(HERE / "page.md", tmp_path / "vault"))
    text = note.read_text(encoding="utf-8").replace(
        "https://arxiv.org/pdf/2310.06770.pdf", "papers/caches.pdf"
    )
    note.write_text(text, encoding="utf-8")
    (paper,), reasons = told(tmp_path / "vault", cache)
    assert not reasons
    assert f"path:{(tmp_path / 'vault').resolve()}/papers/caches.pdf" in paper.aliases
    assert (paper.title, marks(paper)) == ("caches", said)


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        (
            "zotero.md",
            "doi:10.1234/c.1",
            [
                ("The first passage.", "", "page 3"),
                ("the second one", "Claim\na remark of mine", "page 4"),
                ("the third", "Important", "page 5"),
            ],
        ),
        (
            "zotero_callouts.md",
            "doi:10.1234/c.2",
            [
                ("first passage", "", "page 26"),
                ("second passage\nof two lines", "My remark:\n1. one", "page 27"),
            ],
        ),
        (
            "zotero_nested.md",
            "doi:10.1234/c.3",
            [
                ("first passage", "the reader's note\nin two lines", "page 1"),
                ("second passage", "", "page 2"),
                ("nested words of a passage", "", "page 3"),
                ("other nested words", "", "page 4"),
            ],
        ),
        (
            "zotero_logseq.md",
            "doi:10.1234/c.4",
            [("first passage", "my remark", "page 3"), ("second passage\nover two lines", "", "page 4")],
        ),
    ],
)
def test_what_a_plugin_wrote_of_a_work_in_zotero_joins_the_work(
    name: str, key: str, said: list[tuple[str, str, str]], cache: Path
) -> None:
    (work, *_note), reasons = told(HERE / name, cache)
    assert not reasons
    assert (work.key, marks(work)) == (key, said)
    assert {one.source for one in work.annotations} == {"Zotero"}


def test_words_of_one_s_own_beside_what_zotero_s_plugin_wrote_stay_a_note_on_the_work(cache: Path) -> None:
    (work, note), _reasons = told(HERE / "zotero.md", cache)
    assert (work.title, work.authors, work.published) == (
        "On caches that forget", ("Jane Doe", "Rick Roe"), "2013-02-21",
    )  # fmt: skip
    assert work.meta["citation_key"] == "doe2013caches"
    # By these links Zotero opens the entry and its file, as its other exports know them.
    assert {f"zotero://select/library/items/{one}" for one in ("7CKZTEMI", "JRB78VWZ")} <= set(work.aliases)
    assert (note.kind, note.references[0].key) == (Kind.NOTE, work.key)
    assert "These are words of mine" in note.text
    assert "The first passage" not in note.text
    # What the plugin alone wrote leaves no note.
    assert len(told(HERE / "zotero_nested.md", cache)[0]) == 1


def test_marks_stand_in_lists_quotes_and_tables_and_fields_in_lists(cache: Path, tmp_path: Path) -> None:
    way = "(zotero://open-pdf/library/items/ABCD1234?page={})".format
    (tmp_path / "note.md").write_text(
        "# On caches\n\n* Authors: [[Jane Doe]], [[Rick Roe]]\n* Date: [[2020]]\n* Cite key: doe2020\n"
        "* DOI: [10.1234/c.5](https://doi.org/10.1234/c.5)\n* [Local library](zotero://select/items/1_EFGH5678)\n\n"
        f'- "first" ([Doe 2020:3]{way(3)})\n- [p. 4]{way(4)} second\n'
        f'- <mark class="red">"third\nof two lines"</mark> [Page 5]{way(5)}\n    - *my words*\n\n'
        f"> fourth\n> of two lines ([p. 6]{way(6)})\n\n| Page | Passage | Words |\n|---|---|---|\n"
        f"| [7]{way(7)} | fifth | mine |\n",
        encoding="utf-8",
    )
    (work, *_note), _reasons = told(tmp_path / "note.md", cache)
    assert (work.key, work.authors, work.published, work.meta["citation_key"]) == (
        "doi:10.1234/c.5", ("Jane Doe", "Rick Roe"), "2020", "doe2020",
    )  # fmt: skip
    assert marks(work) == [
        ("first", "", "page 3"),
        ("second", "", "page 4"),
        ("third\nof two lines", "*my words*", "page 5"),
        ("fourth\nof two lines", "", "page 6"),
        ("fifth", "mine", "page 7"),
    ]


def test_a_note_that_cites_several_works_by_zotero_stays_whole(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(
        "# Linear maps\n\nIt is said [^1] so.\n\n"
        '"A passage" ([Roe, 2005, p. 45](zotero://select/library/items/IJGQ3J8A))'
        " ([pdf](zotero://open-pdf/library/items/VGHZA9HX?page=69&annotation=537H37EL))\n\n"
        "[^1]: [A book](zotero://open-pdf/library/items/P3TUBR4A?page=429&annotation=N5SA2ALC)\n",
        encoding="utf-8",
    )
    (note,), _reasons = told(tmp_path / "note.md", cache)
    assert (note.kind, note.annotations) == (Kind.NOTE, ())
    assert "A passage" in note.text


def test_readwise_s_notes_in_logseq_and_in_forms_of_one_s_own_are_the_page(
    cache: Path, tmp_path: Path
) -> None:
    page = read("readwise_logseq.md", cache)
    assert (page.url, page.title, page.authors) == (
        "https://example.org/terminal/", "Build a Terminal", ("Jane Doe",),
    )  # fmt: skip
    assert marks(page) == [
        ("The first step.\n\nAnd more of it", "1. How does it?\n2. What is it?\n#my-tag", ""),
        ("second one", "", ""),
        ("third one", "", ""),
    ]
    page = read("readwise_form.md", cache)
    assert (page.url, page.title, page.tags) == (
        "https://example.org/caches/", "Clarified caches", ("cache", "software-architecture"),
    )  # fmt: skip
    assert marks(page) == [("The first passage.", "", ""), ("The second\nof two lines", "mine", "")]
    (tmp_path / "Own.md").write_text(
        "---\nlink: https://example.org/own\nauthor: Jane Doe\n---\n# On forms\n\n## Highlights\n"
        "- a passage ([Location 59](https://readwise.io/to_kindle?action=open&asin=B0&location=59))\n\n"
        "My own summary.\n",
        encoding="utf-8",
    )
    (page,), _reasons = told(tmp_path / "Own.md", cache)
    assert (page.title, marks(page)) == (
        "On forms", [("", "My own summary.", ""), ("a passage", "", "location 59")],
    )  # fmt: skip


def test_what_kanban_keeps_of_a_board_is_no_text(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "board.md").write_text(
        "---\n\nkanban-plugin: board\n\n---\n\n## To read\n\n- [ ] Words on caches\n\n\n"
        '%% kanban:settings\n```\n{"kanban-plugin":"board"}\n```\n%%',
        encoding="utf-8",
    )
    (note,), _ = told(tmp_path / "board.md", cache)
    assert note.text == "## To read\n\n- [ ] Words on caches"


@pytest.mark.parametrize(
    ("above", "is_fields"),
    [
        ("raindrop_id: 1", True),
        ("annotation-target: one.pdf", True),
        ("mood: good\nweather: rain", True),
        ("mood: good", False),
        ("Mood: good\nWeather: rain", False),
        ("mood: good\nand words between", False),
    ],
)
def test_fields_of_one_s_own_are_fields_where_nothing_else_stands_there(above: str, is_fields: bool) -> None:
    fields, body = split_front_matter(f"---\n{above}\n---\nBody.\n")
    assert bool(fields) is is_fields
    assert (body == "Body.\n") is is_fields
