"""The frame of the pages for a Russian reader."""

from __future__ import annotations

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.library import Library
from kb.types import Job, Taken
from kb.ui.shell import capture, progress, speech
from tests.conftest import PATIENCE_S
from tests.pages import AppTest, visit


def _job(done: int, total: int, seconds: int | None) -> Job:
    return Job(1, "fetch", "running", done, total, "", seconds)


def test_background_work_in_russian() -> None:
    with speaking(RUSSIAN):
        assert progress.title(_job(0, 0, None)) == "Загрузка страниц"
        assert progress.standing(_job(0, 0, None)) == "запуск"
        assert progress.standing(_job(200, 3_000, 240)) == (
            "200 из 3\N{NO-BREAK SPACE}000, осталось около 4 минут"
        )
        assert progress.waiting(5, 2) == "В очереди: 2 задания и 5 фрагментов для поиска по смыслу."
        assert progress.waiting(1) == "В очереди: 1 фрагмент для поиска по смыслу."


def test_what_was_captured_is_told_in_russian() -> None:
    with speaking(RUSSIAN):
        assert capture.told(Taken(2, 5, ())) == "Сохранено: 2. Принято: 5, чтение идёт в фоне."


def test_the_library_is_one_whatever_is_spoken(library: Library) -> None:
    def page() -> None:
        import streamlit as st

        from kb.catalogue import speaking
        from kb.settings import Settings
        from kb.ui.shell import frame

        opened = []
        for one in ("ru", "en"):
            with speaking(one):
                opened.append(frame.open_library(Settings()))
        st.session_state["same"] = opened[0] is opened[1]

    app = AppTest.from_function(page, default_timeout=PATIENCE_S).run()
    assert not app.exception
    assert app.session_state["same"]


def test_a_dialog_is_titled_in_the_language_it_opens_in(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for spoken, titled, button in (("ru", "Быстро добавить", "Сохранить"), ("en", "Quick add", "Save")):
        monkeypatch.setenv("KB_LANGUAGE", spoken)
        app = visit("notes")
        app.button(key="capture-open").click().run()
        assert not app.exception
        assert titled in [one.proto.dialog.title for one in app.get("dialog")]
        assert button in [one.label for one in app.button]


@pytest.mark.parametrize(
    ("setting", "accepted", "spoken"),
    [
        ("auto", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("auto", "ru,en;q=0.9", "ru"),
        ("auto", "de-DE,ru;q=0.5", "en"),
        ("auto", "", "en"),
        ("en", "ru-RU", "en"),
        ("ru", "en-GB", "ru"),
    ],
)
def test_a_request_is_answered_as_its_browser_wants(
    setting: str, accepted: str, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", setting)
    assert speech.of_request({"accept-language": accepted} if accepted else {}) == spoken
