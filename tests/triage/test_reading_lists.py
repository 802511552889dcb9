"""The reading lists after filing: putting off, moving down, the week's aim, what may go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb import clock
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.triage.expiring import months_before, weekly_aim
from kb.triage.putting_off import OFTEN, Later
from kb.types import Document, Kind, State, WeeklyAim, Zone

KEYS = [f"note:{n}" for n in range(4)]
MONDAY = date(2026, 11, 30)
On = Callable[[str], None]


@pytest.fixture
def filled(library: Library) -> Library:
    documents = [Document(key, Kind.NOTE, f"Note {key}", "Of boats.") for key in KEYS]
    ingest(library.store, documents)
    library.triage.move(KEYS[:3], Zone.MUST_HAVE)
    return library


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    """Sets the person's day, for what is done from then on."""

    def day(day: str) -> None:
        for room in ("kb.triage.filing", "kb.library.lists"):
            monkeypatch.setattr(f"{room}.today", lambda: day)
        monkeypatch.setattr("kb.triage.filing.now", lambda: f"{day}T12:00:00+00:00")

    return day


@pytest.mark.parametrize(
    ("today", "next_week"),
    [(MONDAY, "2026-12-07"), (date(2026, 12, 5), "2026-12-07"), (date(2026, 12, 6), "2026-12-14")],
)
def test_next_week_is_a_monday_and_never_tomorrow(today: date, next_week: str) -> None:
    assert Later.NEXT_WEEK.day(today).isoformat() == next_week
    assert Later.TOMORROW.day(today) < Later.NEXT_WEEK.day(today) < Later.NEXT_MONTH.day(today)


def test_what_is_put_off_still_counts_and_the_gate_says_until_when(filled: Library) -> None:
    filled.triage.snooze(KEYS[:2], "2999-01-02")
    filled.triage.snooze(KEYS[2:], "2999-01-01")
    gate = filled.triage.gate()
    assert gate.closed and gate.must_have_unread == 3
    assert gate.put_off == ("2999-01-01", "2999-01-02", "2999-01-02")
    filled.items.set_state(KEYS[:1], State.READ)
    assert filled.triage.gate().put_off == ("2999-01-01", "2999-01-02")


def test_what_is_parked_or_handed_over_still_counts(filled: Library) -> None:
    filled.waiting.park(KEYS[:1], "Boats")
    filled.delegations.give(KEYS[1:2], "A. B.")
    gate = filled.triage.gate()
    assert gate.closed and gate.must_have_unread == 3
    assert [item.key for item in filled.items.by_ids(gate.elsewhere)] == KEYS[:2]
    filled.delegations.returned(KEYS[1], "Read it yourself")
    assert [item.key for item in filled.items.by_ids(filled.triage.gate().elsewhere)] == KEYS[:1]


def test_a_gate_opened_by_moving_down_says_so_until_the_day_is_over(filled: Library, on: On) -> None:
    filled.items.set_state(KEYS[:1], State.READ)
    filled.triage.move(KEYS[:3], Zone.NICE_TO_HAVE)
    filled.triage.move([KEYS[2]], Zone.INBOX)
    gate = filled.triage.gate()
    assert not gate.closed
    assert [item.key for item in filled.items.by_ids(gate.moved_down)] == [KEYS[1]]
    on("2999-01-01")
    assert filled.triage.gate().moved_down == ()


def test_must_have_is_over_its_limit_where_one_is_meant(filled: Library, settings: Settings) -> None:
    for limit, over in ((2, 1), (3, 0), (0, 0)):
        opened = Library(settings.model_copy(update={"must_have_limit": limit}))
        assert opened.triage.gate().over == over
        opened.close()


