"""The page of what waits, and what a card in triage says of a survey."""

from __future__ import annotations

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, Reference, Zone
from kb.ui.waiting import returned
from kb.ui.waiting.surveys import beside
from tests.pages import visit
from tests.ui.test_pages import said

PAPERS = [
    Document("arxiv:2501.00001", Kind.PAPER, "Four bits for weights", "Rounding of weights."),
    Document("arxiv:2501.00002", Kind.PAPER, "Eight bits for activations", "Rounding of activations."),
]
SURVEY = Document(
    "arxiv:2601.00009",
    Kind.PAPER,
    "Rounding of Language Models: A Survey",
    "Of rounding.",
    references=tuple(Reference(f"https://arxiv.org/abs/{paper.key[6:]}", paper.key) for paper in PAPERS),
)


@pytest.fixture
def kept(library: Library) -> Library:
    ingest(library.store, [*PAPERS, SURVEY])
    return library


def test_a_survey_that_came_settles_what_is_left_ticked(kept: Library) -> None:
    kept.waiting.park([paper.key for paper in PAPERS], "rounding")
    [survey] = [item for item in kept.items.select() if item.key == SURVEY.key]
    left = kept.items.get(PAPERS[1].key).item
    page = visit("waiting")
    assert "Covers 2 items that wait in rounding" in said(page)
    # As its card in triage has it.
    assert "A survey, 0.94\\: called a survey in its title" in said(page)
    page.checkbox(key=f"settle-{survey.id}-{left.id}").uncheck().run()
    page.button(key=f"survey-settle-{survey.id}").click().run()
    assert not page.exception
    assert kept.items.get(PAPERS[0].key).item.zone is Zone.PUT_AND_FORGET
    assert [item.key for place in kept.waiting.parked() for item in place.items] == [PAPERS[1].key]
    assert "Settled with one reading: 1 item" in said(page)


def test_a_topic_and_an_area_of_one_name_stand_beside_each_other(kept: Library) -> None:
    kept.waiting.park([PAPERS[0].key], "Bits")
    kept.areas.set("Bits", criterion="rounding of activations", examples=[PAPERS[1].key])
    kept.waiting.watch("Bits")
    assert said(visit("waiting")).count("**Bits**") == 2


def test_people_and_places_are_listed(kept: Library) -> None:
    kept.delegations.give([PAPERS[0].key], "Anna", "2999-12-31")
    kept.delegations.give([PAPERS[1].key], "Boris")
    kept.delegations.returned(PAPERS[1].key, "Nothing new", 2, "Boris")
    told = said(visit("waiting"))
    assert "Nothing is parked" in told
    assert "With Anna since" in told
    assert "Nothing new" in told


def test_several_people_have_and_had_one_item(kept: Library) -> None:
    for name in ("Anna", "Boris", "Vera", "Gleb"):
        kept.delegations.give([PAPERS[0].key], name)
    for name in ("Anna", "Boris"):
        kept.delegations.returned(PAPERS[0].key, f"{name} liked it", 4, name)
    page = visit("waiting")
    assert not page.exception
    told = said(page)
    assert all(f"With {name} since" in told for name in ("Vera", "Gleb"))
    assert all(f"{name} liked it" in told for name in ("Anna", "Boris"))


def test_a_card_says_that_it_is_a_survey_and_what_it_covers(kept: Library) -> None:
    items = kept.items.select()
    assert {head for head, _ in beside(kept, items).values()} == {"A survey, 0.94"}
    kept.waiting.park([paper.key for paper in PAPERS], "rounding")
    [(_, why)] = beside(kept, items).values()
    assert why == "called a survey in its title; covers 2 parked items, see Waiting"


def test_the_page_in_russian(kept: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    kept.waiting.park([paper.key for paper in PAPERS], "rounding")
    kept.delegations.give([PAPERS[0].key], "Anna", "2999-12-31")
    [survey] = [item for item in kept.items.select() if item.key == SURVEY.key]
    left = kept.items.get(PAPERS[1].key).item
    page = visit("waiting")
    assert [one.value for one in page.title] == ["Ожидание"]
    told = said(page)
    assert "Охватывает 2 материала (rounding):" in told
    assert "срок 31 декабря 2999" in told and "назван обзором в заголовке" in told
    page.checkbox(key=f"settle-{survey.id}-{left.id}").uncheck().run()
    assert page.button(key=f"survey-settle-{survey.id}").label == "Закрыть им 1 материал"
    page.button(key=f"survey-settle-{survey.id}").click().run()
    assert "Закрыто одним чтением: 1 материал" in said(page) and not page.exception
    assert kept.items.get(PAPERS[0].key).item.zone is Zone.PUT_AND_FORGET


def test_a_sign_is_told_in_the_language_of_who_asks(kept: Library) -> None:
    items = kept.items.select()
    with speaking(RUSSIAN):
        assert list(beside(kept, items).values()) == [("Обзор, 0,94", "назван обзором в заголовке")]
    assert list(beside(kept, items).values()) == [("A survey, 0.94", "called a survey in its title")]


def test_a_card_says_what_came_back_of_it(kept: Library) -> None:
    first, second = (kept.items.get(paper.key).item for paper in PAPERS)
    kept.delegations.give([first.key, second.key], "Anna")
    assert returned.beside(kept, [first.id, second.id]) == {}
    kept.delegations.returned(first.key, "Half the memory", 4)
    kept.delegations.returned(second.key)
    assert returned.beside(kept, [first.id]) == {first.id: ("Back from Anna, 4 of 5", "Half the memory")}
    assert returned.beside(kept, [second.id]) == {second.id: ("Back from Anna", "Nothing came of it.")}
