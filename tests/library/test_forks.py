"""Filing by itself: nothing before its cost was seen, nothing without a promise; checked and taken back."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.clock import now
from kb.errors import JomoError
from kb.forecast.audit import MOST_WAITING
from kb.ingest.save import ingest
from kb.library import Library
from kb.library.forks import FilingByItself
from kb.store import audits, events, key_values, pace
from kb.types import Action, Document, Kind, Origin, Zone
from kb.types import forks as types_of_forks
from tests.conftest import Command

FILED, NEW = 140, 40
WORDS = {"@papers": "attention retrieval index passages", "@jokes": "cats laughing picture friday"}
ZONES = {"@papers": Zone.MUST_HAVE, "@jokes": Zone.PUT_AND_FORGET}


def posts(start: int, number: int) -> list[Document]:
    """Posts of two sources by turns."""
    sources = list(WORDS)
    return [
        Document(f"post:{n}", Kind.POST, f"{WORDS[sources[n % 2]]} {n}", source=sources[n % 2])
        for n in range(start, start + number)
    ]


@pytest.fixture
def filed(library: Library) -> Iterator[Library]:
    """A library whose person files one source into must-have and puts the other away, with new posts of
    both waiting."""
    chance = random.Random(1)
    library.forks = FilingByItself(
        library.settings, library.store, library.lists, library.triage, library.forecast, chance
    )
    ingest(library.store, posts(0, FILED + NEW))
    for one in posts(0, FILED):
        library.triage.move([one.key], ZONES[one.source])
    yield library


def waiting(library: Library) -> int:
    return len(library.triage.queue())


def test_nothing_is_filed_before_it_was_switched_on_and_the_trade_was_seen(filed: Library) -> None:
    assert filed.forks.file_now() == []
    with pytest.raises(JomoError, match="was not shown yet"):
        filed.forks.switch_on(0.9)
    filed.forks.trade(0.8)
    with pytest.raises(JomoError, match="was not shown yet"):
        filed.forks.switch_on(0.9)
    filed.forks.trade(0.9)
    assert filed.forks.file_now() == [] and waiting(filed) == NEW
    filed.forks.switch_on(0.9)
    shown = json.loads(events.steps(filed.store.read(), 1)[0].events[0].note)
    assert shown["at"] and shown["trade"]["threshold"] == 0.9


def test_what_is_sure_is_filed_as_one_step_and_part_of_it_is_checked(filed: Library) -> None:
    filed.forks.trade(0.9)
    filed.forks.switch_on(0.9)
    # What lies between has too few outcomes of its own.
    assert filed.forks.standing().in_force == 0.95
    moves = filed.forks.file_now()
    assert MOST_WAITING < len(moves) < NEW and waiting(filed) == NEW - len(moves)
    by_itself = events.since(filed.store.read(), Action.MOVED, "2000-01-01")[-len(moves) :]
    assert {event.origin for event in by_itself} == {Origin.AUTO}
    assert len(filed.forks.audits()) == MOST_WAITING and filed.forks.file_now() == []
    filed.history.undo()
    assert waiting(filed) == NEW and filed.forks.audits() == [] and filed.forks.standing().filed == 0


def test_what_is_put_off_or_parked_is_left_alone(filed: Library) -> None:
    filed.forks.trade(0.9)
    filed.forks.switch_on(0.9)
    filed.triage.snooze([f"post:{FILED}"])
    keys = {item.id: item.key for item in filed.items.select()}
    while filed.forks.file_now():
        for audit in filed.forks.audits():
            filed.forks.answer(keys[audit.item_id], audit.zone)
    assert waiting(filed) == 1
    assert all(item.zone in (ZONES[item.source], Zone.INBOX) for item in filed.items.select())


def test_answers_count_move_and_go_back(filed: Library) -> None:
    filed.forks.trade(0.9)
    filed.forks.switch_on(0.9)
    filed.forks.file_now()
    first, second, *rest = filed.forks.audits()
    known = filed.forks.promise().tested[-1]
    keys = {item.id: item.key for item in filed.items.select()}
    filed.forks.answer(keys[first.item_id], first.zone)
    filed.forks.answer(keys[second.item_id], Zone.NO_NEED)
    after = filed.forks.promise().tested[-1]
    assert (after.checked, after.wrong) == (known.checked + 2, known.wrong + 1)
    assert [one.item_id for one in filed.forks.audits()] == [one.item_id for one in rest]
    assert [one.zone for one in filed.items.by_ids([second.item_id])] == [Zone.NO_NEED]
    filed.history.undo()
    assert [one.zone for one in filed.items.by_ids([second.item_id])] == [second.zone]
    assert [one.item_id for one in filed.forks.audits()] == [
        second.item_id,
        *(one.item_id for one in rest),
    ]
    with pytest.raises(JomoError, match="does not wait to be checked"):
        filed.forks.answer(keys[first.item_id], Zone.NO_NEED)
    with pytest.raises(JomoError, match="inbox"):
        filed.forks.answer(keys[second.item_id], Zone.INBOX)


def test_filing_elsewhere_by_hand_answers_too(filed: Library) -> None:
    filed.forks.trade(0.9)
    filed.forks.switch_on(0.9)
    filed.forks.file_now()
    first, *rest = filed.forks.audits()
    before = filed.forks.promise().tested[-1].wrong
    [item] = filed.items.by_ids([first.item_id])
    filed.triage.move([item.key], Zone.NICE_TO_HAVE)
    assert len(filed.forks.audits()) == len(rest)
    assert filed.forks.promise().tested[-1].wrong == before + 1


def test_settling_with_a_survey_is_no_error_of_who_filed(filed: Library) -> None:
    by_itself, by_hand, survey = (filed.items.get(f"post:{n}").item for n in (FILED, 0, 2))
    with filed.store.write() as db:
        audits.file(db, {by_itself.id: (Zone.MUST_HAVE, 0.95)}, [by_itself.id], now())
    before, changed = filed.forks.promise().tested[-1], pace.changed(filed.store.read(), 30)
    filed.waiting.park([by_itself.key, by_hand.key], "attention")
    filed.waiting.settle(survey.key, [by_itself.key, by_hand.key])
    assert {one.zone for one in filed.items.by_ids([by_itself.id, by_hand.id])} == {Zone.PUT_AND_FORGET}
    assert filed.forks.promise().tested[-1] == before
    assert pace.changed(filed.store.read(), 30) == changed
    filed.triage.move([by_hand.key], Zone.NICE_TO_HAVE)
    assert pace.changed(filed.store.read(), 30)[0] == changed[0] + 1


def test_wrong_answers_withdraw_the_promise(filed: Library) -> None:
    filed.forks.trade(0.9)
    filed.forks.switch_on(0.9)
    filed.forks.file_now()
    for audit in filed.forks.audits():
        [item] = filed.items.by_ids([audit.item_id])
        filed.forks.answer(item.key, Zone.NO_NEED)
    standing = filed.forks.standing()
    assert standing.in_force is None and standing.promise.says.startswith("No promise")
    ingest(filed.store, posts(FILED + NEW, 10))
    assert filed.forks.file_now() == []


def test_it_says_whether_a_laxer_threshold_pauses_or_is_not_promised() -> None:
    strict, lax = (
        types_of_forks.Tested(0.9, 80, 0, promised=True),
        types_of_forks.Tested(0.8, 160, 9, promised=True, paused=True),
    )
    promised = types_of_forks.Promise(0.1, (strict, lax))
    said = types_of_forks.Forks(0.8, promised.from_threshold(0.8), promised, 7, ()).says
    assert "90\u00a0% probable or more: an error was found below that" in said and "7 so far" in said
    unheld = types_of_forks.Promise(0.1, (strict, replace(lax, promised=False)))
    said = types_of_forks.Forks(0.8, unheld.from_threshold(0.8), unheld, 7, ()).says
    assert "since nothing is promised from 80\u00a0% on" in said


def test_off_and_a_step_back(filed: Library) -> None:
    filed.forks.trade(0.9)
    filed.forks.switch_on(0.9)
    filed.forks.switch_off()
    assert filed.forks.chosen is None and filed.forks.file_now() == []
    filed.history.undo()
    assert filed.forks.chosen == 0.9
    filed.history.undo()
    assert filed.forks.chosen is None
    filed.forks.switch_off()
    assert filed.forks.standing().says == "Nothing is filed by itself: it is off."


def test_below_forty_outcomes_nothing_is_promised_or_filed(library: Library) -> None:
    ingest(library.store, posts(0, 40))
    for one in posts(0, 30):
        library.triage.move([one.key], ZONES[one.source])
    library.forks.trade(0.9)
    library.forks.switch_on(0.9)
    assert "No promise" in library.forks.promise().says
    assert library.forks.file_now() == []


def test_no_other_threshold_than_those_tested(filed: Library) -> None:
    with pytest.raises(JomoError, match=r"0.87 is no threshold; take one of 0.95, 0.9"):
        filed.forks.trade(0.87)
    assert not key_values.get(filed.store.read(), "trade_shown")


def test_the_command_shows_switches_files_and_asks(filed: Library, kb_on: Callable[[Path], Command]) -> None:
    run = kb_on(filed.home)
    refused = run("forks", "on", "0.9")
    assert refused.status == 2 and "was not shown yet" in refused.err
    shown = json.loads(run("forks", "--threshold", "0.9", "--json").out)
    assert {"promise", "trade", "in_force", "idle", "audits"} < shown.keys()
    assert shown["trade"]["threshold"] == 0.9
    said = run("forks", "--threshold", "0.9").out
    assert "person at the forks" in said and "Nothing is filed by itself: it is off." in said
    assert json.loads(run("forks", "on", "0.9", "--json").out)["threshold"] == 0.9
    assert json.loads(run("forks", "audit", "--json").out) == []
    assert run("forks", "audit", "post:1").status == 2
    assert run("forks", "off").out == "Nothing is filed by itself: it is off.\n"
