"""Readwise in its three forms: its tables, what its programming interfaces answer, its notes in a vault."""

from __future__ import annotations

import json
from pathlib import Path

from kb.library import Library
from kb.types import Kind, State
from tests.importers.exports.reading import told as read

HERE = Path(__file__).with_name("fixtures_readwise")


def test_documents_of_reader_have_what_was_marked_in_them(cache: Path) -> None:
    (page, paper), failures = read(HERE / "reader.json", cache)
    assert (page.key, page.tags, page.state) == ("url:https://a.io/caches", ("ml",), State.READING)
    assert (page.saved_at, page.published) == ("2024-03-01T10:00:00+00:00", "2024-02-28")
    assert [(one.quote, one.note) for one in page.annotations] == [
        ("", "my doc note"), ("A marked passage", "My note to the passage"),
    ]  # fmt: skip
    # A number is milliseconds since 1970; the summary is a model's.
    assert (paper.key, paper.state, paper.summary) == ("arxiv:2310.06770", State.READ, "")
    assert ["feeds brought" in one and ": 1;" in one for one in failures] == [True]


def test_answers_on_several_pages_are_one_list_of_highlights(cache: Path) -> None:
    (page, book), failures = read(HERE / "highlights.json", cache)
    assert not failures
    assert (page.key, page.tags, page.saved_at) == (
        "url:https://a.io/how", ("ml",), "2022-09-13T16:41:53+00:00",
    )  # fmt: skip
    assert [(one.quote, one.note, one.place) for one in page.annotations] == [
        ("", "doc note", ""), ("A passage", "mine\n\n#key", "location 1"),
    ]  # fmt: skip
    assert (book.kind, book.annotations[0].place) == (Kind.BOOK, "location 120")


def test_a_note_of_readwise_is_the_work_with_its_highlights(cache: Path) -> None:
    (work,), failures = read(HERE / "How to cache.md", cache)
    assert not failures
    assert (work.key, work.authors, work.tags, work.text) == (
        "url:https://a.io/how", ("Jane Doe",), ("ml", "serving"), "",
    )  # fmt: skip
    assert [(one.quote, one.note) for one in work.annotations] == [
        ("A passage that was marked", "my words to it\n\n#key"), ("Another passage", ""), ("A third one", ""),
    ]  # fmt: skip


def test_a_note_of_readwise_without_an_address_goes_by_its_title(tmp_path: Path, cache: Path) -> None:
    note = (HERE / "How to cache.md").read_text(encoding="utf-8")
    note = note.replace("- URL: https://a.io/how\n", "").replace("#articles", "#books")
    note = note.replace(
        "[View Highlight](https://read.readwise.io/read/01hl)", "[Location 12](https://readwise.io/x)"
    )
    (tmp_path / "book.md").write_text(note, encoding="utf-8")
    (book,), failures = read(tmp_path / "book.md", cache)
    assert not failures and book.kind is Kind.BOOK and book.key.startswith("readwise:")
    assert book.annotations[0].place == "location 12"


def test_a_table_s_work_is_that_of_the_other_forms(library: Library, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Highlight,Book Title,Book Author\nA passage,How to cache,Jane Doe\n", encoding="utf-8")
    names = [str(table), str(HERE / "highlights.json"), str(HERE / "How to cache.md")]
    assert library.intake.add(names).failed == ()
    assert [item.title for item in library.items.select()].count("How to cache") == 1
    again = library.intake.add(names)
    assert (again.added, again.updated) == (0, 0)


def test_what_holds_no_title_is_told(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "list.json").write_text(json.dumps({"results": [{"user_book_id": 1, "highlights": []}]}))
    kept, failures = read(tmp_path / "list.json", cache)
    assert not kept and ["names no title" in one for one in failures] == [True]


def test_tags_of_several_words_stay_whole_in_a_note_of_readwise(tmp_path: Path, cache: Path) -> None:
    text = (HERE / "How to cache.md").read_text(encoding="utf-8")
    text = text.replace("#ml #serving ", "[[kv cache]] [[serving]] #ml").replace(
        "Tags: #key ", "Tags: [[to cite]]"
    )
    (tmp_path / "note.md").write_text(text, encoding="utf-8")
    [work], _failures = read(tmp_path / "note.md", cache)
    assert work.tags == ("kv cache", "serving", "ml")
    assert work.annotations[0].note == "my words to it\n\n#to-cite"
