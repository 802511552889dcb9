"""Terms of one language in the other."""

from __future__ import annotations

from pathlib import Path

import pytest

import kb.text
from kb.text.russian import is_cyrillic
from kb.text.translation import in_english, translated
from kb.text.words import written_words

DICTIONARY = Path(kb.text.__file__).with_name("dictionary")


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("квантование больших языковых моделей", "quantization large language model"),
        ("обучение с подкреплением", "reinforcement learning"),
        ("перевод песен", "translation song"),
        ("безопасность ИИ и данных", "AI safety data"),
        ("linear attention", ""),
        ("и с о", ""),
    ],
)
def test_a_russian_question_in_english_words(question: str, english: str) -> None:
    said = in_english(question).lower()
    assert all(word in said for word in english.lower().split())
    assert bool(said) == bool(english)


def test_short_stems_need_the_same_dictionary_form() -> None:
    """`других` and `друг`, `песен` and `пёс` share stems."""
    assert "friend" not in in_english("одних моделей от других")
    assert "dog" not in in_english("перевод песен")


def test_english_terms_have_russian_names() -> None:
    [found] = translated(written_words("mixture of experts"))
    assert (found.start, found.end) == (0, 3)
    assert "смесь экспертов" in found.translations


@pytest.mark.parametrize("file", sorted(DICTIONARY.glob("*.txt")), ids=lambda file: file.name)
def test_every_line_of_the_dictionary_has_two_languages(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        english, russian = line.split("|")
        assert english.strip() and all(is_cyrillic(term) for term in russian.split(","))
        assert all(term.strip() for term in (*english.split(","), *russian.split(",")))
