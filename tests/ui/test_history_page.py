"""The History page: what was done, and each step's own way back."""

from __future__ import annotations

from datetime import date

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.catalogue import day as in_full
from kb.clock import today
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, State, Zone
from tests.pages import AppTest, the_app

PAPERS = [Document(f"arxiv:2501.0000{n}", Kind.PAPER, f"Paper *{n}*", f"Text {n}.") for n in range(5)]


@pytest.fixture
def app(library: Library, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    ingest(library.store, PAPERS)
    monkeypatch.setenv("KB_HOME", str(library.home))
    monkeypatch.setenv("KB_NETWORK", "false")
    return the_app().run()


def test_a_step_goes_back_by_itself(app: AppTest, library: Library) -> None:
    app.switch_page("pages/history.py").run()
    assert not app.exception
    assert not [button for button in app.button if button.label == "Undo"]
    library.triage.move([paper.key for paper in PAPERS], Zone.MUST_HAVE)
    library.items.tag([PAPERS[0].key], "to cite")
    filed, tagged = (step.id for step in reversed(library.history.steps(2)))
    app.run()
    said = [one.value for one in app.markdown]
    [line] = [one for one in said if one.startswith("**moved**")]
    assert "Paper \\*0\\*" in line and "inbox → must-have" in line and "and 2 more" in line
    assert said.index(line) > next(n for n, one in enumerate(said) if one.startswith("**tagged**"))
    app.button(key=f"undo-{filed}").click().run()
    assert not app.exception
    assert any("Taken back." in one.value for one in app.markdown)
    assert {item.zone for item in library.items.select()} == {Zone.INBOX}
    assert [step.id for step in library.history.steps(2)] == [tagged]


def test_what_stayed_is_said_once_and_days_as_people_write_them(app: AppTest, library: Library) -> None:
    library.triage.move([PAPERS[0].key], Zone.MUST_HAVE)
    library.lists.keep([PAPERS[0].key])
    library.triage.snooze([PAPERS[1].key], "2999-12-01")
    said = "\n".join(one.value for one in app.switch_page("pages/history.py").run().markdown)
    assert ":gray[: must-have]" in said and "must-have → must-have" not in said
    assert "1 December 2999" in said and "2999-12-01" not in said


def test_a_step_tells_once_of_an_item_of_which_it_changed_several_things(
    app: AppTest, library: Library
) -> None:
    survey, *covered = [paper.key for paper in PAPERS]
    library.waiting.park(covered, "rounding")
    library.waiting.settle(survey, covered)
    library.forks.trade(0.9)
    library.forks.switch_on(0.9)
    said = [one.value for one in app.switch_page("pages/history.py").run().markdown]
    [settled] = [one for one in said if one.startswith("**settled**")]
    assert "inbox, parked\\: rounding → put-and-forget, settled by a survey" in settled
    assert settled.count("rounding") == 3 and "and 1 more" in settled
    assert any("filing by itself:gray[: off → from 90" in one for one in said), said


def test_history_in_russian(app: AppTest, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    library.triage.move([paper.key for paper in PAPERS], Zone.MUST_HAVE)
    library.items.set_state([PAPERS[0].key], State.READ)
    app.switch_page("pages/history.py").run()
    assert not app.exception
    assert [one.value for one in app.title] == ["История"]
    with speaking(RUSSIAN):
        assert [one.value for one in app.header] == [in_full(date.fromisoformat(today()))]
    said = "\n".join(one.value for one in app.markdown)
    assert "**разложено**" in said and "входящие → must-have" in said and "и ещё 2" in said
    assert "**состояние**" in said and "не прочитано → прочитано" in said
    [back, *_others] = [button for button in app.button if button.label == "Отменить"]
    back.click().run()
    assert any("Отменено." in one.value for one in app.markdown)
    assert library.items.get(PAPERS[0].key).item.state is State.UNREAD
