import json
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from kb.reflection.figures import agreement, delay, depth, lag, review_figures
from kb.reflection.intervals import wilson
from kb.reflection.labels import NO_AREA, NO_SOURCE
from kb.reflection.telling import headline, sections
from kb.reflection.worth import right
from kb.types import READING_ZONES, Kind, Stance, State, Verdict, Zone
from kb.types.evidence import Strength, Timing, Trace, TraceKind
from kb.types.reviews import FEWEST, OVERFLOW, JudgedItem, Review, ReviewFigures

numbers = count(1)
SAVED, TODAY = "2025-03-01", "2026-01-15"
DIRECT, INDIRECT, NONE = Verdict


def item(zone: Zone = Zone.NICE_TO_HAVE, verdict: Verdict | None = None, **changes: Any) -> JudgedItem:
    number = next(numbers)
    return replace(
        JudgedItem(number, f"k{number}", f"Item {number}", zone, zone, State.UNREAD, "arXiv", (), SAVED),
        verdict=verdict,
        **changes,
    )


def some(n: int, *given: Any, **changes: Any) -> list[JudgedItem]:
    return [item(*given, **changes) for _ in range(n)]


def figures_of(items: list[JudgedItem], *, sampled: bool = False) -> ReviewFigures:
    return review_figures(items, TODAY, sampled=sampled)


def trace(**changes: Any) -> Trace:
    made = Trace(1, TraceKind.LINK, "note.md", 3, "2025-05-01", "", Strength.STRONG, "a link", Timing.AFTER)
    return replace(made, **changes)


@st.composite
def reviews(draw: st.DrawFn) -> list[JudgedItem]:
    size = draw(st.integers(0, 60))
    return [
        item(
            draw(st.sampled_from(Zone)),
            draw(st.sampled_from([None, *Verdict])),
            state=draw(st.sampled_from(State)),
            source=draw(st.sampled_from(["", "a", "b"])),
            areas=draw(st.sampled_from([(), ("x",), ("x", "y")])),
            stance=draw(st.sampled_from([None, *Stance])),
            minutes=draw(st.integers(0, 60)),
            sure=draw(st.booleans()),
            stratum=draw(st.sampled_from(["", "known", "nice-to-have"])),
        )
        for _ in range(size)
    ]


def test_shares_by_zone_with_the_items_behind_them() -> None:
    verdicts = [DIRECT, DIRECT, DIRECT, INDIRECT, NONE]
    must = [item(Zone.MUST_HAVE, verdict) for verdict in verdicts]
    waiting = item(Zone.MUST_HAVE)
    first, last = figures_of([item(Zone.PUT_AND_FORGET, NONE), *must, waiting]).by_zone
    assert (first.label, first.useful, first.direct, first.judged, first.total) == ("must-have", 4, 3, 5, 6)
    assert first.share == pytest.approx(0.8)
    assert (first.low, first.high) == wilson(4, 5)
    assert first.direct_keys == tuple(one.key for one in must[:3])
    assert first.indirect_keys == (must[3].key,) and first.none_keys == (must[4].key,)
    assert first.unjudged_keys == (waiting.key,)
    assert (last.label, last.judged, last.share) == ("put-and-forget", 1, None)


def test_no_share_is_told_from_fewer_than_five_verdicts() -> None:
    four = figures_of(some(4, verdict=DIRECT, state=State.READ, minutes=9) + some(3))
    assert FEWEST == 5 and four.judged == 4
    assert (four.overall.share, four.overall.low, four.overall.high) == (None, 0, 1)
    assert four.helped is None and four.minutes.share is None and four.agreement.correlation is None
    assert all(not section.lines for section in sections(four) if section.name not in ("whole", "before"))
    assert "%" not in headline(four)
    five = figures_of(some(5, verdict=DIRECT))
    assert (five.overall.share, five.overall.low) == (1, wilson(5, 5)[0])


def test_a_long_record_ranks_above_a_lucky_streak() -> None:
    items = some(21, source="long", verdict=DIRECT) + some(3, source="long", verdict=NONE)
    items += [*some(5, source="lucky", verdict=DIRECT), item(source="silent"), item(source="")]
    rows = figures_of(items).by_source
    assert [row.label for row in rows[:2]] == ["long", "lucky"]
    assert {row.label for row in rows[2:]} == {"silent", NO_SOURCE}
    assert all(row.share is None and row.judged == 0 for row in rows[2:])


