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
