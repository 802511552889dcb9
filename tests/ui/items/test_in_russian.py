"""An item for a Russian reader: its bar, its history, what is around it, what is proposed for a note."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kb.catalogue import RUSSIAN, speaking
from kb.library import Library
from kb.types import Filters, Kind, State, Verdict, Zone
from kb.ui.items import proposing
from kb.ui.items.actions import short_titles
from tests.conftest import PATIENCE_S
from tests.pages import AppTest, visit
from tests.ui.test_item_page import TOLD
from tests.ui.test_pages import said


@pytest.fixture
def russian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")


def test_the_bar_does_the_same_in_russian(sampled: Library, russian: None) -> None:
    [item] = sampled.items.select(Filters(zones=(Zone.MUST_HAVE,), states=(State.UNREAD,)), limit=1)
    app = visit("item", key=item.key)
    assert app.button(key="bar-read").label == "Отметить прочитанным"
    app.button(key="bar-read").click().run()
    assert sampled.items.get(item.key).item.state is State.READ
    assert ":green[:material/done_all:] прочитано: " in said(app)
    verdicts = app.menu_button(key=f"bar-verdict-{item.id}")
    assert verdicts.options[0].endswith("прямая польза")
    verdicts.set_value(Verdict.DIRECT).run()
    assert sampled.items.get(item.key).item.verdict is Verdict.DIRECT
    assert "прямая польза: " in said(app)
    app.button(key="bar-undo").click().run()
    assert sampled.items.get(item.key).item.verdict is None
    assert "Отменено: " in said(app) and not app.exception


def test_the_history_of_an_item_in_russian(sampled: Library, russian: None) -> None:
    [item] = sampled.items.select(Filters(zones=(Zone.MUST_HAVE,), states=(State.UNREAD,)), limit=1)
    sampled.items.set_state([item.key], State.DROPPED)
    sampled.history.undo()
    sampled.items.tag([item.key], "в работу")
    app = visit("item", key=item.key)
    told = said(app)
    assert " отмечено: не прочитано → брошено (отменено)" in told
    assert " отменено: брошено → не прочитано" in told
    assert " теги: " in told and "в работу" in told
    assert " добавлено: входящие:gray[, при импорте]" in told
    assert [one.label for one in app.expander][-2:] == ["Известно как", "История"]


def test_around_an_item_in_russian(sampled: Library, russian: None) -> None:
    app = visit("item", key=TOLD)
    mentions = len(sampled.items.get(TOLD).mentioned_by)
    assert f"**Где упоминается** :gray[{mentions}]" in said(app)
    assert f"[Упоминается в {mentions}" in said(app) or f", упоминается в {mentions}" in said(app)
    assert "**Ближайшее из прочитанного**" in said(app) and "**Похожее**" in said(app)
    assert "Общее\\: " in said(app) or "Близко по смыслу" in said(app)


@pytest.mark.parametrize(
    ("number", "told"), [(1, "1 материал"), (2, "2 материала"), (5, "5 материалов"), (21, "21 материал")]
)
def test_many_items_are_counted_in_russian(sampled: Library, number: int, told: str) -> None:
    chosen = sampled.items.select(Filters(kinds=(Kind.PAPER,)), limit=number)

    def page(home: str, keys: list[str]) -> None:
        from pathlib import Path

        from kb.catalogue import RUSSIAN, speaking
        from kb.library import Library
        from kb.settings import Settings
        from kb.ui.items import bulk
        from kb.ui.shell import notices

        library = Library(Settings(home=Path(home)))
        with speaking(RUSSIAN):
            bulk.give_tag(library, keys, "{скобки}")
            notices.draw(library)
        library.close()

    app = AppTest.from_function(
        page,
        default_timeout=PATIENCE_S,
        kwargs={"home": str(sampled.home), "keys": [item.key for item in chosen]},
    ).run()
    assert not app.exception
    assert f"Тег #\\{{скобки\\}} добавлен: {told}" in app.markdown[0].value
    with speaking(RUSSIAN):
        more = short_titles([*chosen, chosen[0]])
    assert more.endswith(f" и ещё {told}")


def test_a_page_of_a_pdf_is_said_in_russian_and_kept_as_it_was() -> None:
    def page() -> None:
        from kb.catalogue import RUSSIAN, speaking
        from kb.types import Annotation
        from kb.ui.items import notes

        with speaking(RUSSIAN):
            notes.standing(Annotation("Words", "", "p. 12", "2025-03-01T10:00:00+00:00"))
            notes.standing(Annotation("Words", "", "Location 310"))

    app = AppTest.from_function(page, default_timeout=PATIENCE_S).run()
    assert [one.value for one in app.markdown] == [
        ":small[:gray[1 марта 2025 · с. 12]]",
        ":small[:gray[Location 310]]",
    ]


@pytest.mark.parametrize(
    ("accepted", "kind"), [("ru-RU,ru;q=0.9,en;q=0.8", "статья"), ("en-GB,en;q=0.9", "paper"), ("", "paper")]
)
def test_what_is_proposed_for_a_note_speaks_as_the_browser_wants(
    sampled: Library, accepted: str, kind: str
) -> None:
    paper = sampled.items.get(TOLD).item
    client = TestClient(Starlette(routes=proposing.routes()))
    asked = {"words": paper.title.split()[0]}
    told = client.get("/jomo/proposals", params=asked, headers={"accept-language": accepted}).json()
    assert kind in {one["told"].split(" · ")[0] for one in told}
