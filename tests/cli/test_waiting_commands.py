"""Handing over, coming back, parking and settling, as scripts do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, Reference
from tests.conftest import Command

PAPER = Document("arxiv:2501.00001", Kind.PAPER, "Four bits for weights", "Rounding of weights.")
SURVEY = Document(
    "arxiv:2601.00009",
    Kind.PAPER,
    "Rounding: A Survey",
    "Of rounding.",
    references=(Reference("https://arxiv.org/abs/2501.00001", PAPER.key),),
)


@pytest.fixture
def run(library: Library, kb_on: Callable[[Path], Command]) -> Command:
    ingest(library.store, [PAPER, SURVEY])
    return kb_on(library.home)


def test_an_item_is_handed_over_and_comes_back(run: Command) -> None:
    done = run("delegate", "2501.00001", "--to", "Anna", "--due", "2999-12-31", "--why", "For us?", "--json")
    assert (done.status, done.json[0]["key"], done.json[0]["to"]) == (0, PAPER.key, "Anna")
    assert done.json[0]["due"] == "2999-12-31"
    assert "You have not opened arxiv:2501.00001" in done.err
    back = run("returned", "2501.00001", "--gist", "It works", "--rating", "4", "--json")
    assert (back.json[0]["gist"], back.json[0]["rating"]) == ("It works", 4)
    [anna] = run("people", "--json").json
    assert (anna["name"], anna["open"], anna["returned"], anna["rating"]) == ("Anna", 0, 1, 4.0)
    assert "It works" in run("people", "anna").out


def test_a_message_to_copy_is_printed(run: Command) -> None:
    done = run("delegate", "2501.00001", "--to", "Anna", "--due", "31 December 2999")
    assert "Hi Anna" in done.out
    assert "by Tuesday, 31 December" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("delegate", "2501.00001", "--to", "Anna", "--due", "05.11.20"), "is over: it was 2020-11-05"),
        (("returned", "2501.00001", "--gist", "x"), "was not handed to anybody"),
        (("people", "Nobody"), "Nothing was handed to Nobody"),
        (("park", "No such area"), "There is no area or topic No such area"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(run: Command, words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.status == 2
    assert said in done.err


def test_parked_items_are_settled_by_a_survey(run: Command) -> None:
    assert run("park", "rounding", "--key", "2501.00001", "--json").json == [
        {"key": PAPER.key, "from": "not parked", "to": "parked: rounding"}
    ]
    told = run("surveys", "--json").json
    assert told["parked"][0] == {
        "name": "rounding",
        "area": None,
        "watched_since": None,
        "items": [PAPER.key],
    }
    assert told["surveys"][0]["key"] == SURVEY.key
    assert told["surveys"][0]["covers"] == [
        {"key": PAPER.key, "parked": "rounding", "probability": 1.0, "referred": True}
    ]
    assert "refers to it" in run("surveys").out
    assert run("surveys", "--settle", "2601.00009", "--json").json == [
        {"key": PAPER.key, "from": "parked: rounding", "to": f"settled by {SURVEY.key}"}
    ]
    assert run("surveys", "--json").json == {"parked": [], "surveys": []}
    assert "2601.00009 covers nothing of what waits" in run("surveys", "--settle", "2601.00009").err
    assert [row["key"] for row in run("surveys", "--all", "--json").json] == [SURVEY.key]
