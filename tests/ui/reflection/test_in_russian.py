"""The Reflection page for a Russian reader: what stands in its address stays, what it says is Russian."""

from __future__ import annotations

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.library import Library
from kb.types import Verdict
from kb.types.evidence import Strength, Trace, TraceKind
from kb.ui.reflection import judging
from tests.pages import visit
from tests.ui.test_pages import said

YEAR = {"from": "2025-12-01", "to": "2026-11-30"}


@pytest.fixture
def library(sampled: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    return sampled


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("Figures", "Что с этим стало, ещё до вопросов"),
        ("Criteria", "Ничего такого, что подтверждали бы вердикты за этот период."),
        ("Report", "Что вы правильно оставили в стороне"),
    ],
)
def test_the_address_chooses_a_view_by_its_english_name(library: Library, view: str, words: str) -> None:
    app = visit("reflection", view=view, **YEAR)
    assert app.title[0].value == "Итоги"
    assert words in said(app)
    assert [tab.label for tab in app.tabs] == ["Оценить", "Показатели", "Критерии", "Отчёт"]


def test_a_verdict_is_stored_whatever_it_is_called() -> None:
    english = judging.table()
    with speaking(RUSSIAN):
        russian = judging.table()
    assert [one.value for one in russian.choices] == [one.value for one in english.choices] == [*Verdict]
    assert [one.label for one in russian.choices] == ["прямо", "косвенно", "нет"]


def test_evidence_beside_a_card_is_told_in_russian() -> None:
    trace = Trace(
        1, TraceKind.ANNOTATED, "in Jomo", None, "2026-03-05", "слова", Strength.FAIR, "2 highlights of yours"
    )
    with speaking(RUSSIAN):
        head, words, _leads = judging.evidence_beside(trace)
    assert head == "Заметный след · в Jomo · 5 марта 2026"
    assert words == "«слова» ваших выделений: 2"
