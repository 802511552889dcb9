"""Budgets, counts and stretches of answers."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.agents.answer import as_json, listed, stretch, tokens
from kb.errors import JomoError

RECORDS = [
    {"key": f"arxiv:{number:04}", "title": "Attention, again " * (number % 5 + 1)} for number in range(40)
]


@pytest.mark.parametrize(
    "counted", (Path(__file__).with_name("tokens.jsonl")).read_text("utf-8").splitlines()
)
def test_tokens_are_about_what_tokenizers_of_large_models_make(counted: str) -> None:
    """Beginnings of answers in both languages, counted by js-tiktoken."""
    one = json.loads(counted)
    assert 0.9 <= tokens(one["text"]) / one["o200k"] <= 1.35
    assert 0.9 <= tokens(one["text"]) / one["cl100k"] <= 1.25


@given(st.integers(0, 39), st.integers(200, 3000))
def test_pages_of_a_list_leave_nothing_out_and_fit(offset: int, budget: int) -> None:
    answer = listed(RECORDS[offset:], len(RECORDS), offset, budget)
    shown = answer["items"]
    assert shown == RECORDS[offset : offset + len(shown)] and shown
    assert answer["total"] == 40 and (answer["from"], answer["to"]) == (offset + 1, offset + len(shown))
    assert answer["next_offset"] == (offset + len(shown) if offset + len(shown) < 40 else None)
    assert tokens(as_json(answer)) <= budget or len(shown) == 1


def test_what_nobody_counted_goes_on_until_nothing_comes() -> None:
    assert listed(RECORDS[:3], None, 0, 5000)["next_offset"] == 3
    assert listed([], None, 3, 5000)["next_offset"] is None
    assert listed([], 0, 0, 5000) | {"data": ""} == {
        "total": 0, "from": None, "to": None, "next_offset": None, "items": [], "data": "",
    }  # fmt: skip


@given(st.text(min_size=1, max_size=4000), st.integers(1, 300))
def test_stretches_together_are_the_text(text: str, budget: int) -> None:
    read, offset = "", 0
    while True:
        told = stretch(text, offset, budget)
        first, *_, last = told["text"].split("\n")
        assert last == f"</{first[1:]}"
        read += told["text"][len(first) + 1 : -len(last) - 1]
        assert (told["from"], told["characters"]) == (offset, len(text))
        if told["next_offset"] is None:
            break
        assert told["next_offset"] > offset
        offset = told["next_offset"]
    assert read == text


def test_a_stretch_ends_with_a_paragraph_where_one_ends() -> None:
    told = stretch("A first one.\n\nA second one. " + "word " * 200, 0, 30)
    assert told["text"].split("\n", 1)[1].startswith("A first one.\n\nA second one. ")
    assert stretch("One sentence here. " * 3 + "\n\n" + "x" * 400, 0, 20)["to"] == 59


def test_a_text_that_is_over_says_so() -> None:
    with pytest.raises(JomoError, match="3 characters"):
        stretch("abc", 3, 100)


def test_no_number_that_is_none_leaves() -> None:
    with pytest.raises(ValueError, match="JSON"):
        as_json({"share": math.nan})
