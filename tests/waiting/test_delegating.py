"""What was handed to whom, what came back, and each of it taken back."""

from __future__ import annotations

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.errors import JomoError, NotFound
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, State

FIRST = Document("doi:10.1000/a", Kind.PAPER, "Segmentation of lungs", "Lungs, segmented.")
SECOND = Document("post:telegram/radio/7", Kind.POST, "Пост про дозы", "Как снизить дозу.")


@pytest.fixture
def kept(library: Library) -> Library:
    ingest(library.store, [FIRST, SECOND])
    return library


def test_an_item_is_handed_over_and_its_gist_returns(kept: Library) -> None:
    given = kept.delegations.give([FIRST.key, SECOND.key], "Анна  Б.", "2999-01-02", "Стоит ли нам?")
    assert [(one.item.key, one.person, one.due, one.why) for one in given] == [
        (FIRST.key, "Анна Б.", "2999-01-02", "Стоит ли нам?"),
        (SECOND.key, "Анна Б.", "2999-01-02", "Стоит ли нам?"),
    ]
    assert kept.waiting.held() == {one.item.id for one in given}
    assert kept.delegations.give([FIRST.key], "анна б.") == []
    back = kept.delegations.returned(FIRST.key, "Попробовали, работает", 5)
    assert (back.gist, back.rating, back.is_open) == ("Попробовали, работает", 5, False)
    assert [one.item.key for one in kept.delegations.open()] == [SECOND.key]
    assert [one.gist for one in kept.delegations.back()] == ["Попробовали, работает"]
    person = kept.delegations.person("АННА Б.")
    assert (len(person.given), len(person.open), len(person.returned), person.rating) == (2, 1, 1, 5.0)
    assert kept.waiting.held() == {given[1].item.id}


def test_each_step_goes_back(kept: Library) -> None:
    kept.delegations.give([FIRST.key], "Anna")
    kept.delegations.returned(FIRST.key, "Nothing new", 2)
    kept.delegations.returned(FIRST.key, "Nothing new, but the data", 3)
    kept.history.undo()
    assert [(one.gist, one.rating) for one in kept.delegations.back()] == [("Nothing new", 2)]
    assert [(move.before, move.after) for move in kept.history.undo()] == [("back", "with Anna")]
    assert [one.person for one in kept.delegations.open()] == ["Anna"]
    kept.history.undo()
    assert kept.delegations.people() == []
    told = [event.change for event in kept.items.get(FIRST.key).events]
    assert "Anna" in told


def test_two_people_have_one_item(kept: Library) -> None:
    kept.delegations.give([FIRST.key], "Anna")
    kept.delegations.give([FIRST.key], "Boris")
    kept.delegations.returned(FIRST.key, "From the first", by="anna")
    assert [one.person for one in kept.delegations.open()] == ["Boris"]
    step = kept.history.steps(3)[-1]
    with pytest.raises(JomoError, match="changed the same thing"):
        kept.history.undo(step.id)
    kept.history.undo(kept.history.steps(2)[-1].id)
    assert [one.person for one in kept.delegations.of(FIRST.key)] == ["Anna"]


def test_the_earliest_due_comes_first(kept: Library) -> None:
    kept.delegations.give([FIRST.key], "Anna")
    kept.delegations.give([SECOND.key], "Boris", "2999-01-02")
    assert [one.person for one in kept.delegations.open()] == ["Boris", "Anna"]
    assert kept.delegations.open()[0].overdue("2999-01-03")
    assert not kept.delegations.open()[0].overdue("2999-01-02")


def test_what_was_never_looked_at_is_told(kept: Library) -> None:
    keys = [FIRST.key, SECOND.key]
    assert [item.key for item in kept.delegations.unseen(keys)] == keys
    kept.items.set_state([FIRST.key], State.READING)
    kept.notes.add(SECOND.key, "For the team")
    assert kept.delegations.unseen(keys) == []


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("5/11", "5/11 — это могут быть два разных дня; напишите"),
        ("2020-01-01", "2020-01-01 — этот день уже прошёл; напишите"),
        ("когда-нибудь", "когда-нибудь — это не день; напишите"),
    ],
)
def test_what_is_no_day_is_said_in_russian(kept: Library, due: str, told: str) -> None:
    with speaking(RUSSIAN), pytest.raises(JomoError) as refused:
        kept.delegations.due(due)
    assert " ".join(str(refused.value).split()).startswith(told)


def test_what_cannot_be_is_said(kept: Library) -> None:
    with pytest.raises(JomoError, match="to whom"):
        kept.delegations.give([FIRST.key], " ")
    with pytest.raises(JomoError, match="at most 80 characters"):
        kept.delegations.give([FIRST.key], "Anna " * 17)
    with pytest.raises(NotFound, match="not handed to anybody"):
        kept.delegations.returned(FIRST.key, "gist")
    kept.delegations.give([FIRST.key], "Anna")
    with pytest.raises(NotFound, match="not handed to Boris"):
        kept.delegations.returned(FIRST.key, "gist", by="Boris")
    with pytest.raises(JomoError, match="from 1"):
        kept.delegations.returned(FIRST.key, "gist", 6)
    with pytest.raises(NotFound, match="Nothing was handed to Boris"):
        kept.delegations.person("Boris")
