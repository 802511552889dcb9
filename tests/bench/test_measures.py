"""Measures of rankings against values worked out by hand."""

from __future__ import annotations

import json

import pytest

from bench.measures import hit, interval, ndcg, reciprocal_rank
from bench.questions import FOLDER, load

GRADES = {"a": 2, "b": 1, "c": 0}


def test_ndcg() -> None:
    assert ndcg(["a", "b"], GRADES) == 1
    # gains 1 and 3 at places 1 and 2, against 3 and 1
    assert ndcg(["b", "a"], GRADES) == pytest.approx((1 + 3 / 1.58496) / (3 + 1 / 1.58496), abs=1e-4)
    assert ndcg(["x", "y"], GRADES) == 0
    assert ndcg(["x"] * 10 + ["a"], GRADES) == 0


def test_hits_and_reciprocal_ranks() -> None:
    assert hit(["c", "b"], GRADES, 1) == 0 and hit(["c", "b"], GRADES, 2) == 1
    assert reciprocal_rank(["c", "x", "b"], GRADES) == pytest.approx(1 / 3)
    assert reciprocal_rank(["c"], GRADES) == 0


def test_an_interval_holds_the_mean_and_narrows_with_more_values() -> None:
    few, many = interval([0.0, 1.0] * 5), interval([0.0, 1.0] * 500)
    assert few[0] < 0.5 < few[1]
    assert many[1] - many[0] < (few[1] - few[0]) / 5


def test_the_judged_questions_are_whole() -> None:
    asked = load()
    assert len(asked) >= 100
    assert 0.4 < sum(one.language == "ru" for one in asked) / len(asked) < 0.6
    assert 0.25 < sum(one.unseen for one in asked) / len(asked) < 0.45
    assert all(max(one.grades.values()) > 0 and set(one.grades.values()) <= {0, 1, 2} for one in asked)
    needs = [
        json.loads(line)["id"] for file in FOLDER.glob("*.jsonl") for line in file.open(encoding="utf-8")
    ]
    assert len(needs) == len(set(needs))
