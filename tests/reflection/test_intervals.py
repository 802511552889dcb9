from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from kb.reflection.intervals import median_interval, weighted_wilson, wilson

counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, score method without correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_values(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)


@settings(deadline=None)
@given(counts, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_agrees_with_scipy(count: tuple[int, int], level: float) -> None:
    k, n = count
    other = binomtest(k, n).proportion_ci(level, method="wilson")
    assert wilson(k, n, level) == pytest.approx((other.low, other.high), abs=1e-9)


@settings(deadline=None)
@given(counts)
def test_holds_the_share_and_mirrors(count: tuple[int, int]) -> None:
    k, n = count
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    mirrored = wilson(n - k, n)
    assert (1 - high, 1 - low) == pytest.approx(mirrored)


def test_nothing_judged_leaves_everything_open() -> None:
    assert wilson(0, 0) == weighted_wilson([]) == (0.0, 1.0)


def test_equal_weights_are_plain_counts_and_unequal_ones_tell_less() -> None:
    assert weighted_wilson([(4, True)] * 3 + [(4, False)] * 9) == pytest.approx(wilson(3, 12))
    low, high = weighted_wilson([(30, True), *[(1, False)] * 30])
    assert low < wilson(15, 30)[0] and high > wilson(15, 30)[1]


@pytest.mark.parametrize(("k", "n", "level"), [(-1, 3, 0.95), (4, 3, 0.95), (0, -1, 0.95), (1, 3, 1.0)])
def test_impossible_counts_are_refused(k: int, n: int, level: float) -> None:
    with pytest.raises(ValueError):
        wilson(k, n, level)


def test_median_interval_at_known_ranks() -> None:
    assert median_interval(range(5)) is None  # 1 - 2 / 2**5 < 95 %
    assert median_interval(range(1, 7)) == (1, 6)
    # Conover, Practical Nonparametric Statistics: n = 16 gives ranks 4 and 13; n = 25 ranks 8 and 18.
    assert median_interval(range(1, 17)) == (4, 13)
    assert median_interval(range(25, 0, -1)) == (8, 18)


@settings(deadline=None)
@given(st.integers(6, 300), st.sampled_from([0.8, 0.95, 0.99]))
def test_median_interval_is_the_shortest_symmetric_one_with_its_coverage(n: int, level: float) -> None:
    interval = median_interval(range(1, n + 1), level)

    def coverage(rank: int) -> float:
        return float(1 - 2 * sum(comb(n, below) for below in range(rank)) / 2**n)

    if interval is None:
        assert coverage(1) < level
        return
    low, high = interval
    assert low + high == n + 1
    assert coverage(int(low)) >= level > coverage(int(low) + 1)
