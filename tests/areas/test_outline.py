"""Outlines in many forms are read as names with what is said of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.areas.outline import parse
from kb.errors import JomoError

FIXTURES = Path(__file__).with_name("fixtures")
PASTED = sorted(file for file in FIXTURES.iterdir() if file.suffix != ".json")


@pytest.mark.parametrize("pasted", PASTED, ids=lambda file: file.stem)
def test_an_outline_is_read_and_the_prose_around_left_out(pasted: Path) -> None:
    expected = json.loads(pasted.with_suffix(".json").read_text(encoding="utf-8"))
    found = parse(pasted.read_text(encoding="utf-8"))
    assert [[one.name, one.criterion, one.parent] for one in found] == expected


def test_an_article_pasted_as_it_is_gives_the_directions_it_announces(shared: Path) -> None:
    found = parse((shared / "seeds" / "004_e1ec81322a124c8f.txt").read_text(encoding="utf-8"))
    assert [one.name for one in found] == [
        "Линейное моделирование последовательностей",
        "Разреженное моделирование последовательностей",
        "MoE",
        "Эффективное полное внимание",
        "Гибридные архитектуры",
        "Диффузионные LLM (DLLM)",
        "Применение архитектур в разных модальностях",
    ]
    assert all(40 < len(one.criterion) < 800 and one.parent is None for one in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Retrieval\nAgents\n  Tools\nSpeech\n", ["Retrieval", "Agents", "Tools", "Speech"]),
        ("We follow 1) search, 2) agents, 3) speech.", ["Search", "Agents", "Speech"]),
        ("а) Поиск\nб) Агенты\nв) Речь", ["Поиск", "Агенты", "Речь"]),
        ("| Area | What |\n|---|---|\n| Vision | seeing |\n| Speech | hearing |", ["Vision", "Speech"]),
        ("1. Alpha nets\n1. Beta nets\n1. Gamma nets", ["Alpha nets", "Beta nets", "Gamma nets"]),
        ("> Hi\n> 1. Fairness\n> 2. Privacy\n\nBye", ["Fairness", "Privacy"]),
        (
            "Первое направление — квантование. Веса в четыре бита.\n\n"
            "Второе направление — длинный контекст. Память.\n\nТретье направление — оценка. Бенчмарки.",
            ["Квантование", "Длинный контекст", "Оценка"],
        ),
    ],
)
def test_other_ways_to_write_a_list(text: str, names: list[str]) -> None:
    assert [one.name for one in parse(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Just a thought I had about models.",
        "In 2024 3 000 papers came out. 2 of 3 were bad. I read 1.5 of them a day.",
        "1. A single point",
    ],
)
def test_a_text_without_an_outline_says_what_to_do(text: str) -> None:
    with pytest.raises(JomoError, match="line of its own"):
        parse(text)