def test_a_question_whose_only_answer_is_that_of_all_items_is_left_out() -> None:
    alike = some(8, verdict=DIRECT, zone=Zone.MUST_HAVE)
    told = {section.name for section in sections(figures_of(alike))}
    assert "zone" in told and told.isdisjoint(("area", "stance", "kind", "source"))
    told = {
        section.name for section in sections(figures_of([*alike, *some(5, areas=("RAG",), verdict=NONE)]))
    }
    assert "area" in told


def test_an_item_counts_in_each_of_its_areas() -> None:
    both, none = item(areas=("RAG", "agents"), verdict=INDIRECT), item()
    rows = {row.label: row for row in figures_of([both, none]).by_area}
    assert rows["RAG"].indirect_keys == rows["agents"].indirect_keys == (both.key,)
    assert rows[NO_AREA].unjudged_keys == (none.key,)


@pytest.mark.parametrize(
    ("state", "minutes", "said"),
    [
        (State.UNREAD, 5, "unread"),
        (State.READING, 5, "begun"),
        (State.DROPPED, 5, "dropped"),
        (State.READ, 10, "read, up to 10 minutes"),
        (State.READ, 11, "read, up to 30 minutes"),
        (State.READ, 31, "read, over 30 minutes"),
    ],
)
def test_depth_is_how_far_and_how_long_it_was_read(state: State, minutes: int, said: str) -> None:
    assert depth(item(state=state, minutes=minutes)) == said


def test_what_waits_undecided_in_the_inbox_is_not_asked_about() -> None:
    waiting, read = item(Zone.INBOX), item(Zone.INBOX, state=State.READ)
    found = figures_of([waiting, read, item()])
    assert (found.total, found.waiting, found.overall.total) == (3, 1, 2)
    assert {row.label: row.total for row in found.by_zone} == {"nice-to-have": 1, "inbox": 2}
    assert any("1 unread in the inbox" in note for note in found.notes)


def test_regret_counts_what_was_put_away_ignored_or_left_out_and_then_needed() -> None:
    needed = item(Zone.PUT_AND_FORGET, DIRECT, zone_now=Zone.MUST_HAVE)
    ignored = item(Zone.NICE_TO_HAVE, INDIRECT, stance=Stance.IGNORED)
    left_out = replace(item(Zone.INBOX, DIRECT), item_id=-4)
    fine = some(2, Zone.PUT_AND_FORGET, NONE)
    later = item(Zone.MUST_HAVE, DIRECT, zone_now=Zone.PUT_AND_FORGET)
    found = figures_of([needed, ignored, left_out, *fine, item(Zone.PUT_AND_FORGET), later]).regret
    assert (found.count, found.judged, found.total) == (3, 5, 6)
    # What was left out is asked about at a rate of its own: all of one, and half of four of five.
    assert found.rate == pytest.approx((1 + 5 * 0.5) / 6)
    assert found.keys == (needed.key, ignored.key, left_out.key)
    assert found.other_keys == tuple(one.key for one in fine)


def test_waste_is_read_must_have_of_no_use() -> None:
    wasted = some(2, Zone.MUST_HAVE, NONE, state=State.READ)
    useful = some(3, Zone.MUST_HAVE, DIRECT, state=State.READ)
    unread = item(Zone.MUST_HAVE, NONE, state=State.DROPPED)
    found = figures_of([*wasted, *useful, unread]).waste
    assert (found.count, found.judged, found.total, found.rate) == (2, 5, 5, 0.4)
    assert found.keys == tuple(one.key for one in wasted)


def test_used_though_unread_needs_no_verdict() -> None:
    weak = trace(strength=Strength.WEAK)
    items = some(4, traces=(trace(),)) + some(2, state=State.READ, traces=(trace(), weak))
    items += some(3, traces=(weak,)) + some(3, traces=(trace(timing=Timing.BEFORE),))
    items += some(1, traces=(trace(kind=TraceKind.ANNOTATED, timing=Timing.BEFORE),))
    found = figures_of(items).unread_use
    assert (found.count, found.judged) == (5, 7)


