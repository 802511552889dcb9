from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from bench.alike import METHODS, Collection, Judgement, agreement, graded, ndcg
from bench.measures import interval
from kb.embedding.protocol import Encoder
from kb.library import Library

TEXTS = [
    "watermarks hidden in pictures",
    "finding watermarks that pictures hide",
    "robots that walk on legs",
    "walking robots and their legs",
    "memory of long conversations",
]


@pytest.fixture
def encoder(library: Library) -> Encoder:
    return library.vectors.encoder


def test_ndcg_of_a_known_ranking() -> None:
    grades = np.array([0.0, 3.0, 1.0])
    discounts = [1, 1 / np.log2(3), 1 / 2]
    ideal = 3 * discounts[0] + 1 * discounts[1]
    assert ndcg(grades, np.array([1, 2, 0])) == 1
    assert ndcg(grades, np.array([0, 1, 2])) == pytest.approx((3 * discounts[1] + 1 * discounts[2]) / ideal)
    assert ndcg(np.zeros(3), np.array([0, 1, 2])) == 0


def test_the_interval_is_about_the_mean_and_narrows_with_more_values() -> None:
    values = np.random.default_rng(1).normal(5, 1, 400).tolist()
    low, high = interval(values)
    assert low < np.mean(values) < high
    few_low, few_high = interval(values[:20])
    assert high - low < few_high - few_low


def test_judged_seeds_by_id_by_text_and_by_both(encoder: Encoder) -> None:
    collection = Collection.embedded(TEXTS, encoder)
    judgements = [
        Judgement(("a",), {"b": 2}),
        Judgement(("robots walk with their legs",), {"c": 1, "d": 1}),
        Judgement(("a", "hidden watermarks"), {"b": 1}),
    ]
    table = graded(collection, list("abcde"), judgements, encoder)
    assert [row[:2] for row in table.rows] == [(method, "1.000") for method in METHODS]


def test_a_seed_is_never_its_own_answer(encoder: Encoder) -> None:
    collection = Collection.embedded(TEXTS, encoder)
    for ranking in collection.rankings([0, 2], [], encoder):
        assert sorted(ranking.tolist()) == [1, 3, 4]


def test_grades_of_unknown_items_are_refused(encoder: Encoder) -> None:
    collection = Collection.embedded(TEXTS, encoder)
    with pytest.raises(ValueError, match="not there: z"):
        graded(collection, list("abcde"), [Judgement(("a",), {"z": 1})], encoder)
    with pytest.raises(ValueError, match="share an id"):
        graded(collection, list("aacde"), [], encoder)


def test_agreement_counts_categories_of_the_most_alike(encoder: Encoder) -> None:
    table = agreement(Collection.embedded(TEXTS, encoder), [("x",), ("x",), ("x",), ("x",), ("x", "y")])
    assert {row[1] for row in table.rows} == {"1.000"}
    # Each of four meets three of {x} and one of {x, y}; the fifth meets four of {x}.
    assert {row[3] for row in table.rows} == {f"{(4 * (3 + 0.5) / 4 + 0.5) / 5:.3f}"}


def test_items_need_judgements(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    items = tmp_path / "items.jsonl"
    items.write_text(json.dumps({"id": "a", "text": TEXTS[0]}), encoding="utf-8")
    # Here: it brings in what every measurement needs, which no other test does.
    from bench import __main__ as bench_cli

    monkeypatch.setattr(sys, "argv", ["bench", "alike", "--items", str(items)])
    with pytest.raises(SystemExit):
        bench_cli.main()
    assert "belong together" in capsys.readouterr().err
