"""What a page or a command asks of a library: steps and their undo, the gate, areas, reviews."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb import clock
from kb.errors import JomoError
from kb.ingest.sample import WRITTEN
from kb.ingest.save import ingest
from kb.library import Library
from kb.triage import filing
from kb.types import Document, Filters, Kind, Origin, Stance, State, Verdict, Zone

KEYS = [f"arxiv:2501.{n:05}" for n in range(1, 7)]


@pytest.fixture
def filled(library: Library) -> Library:
    words = ["attention", "attention", "attention", "robots", "robots", "robots"]
    ingest(
        library.store,
        [
            Document(key, Kind.PAPER, f"On {w} {n}", summary=w)
            for n, (key, w) in enumerate(zip(KEYS, words, strict=True))
        ],
    )
    return library


def zones(library: Library) -> list[Zone]:
    return [library.items.get(key).item.zone for key in KEYS]


def test_a_batch_is_undone_together_and_step_by_step_backwards(filled: Library) -> None:
    filled.triage.move(KEYS[:3], Zone.MUST_HAVE)
    filled.triage.move(KEYS[:1], Zone.PUT_AND_FORGET)
    filled.history.undo()
    assert zones(filled)[:4] == [Zone.MUST_HAVE] * 3 + [Zone.INBOX]
    assert {move.key for move in filled.history.undo()} == set(KEYS[:3])
    assert zones(filled) == [Zone.INBOX] * 6
    assert filled.history.undo() == []


def test_undo_takes_back_states_and_verdicts_to_what_they_were(filled: Library) -> None:
    filled.items.set_state(KEYS[:1], State.READING)
    filled.reviews.judge(KEYS[:1], Verdict.INDIRECT, at="2025-06-01")
    filled.reviews.judge(KEYS[:1], Verdict.DIRECT, at="2025-12-01")
    filled.history.undo()
    assert filled.items.get(KEYS[0]).item.verdict is Verdict.INDIRECT
    filled.history.undo()
    assert filled.items.get(KEYS[0]).item.verdict is None
    filled.history.undo()
    assert filled.items.get(KEYS[0]).item.state is State.UNREAD
    assert all(
        event.undone for event in filled.items.get(KEYS[0]).events if event.action in ("state", "judged")
    )


def test_what_is_put_off_keeps_its_place_and_comes_back_by_itself(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.triage.snooze(KEYS[:2], "2999-01-02")
    ids = [filled.items.get(key).item.id for key in KEYS[:2]]
    assert filled.triage.snooze(KEYS[:1], "2999-01-02") == []
    filled.triage.snooze(KEYS[:1])
    assert filled.triage.snoozed() == {ids[0]: clock.tomorrow(), ids[1]: "2999-01-02"}
    assert zones(filled) == [Zone.INBOX] * 6
    assert [(move.before, move.after) for move in filled.history.undo()] == [(clock.tomorrow(), "2999-01-02")]
    assert filled.triage.snoozed() == dict.fromkeys(ids, "2999-01-02")
    filled.triage.snooze(KEYS[:1], clock.today())
    assert filled.triage.snoozed() == {ids[1]: "2999-01-02"}
    monkeypatch.setattr("kb.triage.filing.today", lambda: "2999-01-02")
    assert filled.triage.snoozed() == {}


@pytest.mark.parametrize("day", ["2020-01-01", "2026-02-30", "soon", ""])
def test_nothing_is_put_off_until_a_day_that_is_none_or_over(filled: Library, day: str) -> None:
    with pytest.raises(JomoError, match="a day to come"):
        filing.snooze(filled.store, [1], day)


def test_undo_of_a_move_leaves_later_steps_of_other_kinds(filled: Library) -> None:
    filled.triage.move(KEYS[:1], Zone.MUST_HAVE)
    filled.items.set_state(KEYS[:1], State.READ)
    filled.history.undo_move()
    item = filled.items.get(KEYS[0]).item
    assert (item.zone, item.state) == (Zone.INBOX, State.READ)


def test_moving_to_where_an_item_lies_is_no_step(filled: Library) -> None:
    assert filled.triage.move(KEYS[:1], Zone.INBOX) == []
    assert filled.history.last() is None


def test_the_gate_closes_while_must_have_holds_unread_items(filled: Library) -> None:
    assert not filled.triage.gate().closed
    filled.triage.move(KEYS[:1], Zone.MUST_HAVE)
    assert filled.triage.gate().closed and filled.triage.gate().must_have_unread == 1
    filled.triage.open_gate(Zone.NICE_TO_HAVE, "on the train")
    assert filled.triage.opened_today() == {Zone.NICE_TO_HAVE}
    filled.items.set_state(KEYS[:1], State.READ)
    assert not filled.triage.gate().closed


def test_an_area_that_was_removed_comes_back_with_its_members(filled: Library) -> None:
    filled.work.embed()
    area = filled.areas.set("Robots", stance=Stance.IGNORED, reason="not our field", examples=KEYS[3:5])
    assert set(area.members) >= {filled.items.get(key).item.id for key in KEYS[3:5]}
    assert [item.key for item in filled.items.select(Filters(stances=(Stance.IGNORED,)), order="oldest")][
        :2
    ] == KEYS[3:5]
    filled.areas.remove("Robots")
    assert filled.items.count(Filters(stances=(Stance.IGNORED,))) == 0
    filled.history.undo()
    assert filled.areas.get("Robots") == filled.areas.every()[0]
    assert set(filled.areas.get("Robots").members) == set(area.members)


def test_a_changed_stance_counts_from_today_and_can_be_taken_back(filled: Library) -> None:
    filled.areas.set("Robots", stance=Stance.TRACKED, reason="for now", review_on="2027-01-01")
    filled.areas.set("Robots", stance=Stance.IGNORED, reason="no more")
    filled.history.undo()
    area = filled.areas.get("Robots")
    assert (area.stance, area.reason, area.review_on) == (Stance.TRACKED, "for now", "2027-01-01")
    filled.history.undo()
    assert filled.areas.every() == []


def test_accepted_suggestions_are_told_apart_from_own_moves(filled: Library) -> None:
    filled.triage.move(KEYS[:1], Zone.NICE_TO_HAVE, Origin.SUGGESTION)
    [_, moved] = filled.items.get(KEYS[0]).events
    assert moved.origin is Origin.SUGGESTION


def test_suggestions_follow_what_was_filed_alike(filled: Library) -> None:
    more = [
        Document(f"arxiv:2502.{n:05}", Kind.PAPER, f"On robots again {n}", summary="robots")
        for n in range(1, 30)
    ]
    more += [
        Document(f"arxiv:2503.{n:05}", Kind.PAPER, f"On attention again {n}", summary="attention")
        for n in range(1, 30)
    ]
    ingest(filled.store, more)
    filled.work.embed()
    # One by one: what is filed in one step is one occasion to see whether a forecast holds.
    for document in sorted(more, key=lambda d: d.key[-5:]):
        robots = "robots" in document.title
        filled.triage.move([document.key], Zone.PUT_AND_FORGET if robots else Zone.MUST_HAVE)
    found = filled.triage.suggestions()
    suggested = {key: found[filled.items.get(key).item.id].zone for key in KEYS}
    assert [suggested[key] for key in KEYS] == [Zone.MUST_HAVE] * 3 + [Zone.PUT_AND_FORGET] * 3


def test_a_review_counts_zones_as_they_were_when_judged(filled: Library) -> None:
    filled.triage.move(KEYS[:2], Zone.MUST_HAVE)
    filled.reviews.judge(KEYS[:1], Verdict.DIRECT)
    filled.reviews.judge(KEYS[1:2], Verdict.NONE)
    figures = filled.reviews.figures("2020", "2099")
    [must_have] = [share for share in figures.by_zone if share.label == "must-have"]
    assert (must_have.useful, must_have.judged, must_have.direct_keys) == (1, 2, (KEYS[0],))
    assert filled.reviews.figures("2020", "2021").total == 0


def test_what_is_left_to_judge_gets_less(filled: Library) -> None:
    assert filled.reviews.to_judge("2020", "2099") == []  # nothing is decided in the inbox
    filled.triage.move(KEYS, Zone.NICE_TO_HAVE)
    assert {item.key for item in filled.reviews.to_judge("2020", "2099")} == set(KEYS)
    filled.reviews.judge(KEYS[:2], Verdict.NONE)
    assert {item.key for item in filled.reviews.to_judge("2020", "2099")} == set(KEYS[2:])


def test_the_sample_library_holds_together(library: Library) -> None:
    report = library.intake.load_sample(WRITTEN)
    stats = library.upkeep.stats()
    assert report.added == stats.items >= 145
    assert library.history.last() is None
    assert library.triage.gate().closed
    assert {area.stance for area in library.areas.every()} == set(Stance)
    assert all(area.members == () or area.examples for area in library.areas.every())
    assert library.reviews.figures("2025-07", "2025-12").judged > 0
    with pytest.raises(JomoError, match="empty"):
        library.intake.load_sample(WRITTEN)


def test_dates_of_publishing_are_compared_as_their_authors_wrote_them(library: Library) -> None:
    written = {
        "evening": "2024-03-09T23:30:00-05:00",
        "night": "2024-03-10T01:30:00+03:00",
        "month": "2024-03",
        "year": "2024",
    }
    ingest(
        library.store,
        [Document(f"file:{name}", Kind.NOTE, name, published=at) for name, at in written.items()],
    )

    def within(since: str, until: str) -> set[str]:
        return {item.title for item in library.items.select(Filters(since=since, until=until))}

    assert within("2024-03-09", "2024-03-09") == {"evening"}
    assert within("2024-03-10", "2024-03-10") == {"night"}
    assert within("2024-03-01", "2024-03-31") == within("2024-03", "2024-03") == {"evening", "night", "month"}
    assert within("2024-01-01", "2024-12-31") == within("2024", "2024") == set(written)


def test_a_path_given_by_itself_is_one_and_not_its_letters(library: Library, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# On caches\n\nWords on them.", encoding="utf-8")
    assert library.intake.preview(str(note)).new == 1
    assert [item.title for item in library.intake.add(str(note)).touched] == ["On caches"]
    assert library.intake.take("2310.06770").saved == 1
