"""Drift: months, stances, flows, growth and hunger, and that every number finds just its items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from kb.clock import now
from kb.ingest.sample import WRITTEN
from kb.library import Library
from kb.reflection.drift import drift, usual_period
from kb.reflection.intervals import wilson
from kb.search.query import to_query
from kb.store import events
from kb.store.drift import Arrival, Filing
from kb.types import Action, Filters, Origin, SearchMode, Stance, State, Verdict, Zone
from kb.types.drift import Drift, Number

UNTIL = date(2026, 6, 30)


def saved(days: list[int], first: int = 1) -> list[Arrival]:
    """Items saved so many days before the end."""
    made = [Arrival(i, (UNTIL - timedelta(days=day)).isoformat(), None) for i, day in enumerate(days, first)]
    return sorted(made, key=lambda one: one.saved_on)


def over(arrivals: list[Arrival], areas: dict[str, tuple[Stance, set[int]]], **more: object) -> Drift:
    held = {name: (stance, frozenset(ids)) for name, (stance, ids) in areas.items()}
    given = {"filings": [], "readings": [], "since": "2024-01-01", "until": UNTIL.isoformat(), **more}
    return drift(arrivals, held, **given)  # type: ignore[arg-type]


def test_an_item_of_several_areas_counts_once_and_tracked_wins() -> None:
    found = over(
        saved([1, 2, 3, 4]),
        {
            "U": (Stance.UNDECIDED, {1, 2, 3}),
            "I": (Stance.IGNORED, {1, 2}),
            "T": (Stance.TRACKED, {1}),
        },
    )
    parts = {part.stance: part for part in found.whole.parts}
    assert {stance: part.items.n for stance, part in parts.items()} == {
        Stance.TRACKED: 1, Stance.IGNORED: 1, Stance.UNDECIDED: 1, None: 1,
    }  # fmt: skip
    assert parts[None].share == 0.25
    assert (parts[None].low, parts[None].high) == wilson(1, 4)


def test_no_share_is_told_of_fewer_than_five_verdicts() -> None:
    judged = [replace(one, verdict=Verdict.DIRECT) for one in saved([1, 2, 3, 4, 5])]
    assert [use.share for use in over(judged[:4], {}).uses if use.judged.n] == [None]
    assert [use.share for use in over(judged, {}).uses if use.judged.n] == [1.0]


def test_months_without_anything_are_shown_between_others() -> None:
    found = over(saved([0, 65]), {})
    assert [(month.name, month.came.n) for month in found.months] == [
        ("2026-04", 1), ("2026-05", 0), ("2026-06", 1),
    ]  # fmt: skip
    assert found.months[1].part(None).high == 1.0


def test_only_what_was_saved_in_the_period_counts() -> None:
    found = over(saved([0, 1, 40]), {}, since="2026-06-01", until="2026-06-29")
    assert found.whole.came.n == 1


def test_flows_count_items_by_month_and_both_ways() -> None:
    steps = [
        Filing(1, "2026-05-01T00:00:00+00:00", None, Zone.INBOX),
        Filing(1, "2026-05-02T00:00:00+00:00", Zone.INBOX, Zone.MUST_HAVE),
        Filing(1, "2026-06-02T00:00:00+00:00", Zone.MUST_HAVE, Zone.INBOX),
        Filing(1, "2026-06-03T00:00:00+00:00", Zone.INBOX, Zone.MUST_HAVE),
        Filing(1, "2026-06-04T00:00:00+00:00", Zone.MUST_HAVE, Zone.INBOX),
        Filing(1, "2026-06-05T00:00:00+00:00", Zone.INBOX, Zone.MUST_HAVE),
    ]
    found = over(saved([60]), {}, filings=steps)
    june = found.months[-1]
    assert [(flow.before, flow.after, flow.items.n) for flow in june.flows] == [
        (Zone.INBOX, Zone.MUST_HAVE, 1), (Zone.MUST_HAVE, Zone.INBOX, 1),
    ]  # fmt: skip
    assert june.into_inbox.n == 1


@pytest.mark.parametrize(
    ("recent", "before", "grows", "shrinks"),
    [(30, 8, True, False), (8, 30, False, True), (5, 4, False, False)],
)
def test_growth_is_said_where_chance_does_not_explain_it(
    recent: int, before: int, grows: bool, shrinks: bool
) -> None:
    arrivals = saved([1 + i % 90 for i in range(recent)] + [95 + i % 80 for i in range(before)])
    [pace] = over(arrivals, {"I": (Stance.IGNORED, set(range(1, recent + before + 1)))}).ignored
    assert (pace.recent.n, pace.before.n) == (recent, before)
    assert (pace.grows, pace.shrinks) == (grows, shrinks)


def test_a_tracked_area_that_gets_hardly_anything_starves() -> None:
    usual = saved([100 + 9 * i for i in range(40)])
    area = {"T": (Stance.TRACKED, set(range(1, 41)))}
    [one] = over(usual, area).starving
    assert one.why == ("intake",) and one.came.n == 0
    assert one.usually_came is not None and 9 <= one.usually_came <= 11
    fed = usual + saved([9 * i for i in range(10)], first=50)
    assert over(fed, {"T": (Stance.TRACKED, {*range(1, 41), *range(50, 60)})}).starving == ()


def test_one_great_import_does_not_make_an_area_starve_later() -> None:
    arrivals = saved([400, *[200] * 80])
    assert over(arrivals, {"T": (Stance.TRACKED, set(range(2, 82)))}).starving == ()


def test_a_young_library_starves_only_where_nothing_belongs() -> None:
    arrivals = saved([100] * 30)
    areas = {"T": (Stance.TRACKED, set(range(1, 31))), "E": (Stance.TRACKED, set[int]())}
    assert [(one.area, one.why) for one in over(arrivals, areas).starving] == [("E", ("empty",))]


def test_less_reading_than_usual_is_hunger_too() -> None:
    numbers = count(1)
    arrivals = saved([i * 9 for i in range(50)])
    read = [(next(numbers), (UNTIL - timedelta(days=100 + 9 * i)).isoformat()) for i in range(40)]
    [one] = over(arrivals, {"T": (Stance.TRACKED, set(range(1, 51)))}, readings=read).starving
    assert one.why == ("reading",) and one.read.n == 0


def test_what_one_day_brought_is_said() -> None:
    [note, no_areas] = over(saved([5] * 60 + list(range(30))), {}).notes
    assert "61 of the 90" in note and "2026-06-25" in note
    assert "no areas" in no_areas


def test_the_usual_period_is_twelve_months_or_ends_with_the_last_thing_saved() -> None:
    today = date(2026, 6, 30)
    assert usual_period(saved([3]), today) == ("2025-07-01", "2026-06-30")
    assert usual_period(saved([200]), today) == ("2025-01-01", "2025-12-12")
    assert usual_period([], today) == ("2025-07-01", "2026-06-30")


# -- with a library ------------------------------------------------------------------------------------


def numbers(found: Drift) -> Iterator[Number]:
    for stretch in (found.whole, *found.months):
        yield stretch.came
        yield stretch.into_inbox
        yield from (part.items for part in stretch.parts)
        yield from (flow.items for flow in stretch.flows)
    for pace in found.ignored:
        yield from (pace.recent, pace.before)
    for one in found.starving:
        yield from (one.members, one.came, one.read)
    for use in found.uses:
        yield from (use.judged, use.direct, use.indirect, use.none)


@pytest.fixture
def year(library: Library) -> Library:
    """The sample library, with steps of the person's own, one of them taken back."""
    library.intake.load_sample(WRITTEN)
    keys = [item.key for item in library.triage.queue()[:6]]
    library.triage.move(keys[:4], Zone.MUST_HAVE)
    library.triage.move(keys[4:], Zone.NICE_TO_HAVE)
    library.history.undo()
    library.triage.move(keys[:1], Zone.INBOX)
    library.items.set_state(keys[1:3], State.READ)
    library.reviews.judge(keys[1:2], Verdict.DIRECT)
    return library


