from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.matching import match_count, parse_query, surface_forms
from kb.text.words import exact_names, fold, names_exactly, names_something, once_each, stem, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("модели", "моделью"),
        ("внимания", "внимание"),
        ("квантизация", "квантизации"),
        ("ёлка", "елки"),
        ("networks", "network"),
        ("Attention", "attention"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_stems_are_chosen_word_by_word() -> None:
    assert stems("Обучение моделей attention") == [*stems("обучения модели"), *stems("attention")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("C++ and C#", ["c++", "c#"]),
        ("GPT-4 beats Q8_0.", ["gpt-4", "q8_0"]),
        ("see arXiv 2510.26692, page 3", ["2510.26692", "3"]),
        ("from @varim_ml today", ["@varim_ml"]),
        ("plain words only", []),
    ],
)
def test_names_and_versions_are_kept_as_written(text: str, names: list[str]) -> None:
    assert exact_names(text) == names


def test_function_words_count_only_when_there_is_nothing_else() -> None:
    assert parse_query("what is attention").stems == (stem("attention"),)
    assert parse_query("что это").stems == (stem("что"), stem("это"))


@pytest.mark.parametrize("text", ["MiniMax M2", "GPTQ", "Qwen3-VL on A100", "безопасность LLM"])
def test_a_question_with_a_name_is_told_apart(text: str) -> None:
    assert names_something(text)


@pytest.mark.parametrize("text", ["Q8_0", "GPT-4", "код на C++", "@varim_ml", "P. Nakov", "А.Петров", "M2"])
def test_what_is_written_in_one_way_only_is_told_apart(text: str) -> None:
    assert names_exactly(text)


@pytest.mark.parametrize(
    "text",
    ["linear attention", "линейное внимание вместо квадратичного", "Why is it slow. And now", "fine-tuning"],
)
def test_a_question_without_names_too(text: str) -> None:
    assert not names_something(text)
    assert not names_exactly(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Ёлка", "елка"), ("Søgaard", "sogaard"), ("Müller", "muller"), ("й", "й"), ("İ", "i")],
)
def test_letters_are_folded_as_a_reader_types_them(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_surface_forms_are_found_as_written() -> None:
    query = parse_query("линейное внимание GPT-4")
    assert surface_forms("О линейном внимании в GPT-4 и людях", query) == ("линейном", "внимании", "GPT-4")


def test_a_text_with_more_of_the_question_counts_more() -> None:
    query = parse_query("linear attention GPT-4")
    assert match_count("linear attention in GPT-4", query) > match_count("linear attention", query) > 0
    assert match_count("nothing of it", query) == 0


@given(st.text(max_size=300))
def test_any_text_can_be_a_question(text: str) -> None:
    query = parse_query(text)
    assert set(query.stems) <= set(stems(text))


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (["agents", "agent", "tools", "Agent"], ["agents", "tools"]),
        (["моделей", "внимание", "моделями"], ["моделей", "внимание"]),
        (["linear attention", "attention", "linear-attention"], ["linear attention", "attention"]),
        ([], []),
    ],
)
def test_of_the_forms_of_a_word_the_first_is_told(terms: list[str], told: list[str]) -> None:
    assert once_each(terms) == told
