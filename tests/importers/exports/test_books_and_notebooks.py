"""What was marked in books and kept in notebooks: Apple Books, Google Play Books, Evernote; CSL in YAML."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.types import Kind, State
from tests.importers.exports.reading import told as read

HERE = Path(__file__).parent / "fixtures_books"
MARKS = "AEAnnotation/AEAnnotation_v10312011_1727_local.sqlite"


def test_notes_of_evernote_keep_tasks_tags_and_what_was_marked(cache: Path) -> None:
    (plan, *_), failures = read(HERE / "notes.enex", cache)
    assert (plan.kind, plan.title, plan.tags) == (Kind.NOTE, "План чтения", ("llm", "Long context"))
    assert plan.saved_at == "2024-03-01T10:00:00+00:00"
    assert "[x] Прочитать" in plan.text.replace("\\", "")
    assert "Ответить & закрыть" in plan.text
    assert "Конец." in plan.text
    assert plan.text.endswith("- [ ] Купить чай")
    assert [one.key for one in plan.references] == ["arxiv:2310.06770"]
    assert [one.quote for one in plan.annotations] == ["Главное: кэш"]
    assert failures == [
        "notes without words: 1; left out",
        "attached files (save them from the notes): 1; left out",
    ]


def test_what_evernote_clipped_is_that_page_and_what_was_written_to_one_a_note(cache: Path) -> None:
    (_, clipped, shared, one, two), _ = read(HERE / "notes.enex", cache)
    assert clipped.key == "url:https://blog.example/caches"
    assert "a promise about the past" in clipped.text
    assert [mark.quote for mark in clipped.annotations] == ["a promise"]
    assert (shared.key, shared.text) == ("url:https://news.example/1", "")
    assert [mark.note for mark in shared.annotations] == ["Ask Anna about this."]
    assert shared.title == "news.example/1"
    assert (one.text, two.text) == ("One.", "Two.")
    assert one.key != two.key


def test_a_notebook_that_breaks_off_keeps_the_notes_before(cache: Path, tmp_path: Path) -> None:
    whole = (HERE / "notes.enex").read_text(encoding="utf-8")
    half = tmp_path / "half.enex"
    half.write_text(whole[: whole.index("Ask Anna")], encoding="utf-8")
    found, failures = read(half, cache)
    assert [one.title for one in found] == ["План чтения", "A post about caches"]
    assert any("breaks off or is damaged" in reason for reason in failures)


def test_marks_of_apple_books_come_with_the_names_of_the_books(cache: Path) -> None:
    (caches, texts), failures = read(HERE / MARKS, cache)
    assert not failures
    assert (caches.title, caches.authors, caches.state) == ("On Caches", ("Jane Doe",), State.READ)
    assert [(one.quote, one.note, one.place, one.made_at) for one in caches.annotations] == [
        ("Keys and values are kept.", "", "1. Attention", "2024-01-01T11:00:00+00:00"),
        (
            "A promise about the past\ncosts memory.",
            "Сверить со второй главой",
            "2. Caches",
            "2024-01-01T12:00:00+00:00",
        ),
    ]
    assert (texts.title, texts.state, texts.saved_at) == ("Длинные тексты", None, None)


def test_the_folder_of_apple_books_is_read_once_and_not_changed(cache: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(HERE, tmp_path / "Documents", ignore=shutil.ignore_patterns("*.*[!e]"))
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    found, failures = read(folder, cache)
    assert [one.title for one in found] == ["On Caches", "Длинные тексты"]
    assert not failures
    assert before == {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_marks_without_the_names_of_books_wait_for_them(cache: Path, tmp_path: Path) -> None:
    alone = tmp_path / "marks" / "AEAnnotation.sqlite"
    alone.parent.mkdir()
    shutil.copy(HERE / MARKS, alone)
    found, failures = read(alone, cache)
    assert [one.guessed for one in found] == [True, True]
    assert "books without a name: 2" in failures[0]
    (_, failures) = read(HERE / "BKLibrary/BKLibrary-1-091020131601.sqlite", cache)
    assert not failures


@pytest.mark.parametrize(
    "table",
    [
        "CREATE TABLE ZAEANNOTATION (ZANNOTATIONASSETID VARCHAR)",
        "CREATE VIEW ZAEANNOTATION AS SELECT 1",
    ],
)
def test_another_database_is_refused(table: str, cache: Path, tmp_path: Path) -> None:
    import sqlite3

    db = sqlite3.connect(tmp_path / "any.sqlite")
    db.execute(table)
    db.close()
    found, failures = read(tmp_path / "any.sqlite", cache)
    assert not found
    assert len(failures) == 1


@pytest.mark.parametrize("name", ["takeout.json", "notes_from.html"])
def test_marks_of_play_books(name: str, cache: Path) -> None:
    (book,), failures = read(HERE / name, cache)
    assert not failures
    assert (book.title, book.authors, book.kind) == ("On Caches", ("Jane Doe",), Kind.BOOK)
    assert [(one.quote, one.note) for one in book.annotations] == [
        ("Keys and values are kept.", ""),
        ("A promise about the past.", "Проверить"),
    ]
    places = ["page 33", "page 44"] if name.endswith("html") else ["", ""]
    assert [one.place for one in book.annotations] == places


def test_a_book_that_two_programs_know_is_one(cache: Path) -> None:
    (marked, _), _ = read(HERE / MARKS, cache)
    (taken,), _ = read(HERE / "takeout.json", cache)
    assert taken.key in marked.aliases


def test_entries_of_csl_in_yaml(cache: Path) -> None:
    (doe, petrov, preprint), failures = read(HERE / "references.yaml", cache)
    assert (doe.key, doe.published, doe.authors) == (
        "doi:10.1234/example.07", "2023-10-07", ("Jane Doe", "The Cache Consortium"),
    )  # fmt: skip
    assert (doe.meta["citation_key"], doe.meta["journal"]) == ("doe2023", "Journal of Examples")
    assert [one.note for one in doe.annotations] == ["Перечитать"]
    assert (petrov.kind, petrov.published) == (Kind.BOOK, "2019")
    assert "Петров" in petrov.authors[0]
    assert (preprint.key, preprint.published) == ("arxiv:2310.06770", "2024-05")
    assert failures == ["is not a JSON object; an entry is expected"]


@pytest.mark.parametrize(
    "text", ["name: ci\non: push\n", "references:\n- a\n- b\n", "- id: x\n  type: lint\n"]
)
def test_other_yaml_is_no_bibliography(text: str, cache: Path, tmp_path: Path) -> None:
    file = tmp_path / "some.yaml"
    file.write_text(text, encoding="utf-8")
    found, _ = read(file, cache)
    assert all(one.meta.get("program") != "CSL-YAML" for one in found)


def test_a_paper_with_references_in_front_matter_is_a_note(cache: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(
        (HERE / "references.yaml").read_text(encoding="utf-8") + "\n# Words\n\nOf mine.\n", encoding="utf-8"
    )
    (note,), _ = read(paper, cache)
    assert "Of mine." in note.text


def test_books_of_readera_come_with_their_marks_and_collections(cache: Path) -> None:
    [book], failures = read(HERE / "readera.json", cache)
    assert (book.kind, book.title, book.authors, book.state) == (
        Kind.BOOK, "On Caches", ("Jane Doe",), State.READ,
    )  # fmt: skip
    assert (book.tags, book.meta["rating"]) == (("Systems", "favourite"), "4 / 5")
    assert [(one.quote, one.note, one.place, one.made_at) for one in book.annotations] == [
        ("words that were marked", "my note", "page 6", "2024-03-01T10:01:40+00:00"),
        ("others", "", "page 12", "2024-03-01T10:03:20+00:00"),
    ]
    assert failures == ["books without a mark: 1; left out"]


def test_a_backup_of_readera_is_read_as_it_is_packed(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(HERE / "readera.json", tmp_path / "in" / "library.json")
    packed = Path(shutil.make_archive(str(tmp_path / "ReadEra"), "zip", tmp_path / "in"))
    [book], _failures = read(packed.rename(tmp_path / "ReadEra.bak"), cache)
    assert book.title == "On Caches"


def test_marks_of_pocketbook_are_those_of_their_book(cache: Path) -> None:
    [book], failures = read(HERE / "pocketbook.html", cache)
    assert (book.title, book.authors, failures) == ("On Caches", (), [])
    assert [(one.quote, one.note, one.place) for one in book.annotations] == [
        ("words that were\n\nmarked & kept", "my note", "page 6")
    ]
