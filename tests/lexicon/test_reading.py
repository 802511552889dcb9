"""The word lists of the field keep to their one syntax."""

from __future__ import annotations

import re

import pytest

from kb.lexicon.reading import FOLDER, Entry, entries, heads, words

LISTS = sorted(path.stem for path in FOLDER.glob("*.txt"))


def test_a_line_has_two_sides_and_stands_below_its_head() -> None:
    assert entries("terms")[0] == Entry(
        "", ("machine learning", "ML"), ("машинное обучение", "МО", "машинное самообучение", "машин лёрнинг")
    )
    [faces] = [entry for entry in entries("ideas") if entry.english == ("face recognition",)]
    assert faces.head == "computer vision | компьютерное зрение | images and video"
    assert "language models | языковые модели" in heads("ideas")


def test_words_of_a_head_reach_over_its_lines_and_both_languages() -> None:
    inside = words("unnamed", "inside")
    assert {"of", "с"} <= inside and not inside & words("unnamed", "never alone")
    assert {"accuracy", "алгоритм"} <= words("unnamed", "never alone")


@pytest.mark.parametrize("name", LISTS)
def test_each_side_is_in_its_language_and_nothing_stands_twice_in_a_line(name: str) -> None:
    for entry in entries(name):
        assert entry.english or entry.russian
        for side in (entry.english, entry.russian):
            assert len(set(side)) == len(side), entry
        if entry.english and entry.russian:
            assert not any(re.fullmatch(r"[а-яё -]+", term) for term in entry.english), entry


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        entries("nowhere")