def test_what_waits_in_the_inbox_may_be_used_all_the_same() -> None:
    items = some(6, Zone.INBOX, traces=(trace(),), used_at="2025-05-01") + some(4, Zone.INBOX)
    found = figures_of(items)
    assert (found.unread_use.count, found.unread_use.judged) == (6, 6)
    assert found.delay.n == found.lag.days.count(61) == 6
    assert len(found.lag.unused_keys) == 4
    assert found.notes == ("Not asked about: 10 unread in the inbox, undecided as they are.",)


def test_years_of_saving_are_told_by_what_was_used_of_each() -> None:
    items = some(3, saved_at="2023-05-06", traces=(trace(),)) + some(5, saved_at="2023-12-31")
    items += some(6, saved_at="2024-01-01T12:30:00+00:00", traces=(trace(timing=Timing.BEFORE),))
    items += some(4, saved_at="2025", traces=(trace(),))
    found = figures_of(items)
    told = [(one.label, one.count, one.judged, one.rate) for one in found.used_by_year]
    assert told == [("2023", 3, 8, 3 / 8), ("2024", 0, 6, 0.0), ("2025", 4, 4, None)]
    low, high = wilson(3, 8)
    assert (found.used_by_year[0].low, found.used_by_year[0].high) == pytest.approx((low, high))
    (years,) = (one for one in sections(found) if one.name == "years")
    assert [line.label for line in years.lines] == ["2023", "2024"]
    assert "years" not in {one.name for one in sections(figures_of(items[:8]))}


def test_suggestions_agree_where_what_was_kept_helped_and_what_was_put_aside_did_not() -> None:
    right = [item(verdict=DIRECT, suggested=Zone.MUST_HAVE), item(verdict=NONE, suggested=Zone.NO_NEED)]
    wrong = some(3, verdict=NONE, suggested=Zone.NICE_TO_HAVE)
    found = figures_of([*right, *wrong, item(suggested=Zone.NO_NEED), item(verdict=NONE)]).suggestions
    assert (found.rate, found.keys) == (0.4, tuple(one.key for one in right))


def test_gates_snoozes_and_minutes() -> None:
    items = some(4, verdict=DIRECT, let_in=True, state=State.READ, minutes=10)
    items += some(2, verdict=NONE, let_in=True, snoozed=True, state=State.READ, minutes=30)
    items += some(3, verdict=NONE, snoozed=True)
    found = figures_of(items)
    assert found.gate.rate == pytest.approx(4 / 6) and found.snoozed.rate == 0
    assert (found.minutes.spent, found.minutes.useful, found.minutes.share) == (100, 40, 0.4)
    assert found.minutes.low < 0.4 < found.minutes.high


def test_delay_is_the_median_of_known_uses() -> None:
    used = ["2025-03-11", "2025-03-03T23:59:00+00:00", "2025-04-30", "2025-03-01", "2025-02-01", None]
    items = [item(used_at=at, saved_at="2025-03-01T08:00:00+00:00") for at in used]
    found = delay(items)
    assert (found.n, found.median_days) == (4, None)
    assert found.keys == (items[3].key, items[1].key, items[0].key, items[2].key)
    many = delay([item(used_at=f"2025-03-{day:02}") for day in range(2, 18)])
    assert (many.low, many.median_days, many.high) == (4, 8.5, 13)


def test_the_lag_counts_what_is_not_used_yet() -> None:
    used = [item(used_at=f"2025-03-{day:02}") for day in (3, 5, 8, 11, 21)]
    helped_nobody_knows_when = item(verdict=DIRECT)
    unused = [*some(4), item(verdict=NONE)]
    found = lag([*used, *unused, helped_nobody_knows_when], TODAY)
    assert [point.days for point in found.curve] == [2, 4, 7, 10, 20]
    assert found.curve[-1].used == pytest.approx(0.5) and found.median_days == 20
    assert (found.curve[0].waiting, len(found.unused_keys)) == (10, 5)
    assert lag(used[:4], TODAY).curve == ()
    assert lag([item(used_at="2025-03", saved_at="2025") for _ in range(5)], TODAY).curve[0].days == 59


