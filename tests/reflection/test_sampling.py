"""Drawing fairly, and what it costs in width."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.reflection.sampling import AUDITED, allocate, audited, draw, fair_order, widths
from kb.types import State, Verdict, Zone
from kb.types.reviews import FEWEST, JudgedItem

SIZES = dict(zip(Zone, (3, 20, 60, 100, 217), strict=True))
POPULATION = [
    JudgedItem(
        number, f"k{number}", f"Item {number}", zone, zone, State.READ, "abc"[number % 3], (), "2025-03-01"
    )
    for number, zone in enumerate((zone for zone, size in SIZES.items() for _ in range(size)), start=1)
]


@settings(deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 400))
def test_any_beginning_holds_each_list_and_its_sources_in_their_proportion(seed: int, length: int) -> None:
    order = fair_order(POPULATION, seed)
    assert sorted(one.item_id for one in order) == [one.item_id for one in POPULATION]
    begun = order[:length]
    for zone, size in SIZES.items():
        inside = [one for one in begun if one.zone_at_decision is zone]
        # Each list is within one of its share at a cut; five lists' rounding shifts the cut itself.
        assert abs(len(inside) - length * size / len(POPULATION)) <= 1 + 5 * size / len(POPULATION)
        if size > 20:
            sources = Counter(one.source for one in inside)
            assert all(abs(sources[name] - len(inside) / 3) <= 2.1 for name in "abc")


def test_every_item_is_equally_likely_to_be_reached() -> None:
    items, seeds, length = POPULATION[:83], 1000, 20
    reached = Counter(one.item_id for seed in range(seeds) for one in fair_order(items, seed)[:length])
    share = length / len(items)
    deviation = (seeds * share * (1 - share)) ** 0.5
    assert all(abs(reached[one.item_id] - seeds * share) < 5 * deviation for one in items)


def test_the_order_depends_on_the_seed_alone_and_judging_leaves_the_rest_of_it() -> None:
    order = fair_order(POPULATION, 7)
    assert order == fair_order(POPULATION[::-1], 7) and order != fair_order(POPULATION, 8)
    assert fair_order([replace(one, verdict=Verdict.NONE) for one in POPULATION], 7)[5].key == order[5].key


@pytest.mark.parametrize("size", [5, 24, 25, 60, 150, 400, 1000])
def test_small_lists_get_what_a_figure_needs_before_large_ones_get_more(size: int) -> None:
    parts = allocate({"a": 3, "b": 40, "c": 1000}, size)
    assert sum(parts.values()) == min(size, 1043)
    if size >= 3 + 2 * FEWEST:
        assert parts["a"] == 3 and parts["b"] >= FEWEST
    if 60 <= size <= 150:
        assert parts["c"] / parts["b"] == pytest.approx(5, rel=0.2)


def test_a_larger_sample_holds_the_smaller_one() -> None:
    def drawn(size: int) -> set[str]:
        return {one.key for members in draw(POPULATION, size, seed=3).values() for one in members}

    assert drawn(40) < drawn(41) < drawn(120)
    assert drawn(10_000) == {one.key for one in POPULATION}


def test_what_was_drawn_stays_drawn_when_more_came() -> None:
    before = [one for members in draw(POPULATION[::2], 40, seed=3).values() for one in members]
    after = {one.key for members in draw(POPULATION, 60, seed=3, already=before).values() for one in members}
    assert {one.key for one in before} <= after and len(after) >= 60


def test_of_a_flood_that_feeds_left_out_a_few_are_asked_about() -> None:
    flood = [replace(one, item_id=-one.item_id, key=f"overflow:{one.item_id}") for one in POPULATION]
    asked = audited([*POPULATION[:30], *flood])
    assert sum(one.overflow for one in asked) == AUDITED and len(asked) == 30 + AUDITED
    assert asked[30:] == audited([*flood[::-1], *POPULATION[:30]])[30:]


def test_widths_shrink_with_the_size_and_end_with_everything() -> None:
    sizes = {"must-have": 30, "put-and-forget": 970}
    found = widths(sizes, known=100, share=0.5)
    assert [one.size for one in found] == [30, 60, 100, 150, 250, 400, 1000]
    overall = [one.overall for one in found]
    assert overall == sorted(overall, reverse=True) and overall[0] > 2 * overall[-2]
    assert found[0].by_list["must-have"] > found[-1].by_list["must-have"]
    assert widths({}, 0, 0.5) == []
