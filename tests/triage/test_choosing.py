"""What comes next in a session, and what is worth a second look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.clock import today
from kb.ingest.save import ingest
from kb.library import Library
from kb.triage.choosing import Order, in_haste, in_order, mixed
from kb.types import Document, Filters, Kind, Origin, Zone
from tests.conftest import Command

PAPER, POST, NOTE = Kind.PAPER, Kind.POST, Kind.NOTE


def test_a_few_posts_do_not_hide_behind_many_papers() -> None:
    waiting = [(n, PAPER, "arXiv") for n in range(300)] + [(n, POST, "@a") for n in range(300, 386)]
    order = mixed(waiting)
    assert order[:4] == [0, 300, 1, 301]
    assert order[172:] == list(range(86, 300))


def test_within_a_kind_sources_take_turns_and_keep_their_own_order() -> None:
    waiting = [(1, POST, "@loud"), (2, POST, "@loud"), (3, NOTE, ""), (4, POST, "@loud"), (5, POST, "@quiet")]
    assert mixed(waiting) == [1, 3, 5, 2, 4]


@given(st.lists(st.tuples(st.sampled_from((PAPER, POST, NOTE)), st.sampled_from("abc"))))
def test_mixed_loses_and_repeats_nothing_and_turns_no_source_round(drawn: list[tuple[Kind, str]]) -> None:
    waiting = [(n, kind, source) for n, (kind, source) in enumerate(drawn)]
    order = mixed(waiting)
    assert sorted(order) == list(range(len(waiting)))
    for pile in set(drawn):
        own = [n for n in order if drawn[n] == pile]
        assert own == sorted(own)


def test_what_came_back_takes_turns_with_the_rest() -> None:
    waiting = [(n, PAPER, "arXiv") for n in range(300)]
    back = {150, 299}
    assert in_order(Order.MIXED, waiting, back)[:5] == [150, 0, 299, 1, 2]
    assert in_order(Order.NEWEST, waiting, back)[:2] == [0, 1]
    assert in_order(Order.MIXED, waiting, set(range(300))) == list(range(300))


def test_the_other_orders_are_by_the_time_of_saving() -> None:
    waiting = [(3, PAPER, "a"), (2, PAPER, "a"), (1, POST, "b")]
    assert in_order(Order.NEWEST, waiting) == [3, 2, 1]
    assert in_order(Order.OLDEST, waiting) == [1, 2, 3]
    assert in_order(Order.MIXED, waiting) == [3, 1, 2]
    assert in_order(Order.MIXED, []) == []


@pytest.mark.parametrize(
    ("before", "origin", "together", "hasty"),
    [
        (None, Origin.ME, 1, False),
        ("2026-01-01T11:59:58+00:00", Origin.ME, 1, True),
        ("2026-01-01T11:59:40+00:00", Origin.ME, 1, False),
        (None, Origin.ME, 12, True),
        (None, Origin.SUGGESTION, 1, True),
        (None, Origin.IMPORT, 1, True),
    ],
)
def test_in_haste_is_what_nobody_looked_at_alone(
    before: str | None, origin: Origin, together: int, hasty: bool
) -> None:
    assert in_haste("2026-01-01T12:00:00+00:00", before, origin, together) is hasty


@pytest.fixture
def filled(library: Library) -> Library:
    """Four notes, two posts and a paper, saved a day after the other."""
    kinds = [NOTE, NOTE, NOTE, NOTE, POST, POST, PAPER]
    documents = [
        Document(f"work:{n}", kind, f"Work {n}", "Of boats.", source="@b" if kind is POST else "",
                 saved_at=f"2026-01-0{n + 1}T12:00:00+00:00")
        for n, kind in enumerate(kinds)
    ]  # fmt: skip
    ingest(library.store, documents)
    return library


def names(library: Library, ids: list[int]) -> list[str]:
    return [item.key.removeprefix("work:") for item in library.items.by_ids(ids)]


def test_what_waits_elsewhere_does_not_come_up_until_it_is_back(filled: Library) -> None:
    assert names(filled, filled.lists.to_triage()) == ["6", "5", "3", "4", "2", "1", "0"]
    filled.triage.snooze(["work:6"], "2999-01-01")
    filled.waiting.park(["work:5"], "Boats")
    filled.delegations.give(["work:4"], "A. B.")
    filled.triage.move(["work:3"], Zone.NO_NEED)
    assert names(filled, filled.lists.to_triage()) == ["2", "1", "0"]
    assert filled.lists.waiting() == 3
    for _ in range(4):
        filled.history.undo()
    assert len(filled.lists.to_triage()) == 7


def test_what_was_put_off_until_now_or_told_of_comes_up_in_front(filled: Library) -> None:
    filled.triage.snooze(["work:0"])
    filled.delegations.give(["work:1"], "A. B.")
    filled.delegations.returned("work:1", "Nothing new in it")
    assert names(filled, filled.lists.to_triage())[:2] == ["1", "6"]
    with filled.store.write() as db:
        db.execute(
            "UPDATE events SET at = '2026-01-20T12:00:00+00:00', after = ? WHERE action = 'snoozed'",
            (today(),),
        )
    assert names(filled, filled.lists.to_triage()) == ["1", "6", "0", "5", "3", "4", "2"]


def test_a_session_is_narrowed_by_what_is_offered(filled: Library) -> None:
    assert names(filled, filled.lists.to_triage(Filters(kinds=(NOTE,)), Order.OLDEST)) == ["0", "1", "2", "3"]
    offered = filled.lists.offered(filled.lists.to_triage())
    assert list(offered) == ["source", "kind", "lang", "topic", "area"]
    assert offered["kind"] == {"note": 4, "post": 2, "paper": 1} and offered["source"] == {"@b": 2}


def test_a_second_look_begins_with_what_was_filed_in_haste(filled: Library) -> None:
    filled.triage.move(["work:6"], Zone.NICE_TO_HAVE)
    filled.triage.move(["work:1", "work:0"], Zone.NICE_TO_HAVE)
    filled.triage.move(["work:2"], Zone.NICE_TO_HAVE)
    times = {"work:6": "2026-02-01T12:00", "work:1": "2026-02-02T12:00", "work:2": "2026-02-03T12:00"}
    with filled.store.write() as db:
        for key, at in times.items():
            of = (
                "SELECT batch FROM events JOIN items ON items.id = item_id WHERE key = ? AND action = 'moved'"
            )
            db.execute(f"UPDATE events SET at = ? WHERE batch IN ({of})", (f"{at}:00+00:00", key))
    thin = filled.lists.to_thin(Zone.NICE_TO_HAVE)
    assert names(filled, [one.item_id for one in thin]) == ["0", "1", "6", "2"]
    assert [one.in_haste for one in thin] == [True, True, False, False]
    filled.lists.keep(["work:1"])
    filled.triage.snooze(["work:6"], "2999-01-01")
    assert names(filled, [one.item_id for one in filled.lists.to_thin(Zone.NICE_TO_HAVE)]) == ["0", "2"]
    filled.history.undo()
    filled.history.undo()
    assert len(filled.lists.to_thin(Zone.NICE_TO_HAVE)) == 4


def test_the_command_tells_what_a_session_goes_through(
    filled: Library, kb_on: Callable[[Path], Command]
) -> None:
    filled.triage.move(["work:6", "work:0"], Zone.NICE_TO_HAVE)
    kb = kb_on(filled.home)
    told = [record["key"] for record in kb("triage", "--limit", "3", "--json").json]
    assert told == ["work:5", "work:3", "work:4"]
    assert [one["key"] for one in kb("triage", "--kind", "note", "--order", "oldest", "--json").json] == [
        "work:1", "work:2", "work:3",
    ]  # fmt: skip
    thin = kb("triage", "--thin", "nice-to-have", "--json").json
    assert [(one["key"], one["in_haste"]) for one in thin] == [("work:0", True), ("work:6", True)]
    assert kb("triage", "--thin", "inbox").status == 2
    assert "Nothing of that waits" in kb("triage", "--source", "Nobody").err
    assert "Nothing of must-have" in kb("triage", "--thin", "must-have").err
