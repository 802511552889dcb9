import json
from collections import Counter
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from kb.reflection.figures import (
    NO_AREA,
    NO_SOURCE,
    agreement,
    delay,
    judging_order,
    regret,
    review_figures,
    usefulness_by_area,
    usefulness_by_source,
    usefulness_by_zone,
    waste,
)
from kb.reflection.intervals import wilson
from kb.types import READING_ZONES, Stance, State, Verdict, Zone
from kb.types.reviews import JudgedItem

numbers = count(1)
SAVED = "2025-03-01"


def item(zone: Zone = Zone.NICE_TO_HAVE, verdict: Verdict | None = None, **changes: Any) -> JudgedItem:
    number = next(numbers)
    return replace(
        JudgedItem(number, f"k{number}", f"Item {number}", zone, zone, State.UNREAD, "arXiv", (), SAVED),
        verdict=verdict,
        **changes,
    )


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
        )
        for _ in range(size)
    ]


def test_shares_by_zone_with_the_items_behind_them() -> None:
    verdicts = [*[Verdict.DIRECT] * 3, Verdict.INDIRECT, Verdict.NONE]
    must = [item(Zone.MUST_HAVE, verdict) for verdict in verdicts]
    waiting = item(Zone.MUST_HAVE)
    away = item(Zone.PUT_AND_FORGET, Verdict.NONE)
    first, last = usefulness_by_zone([away, *must, waiting])
    assert (first.label, first.useful, first.direct, first.judged, first.total) == ("must-have", 4, 3, 5, 6)
    assert first.share == pytest.approx(0.8)
    assert (first.low, first.high) == wilson(4, 5)
    assert first.direct_keys == tuple(one.key for one in must[:3])
    assert first.indirect_keys == (must[3].key,) and first.none_keys == (must[4].key,)
    assert first.unjudged_keys == (waiting.key,)
    assert (last.label, last.useful, last.judged) == ("put-and-forget", 0, 1)


def test_a_long_record_ranks_above_a_lucky_hit() -> None:
    items = [item(source="long", verdict=Verdict.DIRECT) for _ in range(18)]
    items += [item(source="long", verdict=Verdict.NONE) for _ in range(6)]
    items += [item(source="lucky", verdict=Verdict.DIRECT), item(source="silent"), item(source="")]
    rows = usefulness_by_source(items)
    assert [row.label for row in rows[:2]] == ["long", "lucky"]
    assert {row.label for row in rows[2:]} == {"silent", NO_SOURCE}
    assert all(row.share is None and row.judged == 0 for row in rows[2:])


def test_an_item_counts_in_each_of_its_areas() -> None:
    both, none = item(areas=("RAG", "agents"), verdict=Verdict.INDIRECT), item()
    rows = {row.label: row for row in usefulness_by_area([both, none])}
    assert rows["RAG"].indirect_keys == rows["agents"].indirect_keys == (both.key,)
    assert rows[NO_AREA].unjudged_keys == (none.key,)


def test_regret_counts_what_was_put_away_or_ignored_and_then_needed() -> None:
    needed = item(Zone.PUT_AND_FORGET, Verdict.DIRECT, zone_now=Zone.MUST_HAVE)
    ignored = item(Zone.NICE_TO_HAVE, Verdict.INDIRECT, areas=("crypto",))
    fine = item(Zone.PUT_AND_FORGET, Verdict.NONE)
    unknown = item(Zone.PUT_AND_FORGET)
    later = item(Zone.MUST_HAVE, Verdict.DIRECT, zone_now=Zone.PUT_AND_FORGET)
    found = regret([needed, ignored, fine, unknown, later], ["crypto"])
    assert (found.count, found.judged, found.total) == (2, 3, 4)
    assert found.keys == (needed.key, ignored.key) and found.other_keys == (fine.key,)
    figures = review_figures([needed, ignored, fine], {"crypto": Stance.UNDECIDED})
    assert figures.regret.keys == (needed.key,)


def test_waste_is_read_must_have_of_no_use() -> None:
    wasted = item(Zone.MUST_HAVE, Verdict.NONE, state=State.READ)
    useful = item(Zone.MUST_HAVE, Verdict.DIRECT, state=State.READ)
    unread = item(Zone.MUST_HAVE, Verdict.NONE, state=State.DROPPED)
    found = waste([wasted, useful, unread])
    assert (found.count, found.judged, found.total, found.keys) == (1, 2, 2, (wasted.key,))
    assert found.rate == 0.5


def test_delay_is_the_median_of_known_uses() -> None:
    used = ["2025-03-11", "2025-03-03T23:59:00+00:00", "2025-04-30", "2025-03-01", "2025-02-01", None]
    items = [item(used_at=at, saved_at="2025-03-01T08:00:00+00:00") for at in used]
    found = delay(items)
    assert (found.n, found.median_days) == (4, 6.0)  # 0, 2, 10, 60; the use before saving left out
    assert found.keys == (items[3].key, items[1].key, items[0].key, items[2].key)
    assert found.low is None
    assert delay([]).median_days is None
    many = delay([item(used_at=f"2025-03-{day:02}") for day in range(2, 18)])
    assert (many.low, many.median_days, many.high) == (4, 8.5, 13)