def test_agreement_is_perfect_opposite_or_undefined() -> None:
    verdicts = [DIRECT, INDIRECT, INDIRECT, NONE]
    good = agreement([item(*pair) for pair in zip(READING_ZONES, verdicts, strict=True)] * 5)
    bad = agreement([item(*pair) for pair in zip(READING_ZONES, verdicts[::-1], strict=True)] * 5)
    assert good.correlation and good.low and good.high
    assert good.correlation > 0.9 and bad.correlation == pytest.approx(-good.correlation)
    assert good.n == len(good.keys) == 20
    assert good.low < good.correlation < good.high <= 1
    assert agreement([item(Zone.MUST_HAVE, DIRECT)] * 9).correlation is None
    assert agreement([item(Zone.INBOX, DIRECT), item(Zone.INBOX, NONE)]).n == 0


def test_lists_earn_their_names_where_the_upper_one_helped_surely_more() -> None:
    items = some(40, Zone.MUST_HAVE, DIRECT) + some(20, Zone.NICE_TO_HAVE, DIRECT)
    items += some(20, Zone.NICE_TO_HAVE, NONE) + some(9, Zone.PUT_AND_FORGET, NONE)
    first, second = figures_of(items).gaps
    assert (first.upper, first.lower, first.difference) == ("must-have", "nice-to-have", 0.5)
    assert 0.3 < first.low < 0.5 < first.high < 0.7
    assert (second.upper, second.lower) == ("nice-to-have", "put-and-forget") and second.low > 0
    [names] = [section for section in sections(figures_of(items)) if section.name == "names"]
    assert "it earns its name" in names.lines[0].said


def test_what_was_confirmed_from_evidence_does_not_speak_for_the_rest() -> None:
    certain = some(20, verdict=DIRECT, sure=True)
    drawn = some(5, verdict=DIRECT) + some(15, verdict=NONE)
    found = figures_of([*certain, *drawn, *some(60)]).overall
    assert (found.useful, found.judged, found.total) == (25, 40, 100)
    assert found.share == pytest.approx((20 + 80 * 0.25) / 100)
    assert found.low < 0.4 < found.high


def test_verdicts_of_a_sample_count_for_what_they_were_drawn_for() -> None:
    known = some(10, verdict=DIRECT, stratum="known")
    must = some(5, Zone.MUST_HAVE, DIRECT, stratum="must-have") + some(5, Zone.MUST_HAVE)
    away = some(8, Zone.PUT_AND_FORGET, NONE, stratum="put-and-forget")
    away += some(2, Zone.PUT_AND_FORGET, DIRECT, stratum="put-and-forget") + some(70, Zone.PUT_AND_FORGET)
    chosen = some(10, Zone.PUT_AND_FORGET, DIRECT)
    found = figures_of([*known, *must, *away, *chosen], sampled=True)
    assert found.overall.share == pytest.approx((10 + 10 + 90 * 0.2) / 110)
    assert found.overall.outside_keys == tuple(one.key for one in chosen)
    assert found.helped and found.helped.low >= 10 + 5 + 2 and found.helped.high <= 110 - 8
    assert "sample says 35\u00a0%" in headline(found)
    assert any("outside of the sample: 10" in note for note in found.notes)
    rest = [replace(one, verdict=one.verdict or NONE) for one in [*known, *must, *away, *chosen]]
    whole = figures_of(rest, sampled=True)
    assert whole.overall.outside_keys == () and whole.overall.judged == 110
    assert whole.helped and whole.helped.low == whole.helped.about == whole.helped.high == 27


