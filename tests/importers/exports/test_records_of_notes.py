"""Notes and highlights that programs keep in JSON, and lists whose records lie elsewhere than most."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.library import Library
from kb.types import Skipped, State
from tests.importers.exports.reading import told as read

HERE = Path(__file__).with_name("fixtures_records")


def test_notes_of_keep_have_their_words_labels_and_day_once(cache: Path) -> None:
    found, failures = read(HERE / "keep", cache)
    link, note, points = sorted(found, key=lambda one: one.title)
    assert failures == ["records that were thrown away: 1; left out"]
    assert (link.key, link.title) == ("url:https://example.org/mere", "A mere link")
    assert (note.title, note.tags, note.saved_at) == ("To read", ("serving",), "2023-07-22T04:26:40+00:00")
    assert note.text == (
        "On caches: https://example.org/keep\nMore of it\n\n[Another](https://example.org/other)"
    )
    assert (points.title, points.text) == (
        "measure caches", "- [x] measure caches\n- [ ] https://arxiv.org/abs/2310.90001",
    )  # fmt: skip


def test_a_note_of_simplenote_is_called_by_its_first_line(cache: Path) -> None:
    (note,), failures = read(HERE / "simplenote.json", cache)
    assert (note.title, note.text, note.tags, note.saved_at) == (
        "Caches at work", "See https://example.org/simple", ("serving",), "2020-01-01T10:00:00+00:00",
    )  # fmt: skip
    assert failures == ["records that were thrown away: 1; left out"]


def test_marks_of_koreader_are_those_of_the_book_that_a_kindle_knows(
    library: Library, tmp_path: Path
) -> None:
    clippings = tmp_path / "clippings.txt"
    clippings.write_text(
        "A Book of Caches (Jane Doe)\n- Your Highlight on page 3 | Added on Monday, March 4, 2024 10:00:00 AM"
        "\n\nOn a Kindle\n==========\n",
        encoding="utf-8",
    )
    report = library.intake.add([str(HERE / "koreader.json"), str(clippings)])
    assert report.added == 1 and report.skipped == (Skipped("koreader.json", "books without a mark"),)
    (item,) = library.items.select()
    marks = library.items.get(item.key).annotations
    assert {(one.quote, one.note, one.place) for one in marks} == {
        ("What was marked", "my note", "page 12, One"), ("On a Kindle", "", "page 3"),
    }  # fmt: skip


def test_tabs_by_their_numbers_are_a_list(tmp_path: Path, cache: Path) -> None:
    tabs = {str(n): {"id": n, "url": f"https://example.org/{n}", "title": f"Tab {n}"} for n in (10, 11)}
    (tmp_path / "s.json").write_text(json.dumps([{"name": "Morning", "windows": {"1": tabs}}]))
    found, failures = read(tmp_path / "s.json", cache)
    assert not failures
    assert [(one.title, one.tags) for one in found] == [("Tab 10", ("Morning",)), ("Tab 11", ("Morning",))]


def test_a_list_with_highlights_of_another_program_is_not_pocket_s(tmp_path: Path, cache: Path) -> None:
    record = {
        "url": "https://example.org/1", "title": "One", "addedAt": 1700000000.5, "readAt": 1700001000.5,
        "starred": True, "tags": ["serving"], "highlights": [{"content": "marked", "time": 1700000500}],
    }  # fmt: skip
    (tmp_path / "l.json").write_text(json.dumps([record]))
    (page,), _ = read(tmp_path / "l.json", cache)
    assert (page.saved_at, page.state, page.tags) == (
        "2023-11-14T22:13:20+00:00", State.READ, ("serving", "favourite"),
    )  # fmt: skip


@pytest.mark.parametrize("field", ["created", "date_added"])
def test_when_a_note_on_a_page_was_made_is_not_when_the_page_was_written(
    field: str, tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "n.md").write_text(
        f"---\ntitle: A page\nsource: https://example.org/p\n{field}: 2023-12-01 10:00:00Z\n---\nIts words.\n"
    )
    (page,), _ = read(tmp_path / "n.md", cache)
    assert (page.url, page.saved_at, page.published) == ("https://example.org/p", "2023-12-01", None)


def test_what_zotero_s_interface_gives_apart_is_one_work(cache: Path) -> None:
    (note, work), failures = read(HERE / "zotero_api.json", cache)
    assert not failures and note.text == "By itself"
    assert (work.key, work.tags, work.saved_at, work.published) == (
        "doi:10.1234/api.1", ("ml",), "2021-04-05T06:07:08+00:00", "2021-03",
    )  # fmt: skip
    assert [(one.quote, one.note, one.place) for one in work.annotations] == [
        ("", "my note", ""), ("hl", "c", "page 3"),
    ]  # fmt: skip


def test_notes_of_joplin_have_their_notebooks_and_tags(cache: Path) -> None:
    (page, note), failures = read(HERE / "joplin", cache)
    assert not failures
    assert (page.key, page.title, page.text, page.saved_at) == (
        "url:https://example.org/joplin", "A clipped page", "Its words on caches.",
        "2023-12-01T10:00:00+00:00",
    )  # fmt: skip
    assert (note.title, note.tags, note.text) == (
        "A note", ("serving", "Work", "Reading"), "On https://arxiv.org/abs/2310.90001",
    )  # fmt: skip
