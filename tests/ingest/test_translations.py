"""Works that say the same in two languages."""

from __future__ import annotations

import numpy as np
import pytest

from kb.ingest.save import ingest
from kb.ingest.translations import translations
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, Kind
from tests.conftest import EngineEncoder

SMALL = "The small model keeps most of the quality of the large one and answers ten times as fast."
IN_RUSSIAN = "Маленькая модель сохраняет большую часть качества большой и отвечает в десять раз быстрее."


def towards(*angles: float) -> np.ndarray:
    return np.array([(np.cos(angle), np.sin(angle)) for angle in angles], dtype=np.float32)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ((0.0, 1.5), (1.4, 0.1), [(0, 1), (1, 0)]),
        ((0.0,), (0.6,), []),
        ((0.0,), (0.3, 0.31), []),
        ((0.3, 0.31), (0.0,), []),
        ((0.3, 0.0), (0.05,), [(1, 0)]),
        ((), (0.0,), []),
    ],
    ids=["each its own", "too far", "two alike", "two alike of the other", "one ahead", "nothing"],
)
def test_one_says_the_same_and_nothing_else_does(
    one: tuple[float, ...], other: tuple[float, ...], wanted: list[tuple[int, int]]
) -> None:
    found = translations(towards(*one).reshape(-1, 2), towards(*other).reshape(-1, 2))
    assert [(row, column) for row, column, _ in found] == wanted
    assert all(cosine <= 1.001 for *_, cosine in found)


def test_a_translated_title_is_proposed_by_what_it_says(settings: Settings) -> None:
    texts = (
        ("url:https://a.example/1", "How to train a small model on the answers of a large one", SMALL),
        ("url:https://b.example/1", "Как обучить маленькую модель на ответах большой", IN_RUSSIAN),
        ("url:https://b.example/2", "Почему рыбаки чинят сети зимой", "Летом они в море."),
        ("url:https://a.example/2", "Satellite pictures of northern forests", "How forests change."),
    )
    library = Library(settings, encoder=EngineEncoder.here())
    ingest(library.store, [Document(key, Kind.ARTICLE, title, summary=text) for key, title, text in texts])
    assert library.duplicates.pairs() == []
    library.work.embed()
    [pair] = library.duplicates.pairs()
    assert {pair.first.key, pair.second.key} == {texts[0][0], texts[1][0]}
    assert pair.reason == "the same said in another language"
    library.close()
