"""`undo`: the last step, or one by its number, told by what it changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, Verdict, Zone
from tests.conftest import Command

FIRST = Document("arxiv:2501.00001", Kind.PAPER, "On tides", "Of water.")
SECOND = Document("arxiv:2501.00002", Kind.PAPER, "On boats", "Of wood.")


@pytest.fixture
def kb(kb_on: Callable[[Path], Command], library: Library) -> Command:
    """Runs a command on a library of two papers."""
    ingest(library.store, [FIRST, SECOND])
    return kb_on(library.home)


def test_the_last_step_goes_back_whatever_it_was(kb: Command, library: Library) -> None:
    library.triage.move([FIRST.key, SECOND.key], Zone.MUST_HAVE)
    library.reviews.judge([SECOND.key], Verdict.DIRECT, "of use")
    assert kb("undo", "--json").json == [{"key": SECOND.key, "from": "direct", "to": ""}]
    filed = [{"key": one.key, "from": "must-have", "to": "inbox"} for one in (FIRST, SECOND)]
    assert sorted(kb("undo", "--json").json, key=lambda move: move["key"]) == filed
    assert {item.zone for item in library.items.select()} == {Zone.INBOX}


def test_nothing_to_take_back_is_said_and_is_no_error(kb: Command) -> None:
    run = kb("undo")
    assert (run.status, run.out) == (0, "")
    assert run.err.strip() == "There is nothing to take back."
    assert kb("undo", "--json").json == []
    assert kb("undo", "--list", "--json").json == []


def test_steps_are_listed_the_last_one_first(kb: Command, library: Library) -> None:
    library.triage.move([FIRST.key, SECOND.key], Zone.NICE_TO_HAVE)
    library.items.tag([FIRST.key], "sea")
    tagged, filed = kb("undo", "--list", "--json").json
    assert (tagged["action"], filed["action"]) == ("tagged", "moved")
    assert tagged["changes"] == [{"key": FIRST.key, "from": "", "to": "sea"}]
    assert [change["key"] for change in filed["changes"]] == [FIRST.key, SECOND.key]
    told = kb("undo", "--list").out.splitlines()
    assert [line.split()[0] for line in told] == [str(tagged["step"]), str(filed["step"])]
    assert told[0].endswith(f"{FIRST.key}: – → sea")
    assert told[1].endswith(f"{SECOND.key}: inbox → nice-to-have and 1 more")
    assert library.history.last() is not None  # listing takes nothing back


def test_a_step_goes_back_by_its_number_and_later_ones_stay(kb: Command, library: Library) -> None:
    library.triage.move([FIRST.key], Zone.MUST_HAVE)
    library.items.tag([FIRST.key], "sea")
    [_, filed] = kb("undo", "--list", "--json").json
    assert kb("undo", str(filed["step"]), "--json").json == [
        {"key": FIRST.key, "from": "must-have", "to": "inbox"}
    ]
    assert library.items.get(FIRST.key).item.tags == ("sea",)
    assert [step["action"] for step in kb("undo", "--list", "--json").json] == ["tagged"]


def test_what_cannot_go_back_is_an_error_of_one_line(kb: Command, library: Library) -> None:
    library.triage.move([FIRST.key], Zone.MUST_HAVE)
    library.triage.move([FIRST.key], Zone.NICE_TO_HAVE)
    later, earlier = (step["step"] for step in kb("undo", "--list", "--json").json)
    for step, told in ((earlier, f"step {later} (moved)"), (later + 100, f"no step {later + 100}")):
        run = kb("undo", str(step))
        assert (run.status, run.out) == (2, "")
        assert told in run.err and len(run.err.splitlines()) == 1
    assert kb("undo", "yesterday").status == 2
    assert library.items.get(FIRST.key).item.zone is Zone.NICE_TO_HAVE


def test_steps_in_russian_are_english_to_a_script(
    kb: Command, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    library.triage.move([FIRST.key], Zone.MUST_HAVE)
    library.delegations.give([FIRST.key], "Anna")
    [told, _filed] = kb("undo", "--list", "--json").json
    assert told["changes"] == [{"key": FIRST.key, "from": "", "to": "with Anna"}]
    with speaking(RUSSIAN):
        [told, filed] = [library.history.changes(step) for step in library.history.steps(2)]
        assert told[0].change == "у кого: Anna"
        assert filed[0].change == "входящие → must-have"


def test_a_step_tells_of_each_item_once(kb: Command, library: Library) -> None:
    """A survey that settles an item moves it and ends its wait."""
    library.waiting.park([FIRST.key], "tides")
    library.waiting.settle(SECOND.key, [FIRST.key])
    [line] = [line for line in kb("undo", "--list").out.splitlines() if "settled" in line.split()]
    assert line.endswith("inbox, parked: tides → put-and-forget, settled by a survey")
    assert kb("undo").out.strip().endswith("settled by a survey, put-and-forget → parked: tides, inbox")
