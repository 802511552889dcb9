"""The Diary page in the person's language."""

from __future__ import annotations

import pytest

from kb.library import Library
from tests.pages import visit
from tests.ui.test_pages import said


def test_an_entry_is_written_and_taken_out_in_russian(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    app = visit("diary")
    assert [one.value for one in app.title] == ["Дневник"]
    app.text_input(key="diary-situation-0").input("Совещание")
    app.text_input(key="diary-emotion-0").input("спокойствие")
    app.slider(key="diary-strength-0").set_value(40)
    next(one for one in app.button if one.label == "Записать").click().run()
    [entry] = library.diary.entries()
    assert (entry.situation, entry.emotion, entry.strength) == ("Совещание", "спокойствие", 40)
    assert "**спокойствие** 40 :small[:gray[сегодня]]" in said(app)
    assert ":gray[Случилось:] Совещание" in said(app)
    assert app.text_input(key="diary-emotion-1").placeholder == "например, спокойствие"
    app.button(key=f"diary-remove-{entry.id}").click().run()
    assert "Запись убрана из дневника." in said(app) and library.diary.entries() == []


def test_a_year_is_listed_a_few_at_a_time_and_all_of_it_in_the_browser(library: Library) -> None:
    for week in range(1, 9):
        library.diary.add(emotion=f"mood {week}", strength=40, at=f"2026-0{week}-02T10:00")
    app = visit("diary")
    assert "mood 8" in said(app) and "2 August 2026" in said(app) and "mood 3**" not in said(app)
    app.button(key="diary-earlier").click().run()
    assert "mood 1**" in said(app)
    assert not [one for one in app.button if one.key == "diary-earlier"]


def test_what_could_not_be_written_stays_in_the_form(library: Library) -> None:
    app = visit("diary")
    app.slider(key="diary-strength-0").set_value(40)
    next(one for one in app.button if one.label == "Write it down").click().run()
    assert library.diary.entries() == [] and app.slider(key="diary-strength-0").value == 40
    app.text_input(key="diary-emotion-0").input("calm")
    next(one for one in app.button if one.label == "Write it down").click().run()
    assert [one.emotion for one in library.diary.entries()] == ["calm"]
    assert app.text_input(key="diary-emotion-1").value == ""


def test_the_history_names_the_diary_and_nothing_of_the_entry(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    library.diary.add(emotion="спокойствие", strength=40)
    shown = said(visit("history"))
    assert "Дневник" in shown and "diary:" not in shown and "спокойствие" not in shown