@pytest.mark.parametrize("span", [(None, None), ("2024", now()[:7]), ("2025-03", "2025-09-15")])
def test_every_number_finds_just_its_items(year: Library, span: tuple[str | None, str | None]) -> None:
    found = year.reviews.drift(*span)
    assert found.whole.came.n
    for number in numbers(found):
        assert year.items.count(number.where) == number.n
        hits = year.search.find(to_query(number.where), mode=SearchMode.WORDS, limit=500).hits
        assert len(hits) == number.n


def test_steps_taken_back_do_not_flow(year: Library) -> None:
    month = year.reviews.drift("2025-01", now()[:10]).months[-1]
    flows = {(flow.before, flow.after): flow.items.n for flow in month.flows}
    assert flows[Zone.INBOX, Zone.MUST_HAVE] == 4
    assert flows[Zone.MUST_HAVE, Zone.INBOX] == 1
    assert (Zone.INBOX, Zone.NICE_TO_HAVE) not in flows


def test_a_date_without_its_day_counts_as_the_first_day(library: Library) -> None:
    library.intake.load_sample(WRITTEN)
    with library.store.write() as db:
        db.execute("UPDATE items SET saved_at = '2025' WHERE id = 1")
        db.execute("UPDATE items SET saved_at = '2025-06' WHERE id = 2")
    assert library.items.count(Filters(saved_since="2025-01-01", saved_until="2025-01-01")) == 1
    for number in numbers(library.reviews.drift("2025-01-01", "2025-06-01")):
        assert library.items.count(number.where) == number.n


def test_filed_and_read_are_about_one_step(library: Library) -> None:
    library.intake.load_sample(WRITTEN)
    item = library.items.select()[0]
    with library.store.write() as db:
        for at, before, after in (("2030-01-05", "inbox", "must-have"), ("2030-02-05", "must-have", "inbox")):
            events.record(
                db, [events.NewEvent(at, Origin.ME, Action.MOVED, item.id, before=before, after=after)]
            )
    into = Filters(filed=(Zone.MUST_HAVE,), filed_since="2030-01", filed_until="2030-01")
    assert [found.key for found in library.items.select(into)] == [item.key]
    assert library.items.count(Filters(filed=(Zone.MUST_HAVE,), filed_since="2030-02")) == 0
    assert library.items.count(Filters(filed_from=(Zone.MUST_HAVE,), filed_since="2030-02")) == 1


def test_an_empty_library_has_no_drift(library: Library) -> None:
    found = library.reviews.drift()
    assert (found.whole.came.n, found.months, found.ignored, found.starving) == (0, (), (), ())
