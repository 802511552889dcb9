"""Russian phrases as names."""

from __future__ import annotations

import pytest

from kb.topics.russian import nominative


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("графовых нейросетей", "графовые нейросети"),
        ("активаций", "активации"),
        ("обучением с подкреплением", "обучение с подкреплением"),
        ("большой языковой модели", "большая языковая модель"),
        ("сегментацию снимков", "сегментация снимков"),
        ("llm агентов", "llm агенты"),
        ("kv cache", "kv cache"),
        ("kv-кэша", "kv-кэш"),
        ("rl-обучения", "rl-обучение"),
        ("популярных rl-алгоритмов", "популярные rl-алгоритмы"),
        ("двунаправленных lstm", "двунаправленные lstm"),
        ("внутренней речи", "внутренняя речь"),
        ("ответам на вопросы", "ответы на вопросы"),
        ("дерева монте-карло", "дерево монте-карло"),
        ("весами моделей", "веса моделей"),
        ("трансформерами для речи", "трансформеры для речи"),
        ("стратегий обучения qwen", "стратегии обучения qwen"),
    ],
)
def test_noun_phrases_stand_in_the_nominative(phrase: str, name: str) -> None:
    assert nominative(phrase) == name


@pytest.mark.parametrize(
    "phrase",
    [
        "быстрее",
        "показали",
        "недавно обучили",
        "большой",
        "модель и",
        "языки модель",
        "разработанная командой qwen",
        "масштаб небольшой набор",
    ],
)
def test_what_is_no_noun_phrase_is_no_name(phrase: str) -> None:
    assert nominative(phrase) is None
