"""The Areas page for a Russian reader: words, plurals, and choices that mean the same as in English."""

from __future__ import annotations

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.library import Library
from kb.types import Depth
from kb.ui.areas import membership
from tests.pages import visit
from tests.ui.areas.test_register import said


@pytest.fixture
def library(sampled: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    return sampled


def test_the_register_speaks_russian_and_a_view_keeps_its_address(library: Library) -> None:
    app = visit("areas")
    assert app.title[0].value == "Области"
    assert "слежу\u00a0— 5, осознанно не слежу\u00a0— 4" in said(app) and "Новая область" in said(app)
    views = app.segmented_control(key="tab")
    assert views.options == ["Реестр", "Роль", "Дрейф"]
    views.set_value("Role").run()
    assert not app.exception
    assert app.query_params["tab"] == "Role"
    assert "Чего требует работа" in said(app)
    app.segmented_control(key="tab").set_value("Register").run()
    assert "tab" not in app.query_params
    assert "Дрейф" in visit("areas", tab="Drift").segmented_control(key="tab").options
    assert "Приходит ли то, за чем вы решили следить?" in said(visit("areas", tab="Drift"))


def test_the_address_chooses_what_drift_shows(library: Library) -> None:
    assert "до него: " not in said(visit("areas", tab="Drift"))
    app = visit("areas", tab="Drift", **{"drift-as": "numbers", "span": "everything"})
    assert (app.session_state["drift-as"], app.session_state["span"]) == ("numbers", "everything")
    assert app.selectbox(key="drift-month").options[0].startswith("всё время: ")


def test_a_depth_chosen_in_russian_is_stored_as_ever(library: Library) -> None:
    for ask in library.role.read().asks:
        library.role.remove_ask(ask.text)
    library.role.set_ask("Беречь память", Depth.GIST)
    app = visit("areas", tab="Role")
    assert "У работы 1 требование; не хватает материалов: 1" in said(app)
    assert "Нет подходящей области." in said(app)
    next(each for each in app.button if "Беречь память" in each.label).click().run()
    depths = next(each for each in app.pills if each.label == "Глубина")
    assert depths.options == ["Охват", "Суть", "Глубина"]
    depths.set_value(Depth.DEPTH).run()
    assert not app.exception
    assert library.role.read().asks[0].depth is Depth.DEPTH


@pytest.mark.parametrize(
    ("joined", "left", "words"),
    [
        (1, 0, "добавился 1 материал"),
        (2, 1, "добавились 2 материала, ушло 1"),
        (5, 0, "добавилось 5 материалов"),
        (0, 21, "ушёл 21 материал"),
    ],
)
def test_changes_are_said_in_their_number(joined: int, left: int, words: str) -> None:
    with speaking(RUSSIAN):
        assert membership.changes(range(100, 100 + left), range(joined)) == words