def test_what_is_put_off_again_and_again_is_asked_about_until_it_is_kept_or_moved(filled: Library) -> None:
    for n in range(OFTEN):
        assert filled.lists.often_put_off() == []
        filled.triage.snooze(KEYS[:2], f"2999-01-0{n + 1}")
    # Brought back, it was not put off once more.
    filled.triage.snooze(KEYS[:1], clock.today())
    assert [(item.key, times) for item, times in filled.lists.often_put_off()] == [
        (KEYS[0], OFTEN),
        (KEYS[1], OFTEN),
    ]
    filled.lists.keep(KEYS[:1])
    filled.triage.move([KEYS[1]], Zone.NICE_TO_HAVE)
    assert filled.lists.often_put_off() == []
    filled.history.undo()
    filled.history.undo()
    assert len(filled.lists.often_put_off()) == 2
    filled.history.undo()
    filled.history.undo()
    assert filled.lists.often_put_off() == []


@pytest.mark.parametrize(
    ("today", "months", "before"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2028, 2, 29), 48, date(2024, 2, 29)),
    ],
)
def test_months_before_a_day(today: date, months: int, before: date) -> None:
    assert months_before(today, months) == before


@pytest.mark.parametrize(
    ("meant", "aim"),
    [("2-3", WeeklyAim(2, 3, 1)), ("3", WeeklyAim(3, 3, 1)), ("4-2", WeeklyAim(2, 4, 1)), ("0", None)],
)
def test_the_aim_of_a_week_as_it_is_written(meant: str, aim: WeeklyAim | None) -> None:
    assert weekly_aim(meant, 1) == aim


def test_the_week_counts_what_was_read_of_nice_to_have_since_monday(filled: Library, on: On) -> None:
    filled.triage.move(KEYS, Zone.NICE_TO_HAVE)
    on("2026-11-29")
    filled.items.set_state(KEYS[:1], State.READ)
    on(MONDAY.isoformat())
    filled.items.set_state(KEYS[1:3], State.READ)
    filled.items.set_state(KEYS[3:], State.READING)
    assert filled.lists.weekly_aim() == WeeklyAim(2, 3, 2)


def test_what_lies_untouched_too_long_may_go_and_comes_back_as_one_step(library: Library, on: On) -> None:
    ingest(
        library.store,
        [Document(key, Kind.NOTE, key, "Of boats.", saved_at="2020-01-01T00:00:00+00:00") for key in KEYS],
    )
    on("2026-01-10")
    library.triage.move(KEYS, Zone.NICE_TO_HAVE)
    on("2026-07-09")
    assert library.lists.expiring() == []
    library.lists.keep(KEYS[:1])
    on("2026-07-11")
    library.triage.snooze([KEYS[1]], "2026-12-24")
    assert [item.key for item in library.lists.expiring()] == KEYS[2:]
    library.lists.expire(KEYS[2:])
    assert [library.items.get(key).item.zone for key in KEYS[2:]] == [Zone.PUT_AND_FORGET] * 2
    assert library.lists.expiring() == []
    assert len(library.history.undo()) == 2
    assert [item.key for item in library.lists.expiring()] == KEYS[2:]


def test_the_commands_tell_the_gate_and_put_away_what_expired(
    kb_on: Callable[..., Any], tmp_path: Path
) -> None:
    kb = kb_on(tmp_path / "home")
    note = tmp_path / "note.md"
    note.write_text("# A note\n\nOf boats.", encoding="utf-8")
    saved = ["--saved-at", "2020-01-01", "--zone"]
    [old] = kb("add", str(note), "--no-embed", *saved, "nice-to-have", "--json").json["items"]
    told = kb("gate", "--json").json
    assert (told["closed"], told["limit"], told["expiring"]) == (False, 5, [old["key"]])
    assert told["weekly_aim"] == {"low": 2, "high": 3, "read": 0}
    assert [item["zone"] for item in kb("expire", "--json").json] == ["nice-to-have"]
    assert [item["zone"] for item in kb("expire", "--put-away", "--json").json] == ["put-and-forget"]
    kb("move", old["key"], "must-have")
    [later] = kb("snooze", old["key"], "next-week", "--json").json
    assert date.fromisoformat(later["until"]).weekday() == 0
    told = kb("gate", "--json").json
    assert told["closed"] and told["put_off"] == [later]