@settings(deadline=None)
@given(reviews(), st.booleans())
def test_figures_add_up_and_every_one_carries_its_items(items: list[JudgedItem], sampled: bool) -> None:
    figures = figures_of(items, sampled=sampled)
    asked = [one for one in items if one.asked or one.verdict]
    assert (figures.total, figures.judged) == (len(items), sum(one.verdict is not None for one in items))
    assert sum(row.total for row in figures.by_zone) == len(items)
    for rows in (figures.by_source, figures.by_stance, figures.by_kind, figures.by_depth):
        assert sum(row.total for row in rows) == len(asked)
        assert sum(row.useful for row in rows) == figures.overall.useful
    for row in (figures.overall, *figures.by_zone, *figures.by_source, *figures.by_area):
        assert row.useful == len(row.direct_keys) + len(row.indirect_keys)
        assert row.judged == row.useful + len(row.none_keys)
        assert row.total == row.judged + len(row.unjudged_keys) + len(row.outside_keys)
        assert (row.share is None) == (row.judged < FEWEST)
        assert 0 <= row.low <= (row.share or row.low) <= row.high <= 1
    for rate in (figures.regret, figures.waste):
        assert rate.count == len(rate.keys) and rate.judged == len(rate.keys) + len(rate.other_keys)
    filed = [one for one in asked if one.verdict is not None and one.zone_at_decision is not Zone.INBOX]
    assert figures.agreement.n == len(filed)
    if figures.agreement.correlation is not None:
        zones = [list(Zone).index(one.zone_at_decision) for one in filed]
        verdicts = [list(Verdict).index(one.verdict) for one in filed if one.verdict is not None]
        assert figures.agreement.correlation == pytest.approx(spearmanr(zones, verdicts).statistic)
    assert json.loads(json.dumps(figures.as_dict()))["total"] == len(items)
    for section in sections(figures):
        for line in section.lines:
            assert line.share is None or 0 <= line.share[1] <= line.share[0] <= line.share[2] <= 1


def test_few_verdicts_and_lopsided_ones_are_said_aloud() -> None:
    few = figures_of(some(6, verdict=DIRECT) + some(50))
    assert few.notes == ("Judged so far: 6 of 56 items, so the intervals are wide.",)
    assert figures_of(some(2)).notes == ("Judged so far: none of 2 items.",)
    assert figures_of([]).notes == ("No items in this period.",)
    must = some(40, Zone.MUST_HAVE, DIRECT)
    away = some(4, Zone.PUT_AND_FORGET, NONE) + some(36, Zone.PUT_AND_FORGET)
    (note,) = figures_of(must + away).notes
    assert note.startswith("must-have is judged more fully (100\u00a0%) than put-and-forget (10\u00a0%)")
    assert figures_of(must + [replace(one, verdict=NONE) for one in away]).notes == ()


def test_below_five_verdicts_no_overall_share_leans_anywhere() -> None:
    items = some(4, Zone.MUST_HAVE, DIRECT) + some(30, Zone.PUT_AND_FORGET)
    assert figures_of(items).notes == ("Judged so far: 4 of 34 items; from 5 on there are figures.",)


def test_whom_the_judged_stand_for_is_said_as_it_is_counted() -> None:
    """Of a sample each verdict stands for its list, else for all: then a note tells what that favours."""
    items = some(20, Zone.MUST_HAVE, DIRECT) + some(20, Zone.PUT_AND_FORGET)
    drawn = [replace(one, stratum=one.list_name) for one in items]
    of_sample, of_all = sections(figures_of(drawn, sampled=True))[0], sections(figures_of(items))[0]
    assert of_sample.formula.startswith("The judged stand for the others of their list, ")
    assert of_all.formula.startswith("The judged stand for the others, ")


def test_what_helped_of_ignored_areas_is_said_beside_what_was_spared() -> None:
    def told(*verdicts: Verdict | None) -> str:
        items = [item(Zone.PUT_AND_FORGET, verdict, stance=Stance.IGNORED) for verdict in verdicts]
        review = Review("2025-01-01", "2025-12-31", tuple(items))
        return right(review, figures_of(items), {})[-1]

    spared = "Of areas that you ignore on purpose: 2 items that you need not think of"
    assert told(NONE, None) == spared
    assert told(NONE, None, DIRECT) == f"{spared}; 1 more did help, of 2 judged"


def test_the_overflow_is_a_list_of_its_own() -> None:
    left_out = [replace(one, item_id=-one.item_id) for one in some(6, Zone.INBOX, NONE)]
    rows = figures_of([*left_out, *some(2, kind=Kind.PAPER)]).by_zone
    assert [(row.label, row.judged, row.share) for row in rows] == [
        ("nice-to-have", 0, None),
        (OVERFLOW, 6, 0),
    ]
