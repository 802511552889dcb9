"""Intervals against simulation: of many reviews in a world whose truth is known, so many must hold it as the
interval promises. Discreteness makes a 95 % interval hold it in a little more or less."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kb.reflection.estimates import Cell, Estimate, difference, rate, total
from kb.reflection.intervals import weighted_wilson
from kb.reflection.sampling import allocate, draw
from kb.reflection.shares import Design
from kb.reflection.survival import used_by
from kb.types import READING_ZONES, State, Verdict
from kb.types.reviews import JudgedItem

RUNS = 1500
LEAST, MOST = 0.93, 0.99
WORLDS = {
    "even": {"a": (80, 0.3), "b": (80, 0.3), "c": (80, 0.3)},
    "as the lists promise": {"must": (40, 0.7), "nice": (120, 0.35), "put": (700, 0.04)},
    "useful where nobody looks": {"must": (20, 0.1), "put": (900, 0.45)},
}


def cells(world: dict[str, tuple[int, float]], hits: dict[str, int], parts: dict[str, int]) -> list[Cell]:
    return [Cell(hits[name], parts[name], size) for name, (size, _) in world.items()]


@pytest.mark.parametrize("size", [30, 100])
@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_rates_of_sampled_reviews(world: dict[str, tuple[int, float]], size: int) -> None:
    random = np.random.default_rng(1)
    parts = allocate({name: n for name, (n, _) in world.items()}, size)
    truth = sum(n * p for n, p in world.values()) / sum(n for n, _ in world.values())
    held, shares = 0, []
    for _ in range(RUNS):
        hits = {name: int(random.binomial(parts[name], p)) for name, (_, p) in world.items()}
        found = rate(cells(world, hits, parts))
        assert found
        held += found.low <= truth <= found.high
        shares.append(found.value)
    assert LEAST <= held / RUNS <= MOST
    assert np.mean(shares) == pytest.approx(truth, abs=0.01)


@pytest.mark.parametrize(("n", "p"), [(10, 0.3), (20, 0.1), (60, 0.22), (300, 0.05)])
def test_rates_of_full_reviews(n: int, p: float) -> None:
    random = np.random.default_rng(2)
    found = [rate([Cell(int(hits), n, n)]) for hits in random.binomial(n, p, RUNS)]
    # Small n has few possible results, and some of them carry much of the probability.
    assert 0.92 <= np.mean([one.low <= p <= one.high for one in found if one]) <= MOST


@pytest.mark.parametrize("size", [60, 300])
@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_how_many_of_these_items_helped(world: dict[str, tuple[int, float]], size: int) -> None:
    """What is judged is drawn without replacement, and at 300 much of it is judged."""
    random = np.random.default_rng(3)
    parts = allocate({name: n for name, (n, _) in world.items()}, size)
    useful = {name: round(n * p) for name, (n, p) in world.items()}
    truth, held = sum(useful.values()), 0
    for _ in range(RUNS):
        hits = {
            name: int(random.hypergeometric(useful[name], n - useful[name], parts[name]))
            for name, (n, _) in world.items()
        }
        found = total(cells(world, hits, parts))
        assert found
        held += found.low - 1e-9 <= truth <= found.high + 1e-9
    whole = all(parts[name] == n for name, (n, _) in world.items())
    assert held == RUNS if whole else LEAST <= held / RUNS <= MOST


def population() -> list[JudgedItem]:
    """600 items in four lists from three sources; the sources lie in different lists, and help
    differently."""
    random = np.random.default_rng(4)
    found = []
    for number in range(1, 601):
        place = int(random.choice(4, p=[0.05, 0.15, 0.3, 0.5]))
        source = "abc"[int(random.choice(3, p=[[0.6, 0.3, 0.1], [0.4, 0.4, 0.2]][place > 1]))]
        likely = {"a": 0.6, "b": 0.3, "c": 0.15}[source] * [1, 0.8, 0.5, 0.3][place]
        verdict = Verdict.DIRECT if random.random() < likely else Verdict.NONE
        zone = READING_ZONES[place]
        found.append(
            JudgedItem(number, f"k{number}", "", zone, zone, State.READ, source, (), "2025", verdict)
        )
    return found


def test_shares_of_sources_in_samples_as_they_are_drawn() -> None:
    """The whole way: drawn across lists and sources, judged, weighed; shares of groups that cross the
    lists."""
    everything, runs = population(), 150
    known = [replace(one, stratum="known") for one in everything[:40]]
    rest = everything[40:]
    truth = {
        name: float(np.mean([one.verdict is Verdict.DIRECT for one in everything if one.source in name]))
        for name in ("abc", "a", "b", "c")
    }
    held, values = dict.fromkeys(truth, 0), {name: [] for name in truth}  # type: dict[str, int], dict[str, list[float]]
    for seed in range(runs):
        drawn = {one.item_id: name for name, ones in draw(rest, 120, seed).items() for one in ones}
        asked = known + [
            replace(one, stratum=drawn[one.item_id]) if one.item_id in drawn else replace(one, verdict=None)
            for one in rest
        ]
        design = Design.of(asked, sampled=True)
        for name, share in truth.items():
            found = design.share(name, [one for one in asked if one.source in name])
            assert found.share is not None
            held[name] += found.low <= share <= found.high
            values[name].append(found.share)
    for name, share in truth.items():
        assert held[name] / runs >= LEAST, name
        assert np.mean(values[name]) == pytest.approx(share, abs=0.025), name


def test_shares_of_minutes() -> None:
    random = np.random.default_rng(5)
    held = 0
    for _ in range(RUNS):
        minutes = random.lognormal(2.2, 0.8, 40)
        useful = random.random(40) < 0.3
        low, high = weighted_wilson(list(zip(minutes.tolist(), useful.tolist(), strict=True)))
        held += low <= 0.3 <= high
    assert LEAST <= held / RUNS <= MOST


def test_differences_between_lists() -> None:
    random = np.random.default_rng(6)
    held = 0
    for upper, lower in zip(random.binomial(25, 0.6, RUNS), random.binomial(80, 0.35, RUNS), strict=True):
        one, other = rate([Cell(int(upper), 25, 25)]), rate([Cell(int(lower), 80, 80)])
        assert one and other
        found = difference(one, other)
        held += found.low <= 0.25 <= found.high
    assert LEAST <= held / RUNS <= MOST


@pytest.mark.parametrize("day", [30, 120])
def test_the_curve_of_use_with_what_is_not_used_yet(day: int) -> None:
    """A third is never used; the others wait 90 days on average; all have been saved for 1 to 300 days."""
    random = np.random.default_rng(7)
    truth, held, runs = 2 / 3 * (1 - np.exp(-day / 90)), 0, 600
    for _ in range(runs):
        saved_for = random.integers(1, 301, 80)
        waits = np.where(random.random(80) < 1 / 3, np.inf, random.exponential(90, 80))
        seen = [(int(min(w, s)), bool(w <= s)) for w, s in zip(np.ceil(waits), saved_for, strict=True)]
        point = [one for one in used_by(seen) if one.days <= day][-1]
        held += point.low <= truth <= point.high
    assert LEAST <= held / runs <= MOST


def test_the_curve_of_a_published_trial() -> None:
    """Weeks of remission with 6-MP (Freireich et al. 1963), as every textbook of survival works it out; the
    interval on log(-log) as R's `survfit(conf.type = "log-log")` gives it."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    going_on = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    points = used_by([*((week, True) for week in ended), *((week, False) for week in going_on)])
    assert [point.days for point in points] == [6, 7, 10, 13, 16, 22, 23]
    assert [point.waiting for point in points] == [21, 17, 15, 12, 11, 7, 6]
    unused = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert [1 - point.used for point in points] == pytest.approx(unused, abs=5e-4)
    assert (1 - points[0].high, 1 - points[0].low) == pytest.approx((0.620, 0.952), abs=1e-3)
    assert (1 - points[-1].high, 1 - points[-1].low) == pytest.approx((0.188, 0.680), abs=1e-3)


def test_when_all_are_used_the_curve_says_no_more_than_it_knows() -> None:
    *_, last = used_by([(1, True), (2, True)])
    assert (last.days, last.used, last.low, last.high) == (2, 1, 0, 1)
    assert used_by([(5, False)]) == ()


def test_of_strata_that_nobody_judged_anything_is_possible() -> None:
    assert rate([Cell(0, 0, 50)]) is None and total([Cell(0, 0, 50)]) is None
    found = rate([Cell(20, 40, 40), Cell(0, 0, 40)])
    assert found and found.value == 0.5 and found.low < 0.27 and found.high > 0.73
    count = total([Cell(20, 40, 40), Cell(0, 0, 40)])
    assert count == Estimate(40, 20, 60)
