"""What comes by itself or in bulk is shown within budgets, hours and what an inbox holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench.intake import Desk, MoveClock, moved_clock, weeks_of
from kb import clock
from kb.errors import JomoError, NotFound
from kb.feeds.hours import batch_times, is_open, last_slot, next_slot, tidy_hours
from kb.feeds.proof import upper_bound
from kb.ingest.planning import Arrival
from kb.library import Library
from kb.store import jobs
from kb.types import Filters, State, Zone
from tests.conftest import Command

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
INBOX = Filters(zones=(Zone.INBOX,))


@pytest.fixture(autouse=True)
def move_clock() -> Iterator[MoveClock]:
    """Every clock of the program says a moment, at first a Monday at nine."""
    with moved_clock(MONDAY) as to:
        yield to


def export(folder: Path, name: str, numbers: Sequence[int], kind: str = "public_channel") -> str:
    """A channel as Telegram Desktop exports it, a post an hour."""
    chat = sum(map(ord, name))
    messages = [
        {
            "id": number,
            "type": "message",
            "date": f"{MONDAY - timedelta(days=60) + timedelta(hours=number):%Y-%m-%dT%H:%M:%S}",
            "from": name,
            "from_id": f"channel{chat}",
            "text": f"Post {number} of {name} about word{number}",
        }
        for number in numbers
    ]
    file = folder / f"{name}.json"
    file.write_text(json.dumps({"name": name, "type": kind, "id": chat, "messages": messages}))
    return str(file)


def inbox(library: Library) -> list[str]:
    return [item.title for item in library.triage.queue()]


def test_an_export_shows_a_weeks_budget_at_once_and_the_rest_is_found_by_search(
    library: Library, tmp_path: Path
) -> None:
    report = library.intake.add([export(tmp_path, "Channel", range(1, 31))])
    assert report.added == 30
    assert "20 of 30 wait in the overflow" in report.warnings[-1]
    # The newest ten.
    assert [int(title.split()[1]) for title in inbox(library)] == list(range(30, 20, -1))
    [state] = library.sources.states()
    assert (state.name, state.shown, state.overflow, state.expired) == ("Channel", 10, 20, 0)
    assert library.upkeep.stats().by_zone == {"overflow": 20, "inbox": 10}
    [hit] = library.search.hits("word7")[:1]
    assert hit.item.title.startswith("Post 7 ")


def test_the_same_export_again_changes_nothing_and_a_longer_one_keeps_to_the_week(
    library: Library, tmp_path: Path, move_clock: MoveClock
) -> None:
    library.intake.add([export(tmp_path, "Channel", range(1, 31))])
    shown = inbox(library)
    library.intake.add([export(tmp_path, "Channel", range(1, 31))])
    assert inbox(library) == shown
    library.intake.add([export(tmp_path, "Channel", range(1, 41))])
    assert inbox(library) == shown
    move_clock(MONDAY + timedelta(days=7))
    library.intake.add([export(tmp_path, "Channel", range(1, 61))])
    assert len(inbox(library)) == 20
    [state] = library.sources.states()
    assert (state.shown, state.overflow) == (10, 40)


def test_what_the_person_kept_or_names_is_no_matter_of_budgets(library: Library, tmp_path: Path) -> None:
    saved = export(tmp_path, "Saved Messages", range(1, 31), "saved_messages")
    assert not library.intake.add([saved]).warnings
    assert len(inbox(library)) == 30
    for number in range(3):
        (tmp_path / f"note{number}.md").write_text(f"# Note {number}\n\nWords.")
    library.intake.add([str(tmp_path)], zone=Zone.INBOX)
    channel = export(tmp_path, "Own", range(1, 31))
    library.intake.add([channel], own_writing=True)
    library.intake.add([export(tmp_path, "Filed", range(1, 31))], zone=Zone.NICE_TO_HAVE)
    assert library.sources.overflow() == []


def test_a_link_given_by_hand_brings_a_waiting_post_into_the_inbox(library: Library, tmp_path: Path) -> None:
    library.intake.add([export(tmp_path, "Channel", range(1, 13))])
    (waiting, *_) = library.sources.overflow()
    assert waiting.title not in inbox(library)
    library.intake.add([library.items.get(waiting.ref).item.url or waiting.ref])
    assert len(library.sources.overflow()) == 1


def test_a_link_given_beside_an_export_is_no_matter_of_budgets_when_it_is_done_again(
    library: Library, tmp_path: Path
) -> None:
    taken = library.intake.take(["https://t.me/example_ml/7", export(tmp_path, "Channel", range(1, 13))])
    given = (jobs.payload(library.store.read(), one)["arrival"] for one in taken.imports)
    assert list(given) == [Arrival.BY_HAND.name, Arrival.EXPORT.name]


def test_the_watched_folder_keeps_to_a_budget_too(library: Library, tmp_path: Path) -> None:
    for number in range(13):
        (tmp_path / f"{number}.md").write_text(f"# Note {number}\n\nWords about thing{number}.")
    library.intake.take([str(path) for path in tmp_path.glob("*.md")], watched=True)
    library.intake.add([str(path) for path in tmp_path.glob("*.md")], watched=True)
    [state] = library.sources.states()
    assert (state.name, state.shown, state.overflow) == ("Watched folder", 10, 3)


def test_the_inbox_holds_so_many_and_sources_take_turns(library: Library, tmp_path: Path) -> None:
    for name in ("A", "B", "C", "D", "E", "F"):
        (tmp_path / name).mkdir()
        export(tmp_path / name, name, range(1, 31))
    library.intake.add([str(tmp_path)])
    shown = Counter(item.source for item in library.triage.queue())
    assert sorted(shown.values()) == [6, 6, 7, 7, 7, 7]
    keys = [item.key for item in library.triage.queue()[:10]]
    library.triage.move(keys, Zone.PUT_AND_FORGET)
    library.sources.let_in()
    # Of ten a week two by the end of Monday: of seven shown already nothing more.
    assert len(inbox(library)) == 30


def test_what_waited_for_four_weeks_has_expired_and_comes_back_when_wanted(
    library: Library, tmp_path: Path, move_clock: MoveClock
) -> None:
    library.intake.add([export(tmp_path, "Channel", range(1, 13))])
    move_clock(MONDAY + timedelta(days=29))
    library.sources.let_in()
    assert (library.sources.overflow(), len(library.sources.expired())) == ([], 2)
    one = library.sources.expired("channel")[0]
    [item] = library.sources.bring([one.ref])
    assert item.title in inbox(library)
    assert len(library.sources.expired()) == 1
    shown = library.sources.states()[0].shown
    move_clock(MONDAY + timedelta(days=36))
    library.sources.bring([one.ref])
    # Brought again, it is none of the new week's.
    assert (shown, library.sources.states()[0].shown) == (1, 0)
    with pytest.raises(NotFound, match="entry:7"):
        library.sources.bring(["entry:7"])


def test_what_lies_untouched_is_let_go_by_the_person_alone(
    library: Library, tmp_path: Path, move_clock: MoveClock
) -> None:
    library.intake.add([export(tmp_path, "Channel", range(1, 9))])
    [read, *_] = library.triage.queue()
    library.items.set_state([read.key], State.READING)
    assert library.sources.stale() == []
    move_clock(MONDAY + timedelta(days=40))
    library.sources.let_in()
    assert len(inbox(library)) == 8
    assert len(library.sources.stale()) == 7
    assert len(library.sources.let_go()) == 7
    assert inbox(library) == [read.title]
    library.history.undo()
    assert len(inbox(library)) == 8


def test_a_batch_proves_by_a_random_sample_that_nothing_was_missed(library: Library, tmp_path: Path) -> None:
    library.intake.add([export(tmp_path, "Channel", range(1, 31))])
    batch = library.sources.last_batch()
    assert batch is not None
    assert batch.told == "10 of 30 shown; here are 3 of the rest, drawn at random."
    waiting = {one.ref for one in library.sources.overflow()}
    assert {one.left_out.ref for one in batch.drawn} <= waiting and len(batch.drawn) == 3
    assert "nothing can be said" in library.sources.missed().told
    for one in batch.drawn[:2]:
        library.sources.judge(one.id, missed=False)
    known = library.sources.missed()
    assert (known.judged, known.missed) == (2, 0)
    assert known.bound == pytest.approx(1 - 0.05 ** (1 / 2))
    library.sources.judge(batch.drawn[2].id, missed=True)
    assert library.sources.missed().missed == 1
    assert batch.drawn[2].left_out.title in inbox(library)
    library.sources.judge(batch.drawn[2].id, missed=None)
    assert library.sources.missed().judged == 2


def test_of_two_that_become_one_it_waits_only_where_both_did(library: Library, tmp_path: Path) -> None:
    for number in range(13):
        (tmp_path / f"{number}.md").write_text(f"# Note {number}\n\nWords about thing{number}.")
    library.intake.add([str(tmp_path)], watched=True)
    first, second, third = (one.ref for one in library.sources.overflow())
    library.duplicates.merge(first, second)
    assert len(library.sources.overflow()) == 2
    library.duplicates.merge(library.triage.queue()[0].key, third)
    assert (len(library.sources.overflow()), len(inbox(library))) == (1, 10)


def test_open_hours_hold_the_batches_back(library: Library, tmp_path: Path, move_clock: MoveClock) -> None:
    library.intake.add([export(tmp_path, "Channel", range(1, 13))])
    library.sources.set_budget("channel", budget=60, open_hours="18-20")
    library.sources.let_in()
    assert len(inbox(library)) == 10
    move_clock(MONDAY + timedelta(hours=10))
    library.sources.let_in()
    assert len(inbox(library)) == 10  # 60 a week are 9 by Monday evening
    move_clock(MONDAY + timedelta(days=1, hours=10))
    library.sources.let_in()
    assert len(inbox(library)) == 12


def test_batches_come_three_times_a_day(library: Library, move_clock: MoveClock) -> None:
    seen: list[datetime] = []
    library.sources.let_in = lambda: seen.append(clock.present())  # type: ignore[method-assign, assignment, return-value]
    for hour in range(48):
        move_clock(MONDAY + timedelta(hours=hour))
        library.sources.take()
        library.sources.take()
    assert [(at.day, at.hour) for at in seen] == [
        (23, 9), (23, 13), (23, 18), (24, 8), (24, 13), (24, 18), (25, 8)
    ]  # fmt: skip
    assert library.sources.next_batch() == datetime(2026, 11, 25, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "tidy", "open_at"),
    [
        ("", "", range(24)),
        ("8-10", "8-10", (8, 9)),
        (" 8 – 10,18-20 ", "8-10, 18-20", (8, 9, 18, 19)),
        ("22-2", "22-2", (22, 23, 0, 1)),
        ("0-24", "0-24", range(24)),
        ("20-24", "20-24", (20, 21, 22, 23)),
    ],
)
def test_hours_of_the_day(given: str, tidy: str, open_at: Sequence[int]) -> None:
    assert tidy_hours(given) == tidy
    assert [hour for hour in range(24) if is_open(tidy, MONDAY.replace(hour=hour))] == sorted(open_at)


@pytest.mark.parametrize("wrong", ["8", "8-", "25-26", "8-8", "morning", "8-10;12-13", "-3-5"])
def test_what_are_no_hours_is_said_in_a_line(wrong: str) -> None:
    with pytest.raises(JomoError, match="write them as 8-10"):
        tidy_hours(wrong)


def test_slots_of_batches() -> None:
    times = batch_times("18:00, 08:00")
    assert last_slot(times, MONDAY.replace(hour=7)) == MONDAY.replace(day=22, hour=18)
    assert next_slot(times, MONDAY.replace(hour=18)) == MONDAY.replace(day=24, hour=8)
    for wrong in ("", "25:00", "noon"):
        with pytest.raises(JomoError, match="KB_BATCHES"):
            batch_times(wrong)


def test_the_bound_is_the_exact_binomial_one() -> None:
    assert upper_bound(0, 0) == 1.0
    # The rule of three, and values of published tables (Clopper and Pearson, one-sided at 95 %).
    assert upper_bound(0, 59) == pytest.approx(0.0495, abs=1e-4)
    assert upper_bound(1, 20) == pytest.approx(0.2161, abs=1e-4)
    assert upper_bound(3, 3) == 1.0
    with pytest.raises(ValueError, match="not a share"):
        upper_bound(4, 3)


def test_weekly_lines_say_what_came_of_a_source(library: Library, tmp_path: Path) -> None:
    library.intake.add([export(tmp_path, "Channel", range(1, 31))])
    one, two, three, *_ = [item.key for item in library.triage.queue()]
    library.triage.move([one, two], Zone.MUST_HAVE)
    library.triage.move([three], Zone.PUT_AND_FORGET)
    library.items.set_state([one], State.READ)
    [line] = library.sources.weeks(4)
    assert (line.source, line.week) == ("Channel", "2026-11-23")
    assert (line.came, line.shown, line.kept, line.read, line.useful) == (30, 10, 2, 1, 0)


def test_the_commands(kb_on: Callable[[Path], Command], tmp_path: Path, library: Library) -> None:
    library.intake.add([export(tmp_path, "Channel", range(1, 31))])
    kb = kb_on(library.home)
    assert "zone: overflow 20, inbox 10" in kb("stats").out
    [told] = kb("intake", "--json").json
    assert {**told, "weeks": 0} == {
        "source": "Channel", "url": None, "budget": 10, "hours": "", "shown": 10, "overflow": 20,
        "expired": 0, "came": 30, "kept": 0, "read": 0, "useful": 0, "weeks": 0,
    }  # fmt: skip
    assert kb("intake", "set", "channel", "--budget", "3", "--hours", "8-10", "--json").json[0]["budget"] == 3
    proof = kb("intake", "proof", "--json").json
    assert (proof["batch"]["came"], proof["batch"]["shown"], proof["missed_at_most"]) == (30, 10, 1.0)
    number = str(proof["batch"]["sample"][0]["id"])
    assert kb("intake", "proof", "--fine", number, "--json").json["judged"] == 1
    left = kb("intake", "overflow", "--json").json
    assert kb("intake", "bring", left[0]["key"], "--json").json[0]["title"] == left[0]["title"]
    assert kb("intake", "expired", "--json").json == []
    assert kb("intake", "set", "nobody", "--budget", "3").status == 2
    assert "Channel: 11 of 3 this week" in kb("intake").out


def test_six_channels_over_sixteen_months_leave_an_inbox_under_fifty(
    shared: Path, library: Library, move_clock: MoveClock
) -> None:
    desk = Desk(library, move_clock)
    # Every third week an eighth of it: all of it is measured by `python -m bench intake`.
    for week in weeks_of(shared / "corpora/telegram_ru/posts.jsonl.gz")[::3]:
        desk.live(week[::8])
    assert desk.most_open == desk.open == 40
    assert desk.brought == desk.accounted > 200
    assert desk.expired > 100


def test_a_source_of_which_nothing_came_has_no_overflow_to_list(library: Library) -> None:
    for asked in (library.sources.overflow, library.sources.expired):
        with pytest.raises(NotFound, match="Nothing came by itself from nosuch; `intake` lists the sources"):
            asked("nosuch")