def test_agreement_is_perfect_opposite_or_undefined() -> None:
    verdicts = [Verdict.DIRECT, Verdict.INDIRECT, Verdict.INDIRECT, Verdict.NONE]
    good = agreement([item(*pair) for pair in zip(READING_ZONES, verdicts, strict=True)] * 5)
    bad = agreement([item(*pair) for pair in zip(READING_ZONES, verdicts[::-1], strict=True)] * 5)
    assert good.correlation and good.low and good.high
    assert good.correlation > 0.9 and bad.correlation == pytest.approx(-good.correlation)
    assert good.n == len(good.keys) == 20
    assert good.low < good.correlation < good.high <= 1
    assert agreement([item(Zone.MUST_HAVE, Verdict.DIRECT)] * 9).correlation is None
    assert agreement([item(Zone.INBOX, Verdict.DIRECT), item(Zone.INBOX, Verdict.NONE)]).n == 0


@settings(deadline=None)
@given(reviews())
def test_figures_add_up_and_every_one_carries_its_items(items: list[JudgedItem]) -> None:
    figures = review_figures(items, {"x": Stance.IGNORED})
    judged = sum(one.verdict is not None for one in items)
    assert (figures.total, figures.judged) == (len(items), judged)
    for rows in (figures.by_zone, figures.by_source):
        assert sum(row.total for row in rows) == len(items)
        assert sum(row.useful for row in rows) == figures.overall.useful
    for row in (figures.overall, *figures.by_zone, *figures.by_source, *figures.by_area):
        assert row.useful == len(row.direct_keys) + len(row.indirect_keys)
        assert row.judged == row.useful + len(row.none_keys)
        assert row.total == row.judged + len(row.unjudged_keys)
        assert (row.share is None) == (row.judged == 0)
        assert row.low <= (row.share or row.low) <= row.high
    for rate in (figures.regret, figures.waste):
        assert rate.count == len(rate.keys) and rate.judged == len(rate.keys) + len(rate.other_keys)
    filed = [one for one in items if one.verdict is not None and one.zone_at_decision is not Zone.INBOX]
    assert figures.agreement.n == len(filed)
    if figures.agreement.correlation is not None:
        zones = [list(Zone).index(one.zone_at_decision) for one in filed]
        verdicts = [list(Verdict).index(one.verdict) for one in filed if one.verdict is not None]
        assert figures.agreement.correlation == pytest.approx(spearmanr(zones, verdicts).statistic)
    assert json.loads(json.dumps(figures.as_dict()))["total"] == len(items)


def test_few_verdicts_and_lopsided_ones_are_said_aloud() -> None:
    few = review_figures([item(verdict=Verdict.DIRECT), *[item() for _ in range(50)]])
    assert few.notes == ("Judged so far: 1 of 51 items, so the intervals are wide.",)
    assert review_figures([item(), item()]).notes == ("Judged so far: none of 2 items.",)
    assert review_figures([]).notes == ("No items in this period.",)
    must = [item(Zone.MUST_HAVE, Verdict.DIRECT) for _ in range(40)]
    away = [item(Zone.PUT_AND_FORGET, Verdict.NONE if place < 4 else None) for place in range(40)]
    (note,) = review_figures(must + away).notes
    assert note.startswith("must-have is judged more fully (100%) than put-and-forget (10%)")
    full = [replace(one, verdict=Verdict.NONE) for one in away]
    assert review_figures(must + full).notes == ()


SIZES = zip(Zone, (3, 20, 60, 100, 217), strict=True)
POPULATION = [item(zone) for zone, size in SIZES for _ in range(size)]


@settings(deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 400))
def test_any_beginning_holds_each_zone_in_its_proportion(seed: int, length: int) -> None:
    sizes = Counter(one.zone_at_decision for one in POPULATION)
    order = judging_order(POPULATION, seed)
    assert sorted(one.item_id for one in order) == sorted(one.item_id for one in POPULATION)
    begun = Counter(one.zone_at_decision for one in order[:length])
    for zone, size in sizes.items():
        # Each zone is within one of its share at a cut; five zones' rounding shifts the cut itself.
        assert abs(begun[zone] - length * size / len(POPULATION)) <= 1 + len(sizes) * size / len(POPULATION)


def test_every_item_is_equally_likely_to_be_reached() -> None:
    items, seeds, length = POPULATION[:83], 1500, 20
    reached = Counter(one.item_id for seed in range(seeds) for one in judging_order(items, seed)[:length])
    share = length / len(items)
    deviation = (seeds * share * (1 - share)) ** 0.5
    assert all(abs(reached[one.item_id] - seeds * share) < 5 * deviation for one in items)


def test_order_is_deterministic_by_seed_and_not_by_input_order() -> None:
    order = judging_order(POPULATION, 7)
    assert order == judging_order(POPULATION[::-1], 7)
    assert order != judging_order(POPULATION, 8)


def test_judging_some_leaves_the_order_of_the_rest() -> None:
    order = judging_order(POPULATION, 7)
    done = {one.key for one in order[:50]}
    judged = [replace(one, verdict=Verdict.NONE) if one.key in done else one for one in POPULATION]
    assert judging_order(judged, 7) == order[50:]
