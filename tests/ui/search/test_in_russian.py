"""The Search page for a Russian reader: the same questions and filters, told in Russian."""

from __future__ import annotations

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.library import Library
from kb.types import Filters, Kind, SearchMode, Zone
from kb.ui.search import results
from tests.pages import visit
from tests.ui.test_pages import said


@pytest.fixture
def library(sampled: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    return sampled


def test_filters_are_told_in_russian_and_mean_the_same(library: Library) -> None:
    app = visit("search")
    assert app.title[0].value == "Поиск"
    app.checkbox(key="facet-kind-post").check().run()
    assert not app.exception
    assert app.query_params["kind"] == "post"
    assert app.checkbox(key="facet-kind-post").label.startswith("пост ")
    [chip] = [one for one in app.button if one.key and one.key.startswith("part-")]
    assert chip.label.startswith("пост ")
    posts = library.items.count(Filters(kinds=(Kind.POST,)))
    assert f":gray[{posts} " in said(app) and ", сначала новые]" in said(app)
    chip.click().run()
    assert "kind" not in app.query_params


def test_how_to_search_keeps_its_address(library: Library) -> None:
    app = visit("search", q="внимание")
    ways = app.segmented_control(key="mode")
    assert ways.options == ["всё вместе", "смысл", "слова"]
    ways.set_value(SearchMode.WORDS).run()
    assert not app.exception
    assert app.query_params["mode"] == "words"
    assert "Найдено: слов" in said(app)
    app = visit("search", q="внимание", mode="words")
    assert app.segmented_control(key="mode").value == SearchMode.WORDS


def test_ways_out_where_nothing_is_found(library: Library) -> None:
    app = visit("search", q="внимание zone:must-have since:2099")
    assert "Под всё это сразу ничего не подходит." in said(app)
    ways = [one.label for one in app.button if one.key and one.key.startswith("way-")]
    assert any(way.startswith("Без условия\\: опубликовано с 2099") and " материал" in way for way in ways)


def test_what_could_not_be_followed_is_said_in_russian(library: Library) -> None:
    with speaking(RUSSIAN):
        found = library.search.find("since:утром zone:верх", mode=SearchMode.WORDS)
    assert found.notes == (
        "since:утром\N{NO-BREAK SPACE}— не дата; пишите так: 2025, 2025-06 или 2025-06-30",
        f"zone:верх\N{NO-BREAK SPACE}— нет среди {', '.join(Zone)}",
    )


@pytest.mark.parametrize(
    ("found", "shown", "total", "told"),
    [
        (1, 20, None, "Найден 1 материал"),
        (2, 20, None, "Найдено 2 материала"),
        (5, 20, None, "Найдено 5 материалов"),
        (21, 20, 1_201, "Лучшие 20 из 1\N{NO-BREAK SPACE}201 материала"),
        (21, 20, 167, "Лучшие 20 из 167 материалов"),
        (21, 20, None, "Лучшие 20"),
    ],
)
def test_how_much_was_found(found: int, shown: int, total: int | None, told: str) -> None:
    with speaking(RUSSIAN):
        assert results.outcome(found, shown, total) == told
