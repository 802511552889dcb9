"""The Notes page: everything noted and marked, found, put together and mirrored."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Annotation, Document, Kind
from kb.work import process
from kb.work.queue import Lane
from tests.pages import AppTest, the_app

PAPER = Document(
    "arxiv:2501.00001",
    Kind.PAPER,
    "Four *bits*",
    "Rounding.",
    annotations=(
        Annotation("Rounding of weights", "Ours too", "p. 2", "2025-03-01T10:00:00+00:00"),
        Annotation("", "An older thought", "", "2024-01-05T10:00:00+00:00"),
    ),
)
POST = Document(
    "post:telegram/channel/7", Kind.POST, "Кэш", "О кэше.", annotations=(Annotation("", "Про кэши без дня"),)
)


@pytest.fixture
def app(library: Library, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("KB_HOME", str(library.home))
    monkeypatch.setenv("KB_NETWORK", "false")
    app = the_app()
    return app.switch_page("pages/notes.py")


def said(app: AppTest) -> str:
    return "\n".join(one.value for one in app.markdown)


def test_an_empty_page_says_where_notes_come_from(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert "Nothing noted or marked yet" in said(app)


def test_notes_stand_by_day_and_by_area_and_are_found(app: AppTest, library: Library) -> None:
    ingest(library.store, [PAPER, POST])
    library.areas.set("Memory", examples=[POST.key])
    app.run()
    assert not app.exception
    assert [one.value for one in app.header] == ["1 March 2025", "5 January 2024", "No day known"]
    assert "> Rounding of weights" in said(app) and "p. 2" in said(app)
    app.segmented_control(key="notes-by").set_value("area").run()
    assert app.header[0].value == "Memory"
    app.text_input(key="notes-words").set_value("кэшем").run()
    assert "Про кэши без дня" in said(app) and "Rounding of weights" not in said(app)
    app.text_input(key="notes-words").set_value("nowhere *").run()
    assert "Nothing you noted or marked has nowhere \\*" in said(app)


def press_mirror(app: AppTest, library: Library) -> None:
    with process.working(library.home, Lane.SAVE):  # so that none is started beside
        app.button(key="mirror-now").click().run()
        assert "in the background" in said(app)
    library.do(Lane.SAVE)
    app.run()


def test_a_press_mirrors_and_says_so_and_loses_nothing_of_either_side(
    app: AppTest, library: Library, tmp_path: Path
) -> None:
    ingest(library.store, [PAPER, POST])
    app.run()
    app.text_input(key="mirror-folder").set_value(str(tmp_path / "vault")).run()
    press_mirror(app, library)
    assert not app.exception
    assert "2 notes written, 0 unchanged" in said(app)
    note = tmp_path / "vault" / "Four bits.md"
    note.write_text(note.read_text(encoding="utf-8") + "My own words", encoding="utf-8")
    library.notes.add(PAPER.key, "A new thought")
    app.run()
    press_mirror(app, library)
    assert "1 note written, 1 unchanged" in said(app)
    text = note.read_text(encoding="utf-8")
    assert "A new thought" in text and text.endswith("My own words")


def test_links_of_notes_lead_to_their_items_and_others_stay_as_written(
    app: AppTest, library: Library
) -> None:
    ingest(library.store, [PAPER, POST])
    library.notes.add(
        POST.key, "As in [[four bits]], `[[Four bits]]`, [[Nowhere :smile:]] and [[arxiv:2501.00001]]"
    )
    app.run()
    assert not app.exception
    [note] = [one.value for one in app.markdown if "As in" in one.value]
    link = "(/item?key=arxiv%3A2501.00001)"
    assert note.startswith(f"As in [four bits]{link}, `[[Four bits]]`, [[Nowhere ")
    assert note.endswith(rf"and [Four \*bits\*]{link}") and ":smile:" not in note


def test_notes_in_russian(app: AppTest, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    app.run()
    assert "Пока нет ни заметок, ни выделений." in said(app)
    ingest(library.store, [PAPER, POST])
    library.areas.set("Память", examples=[POST.key])
    app.run()
    assert not app.exception
    assert [one.value for one in app.title] == ["Заметки"]
    assert [one.value for one in app.header] == ["1 марта 2025", "5 января 2024", "День неизвестен"]
    assert "3 заметки и выделения к 2 материалам" in said(app) and "с. 2" in said(app)
    app.segmented_control(key="notes-by").set_value("area").run()
    assert [one.value for one in app.header] == ["Память", "Вне областей"]
    app.text_input(key="notes-words").set_value("нигде").run()
    assert "Нет заметок и выделений с «нигде»." in said(app)
