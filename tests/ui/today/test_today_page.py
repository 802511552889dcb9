"""The Today page in the person's language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.clock import present, today
from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Filters, Kind, State, Zone
from kb.ui.today import changed, coming_back
from tests.pages import visit
from tests.ui.test_pages import said

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


def test_today_in_russian(sampled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    must = sampled.items.select(Filters(zones=(Zone.MUST_HAVE,), states=(State.UNREAD, State.READING)))
    app = visit()
    assert "Сейчас" in [one.value for one in app.header]
    told = said(app)
    for words in (
        "Ворота закрыты: остальные списки",
        "**Вернулось**",
        "**После 31 марта 2026 ничего не",
        "Must-have: не",
    ):
        assert words in told
    assert app.button(key="start-triage").label == "Начать разбор"
    sampled.triage.snooze([item.key for item in must[:2]])
    app.run()
    assert "2 отложено до завтра" in [each.label for each in app.expander]
    sampled.items.set_state([item.key for item in must], State.READ)
    app.run()
    assert "В must-have всё прочитано. Если есть настроение, немного nice-to-have:" in said(app)


def test_the_first_visit_in_russian_loads_the_sample(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    app = visit()
    assert [one.value for one in app.title] == ["Добро пожаловать в Jomo"]
    app.button(key="load-sample").click().run()
    assert "Библиотека-пример загружена." in said(app) and library.items.count() > 100


@pytest.mark.parametrize(("ago", "recent"), [(6, True), (7, False)])
def test_the_week_that_is_told_holds_the_last_arrival(library: Library, ago: int, recent: bool) -> None:
    on = present().date() - timedelta(days=ago)
    document = Document("file:a", Kind.NOTE, "The last one", "It came alone.")
    ingest(library.store, [document], Options(saved_at=on.isoformat()))
    app = visit("today")
    told = said(app)
    assert ("New this week" in told) is recent
    assert ("the week up to that day" in told) is not recent
    assert "1 item" in [one.proto.label for one in app.get("page_link")]


@pytest.mark.parametrize(
    ("moment", "english", "russian"),
    [
        ("2026-11-28T07:05:00+00:00", "Since 07:05", "С 07:05"),
        ("2026-11-27T07:05:00+00:00", "Since yesterday", "Со вчерашнего дня"),
        ("2026-11-24T07:05:00+00:00", "Since Tuesday", "Со вторника"),
        ("2026-11-20T07:05:00+00:00", "Since 20 November 2026", "С 20 ноября 2026"),
    ],
)
def test_when_one_was_here_last(
    moment: str, english: str, russian: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_TIMEZONE", "UTC")
    assert changed.since(moment, AT) == english
    with speaking(RUSSIAN):
        assert changed.since(moment, AT) == russian


@pytest.mark.parametrize(
    ("ago", "english", "russian"),
    [
        (0, "put off until today", "отложено до сегодня"),
        (1, "put off until yesterday", "было отложено до вчера"),
        (2, "put off until 2 days ago", "вернулось 2 дня назад"),
        (5, "put off until 5 days ago", "вернулось 5 дней назад"),
    ],
)
def test_what_was_put_off_until_now(ago: int, english: str, russian: str) -> None:
    on = date(2026, 11, 28 - ago).isoformat()
    assert coming_back.put_off_until(on, AT) == english
    with speaking(RUSSIAN):
        assert coming_back.put_off_until(on, AT) == russian


def test_what_comes_back_on_one_day_is_counted_and_not_poured_out(library: Library) -> None:
    ingest(library.store, [Document(f"note:{n}", Kind.NOTE, f"Note {n}", "Of boats.") for n in range(30)])
    library.triage.snooze([f"note:{n}" for n in range(30)])
    with library.store.write() as db:
        db.execute(
            "UPDATE events SET at = '2026-01-20T12:00:00+00:00', after = ? WHERE action = 'snoozed'",
            (today(),),
        )
    told = said(visit())
    assert told.count("put off until today") == 2 and "and 28 more" in told
