"""What is said of the gate, and what an early way through asks, in the person's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.library import Library
from kb.triage.gate import gate as judged
from kb.types import Filters, State, Zone
from kb.ui.triage import gate
from tests.pages import visit
from tests.ui.test_pages import said

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("unread", "line"),
    [
        (1, "Ворота закрыты: откроются, когда будет прочитан 1 материал из must-have."),
        (2, "Ворота закрыты: откроются, когда будут прочитаны 2 материала из must-have."),
        (5, "Ворота закрыты: откроются, когда будет прочитано 5 материалов из must-have."),
    ],
)
def test_a_closed_gate_counts_in_russian(unread: int, line: str) -> None:
    with speaking(RUSSIAN):
        assert gate.standing(judged({Zone.MUST_HAVE: unread}), AT) == f":material/lock: {line}"


@pytest.mark.parametrize(
    ("aside", "told"),
    [
        (1, "; 1 отложено до обзора или поручено."),
        (2, "; 2 отложено до обзора или поручено."),
        (5, "; 5 отложено до обзора или поручено."),
    ],
)
def test_what_waits_elsewhere_is_told_behind_it(aside: int, told: str) -> None:
    with speaking(RUSSIAN):
        assert gate.standing(judged({Zone.MUST_HAVE: 7}, elsewhere=range(aside)), AT).endswith(told)


def test_what_was_moved_down_opened_it() -> None:
    opened = judged({}, moved_down=[1, 2])
    with speaking(RUSSIAN):
        line = gate.standing(opened, AT)
        assert line.endswith("в must-have ничего не ждёт; сегодня 2 убраны оттуда непрочитанными.")
        assert gate.standing(replace(opened, moved_down=()), AT).endswith("в must-have ничего не ждёт.")


def test_a_closed_list_asks_in_russian(sampled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    unread = sampled.items.count(Filters(zones=(Zone.MUST_HAVE,), states=(State.UNREAD, State.READING)))
    app = visit()
    app.button(key="gate-nice-to-have").click().run()
    assert f"Ещё не прочитано {unread} материалов из must-have. Nice-to-have откроется" in said(app)
    assert app.button(key="gate-open").label == "Открыть nice-to-have на сегодня"
    assert app.button(key="gate-leave").label == "Оставить закрытым" and not app.exception
