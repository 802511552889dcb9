"""How much the words of texts are those of seeds among them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from kb.text.tfidf import tf_idf
from kb.vectors.shared_words import WordedTexts


def worded(*texts: str, languages: str = "") -> WordedTexts:
    spoken = languages.split() or ["en"] * len(texts)
    return WordedTexts(tf_idf([Counter(text.split()) for text in texts], lambda term: 1.0), np.array(spoken))


def shared(texts: WordedTexts, *seeds: int, meaning: list[float] | None = None) -> list[float]:
    like = np.array(meaning or [0.0] * texts.rows.shape[0], dtype=np.float32)
    return [round(one, 4) for one in texts.shared(np.array(seeds, dtype=np.int64), like).tolist()]


def test_a_text_is_compared_with_all_seeds_together() -> None:
    texts = worded("speech", "music", "speech music", "roads")
    assert shared(texts, 0, 1)[2:] == [1.0, 0.0]


def test_a_seed_is_compared_with_the_others_alone() -> None:
    texts = worded("speech tones", "speech", "speech", "roads")
    assert shared(texts, 0, 1, 2)[0] == pytest.approx(1 / np.sqrt(2), abs=1e-3)
    assert shared(texts, 0, 3)[0] == 0.0


def test_the_only_seed_shares_what_is_usual() -> None:
    texts = worded("speech", "speech tones", "roads", "rails", "speech")
    found = shared(texts, 0)
    assert found[0] == np.median([1.0, *found[1:]]).round(4) > 0
    assert shared(worded("speech", "roads", "rails"), 0)[0] == 0.0


def test_a_text_without_words_shares_none() -> None:
    assert shared(worded("", "speech", ""), 0, 1) == [0.0, 0.0, 0.0]


def test_in_another_language_as_many_words_are_shared_as_the_meaning_promises() -> None:
    texts = worded("speech tones", "speech pitch", "roads", "речь", "дороги", languages="en en en ru ru")
    near, far = shared(texts, 0, 1, meaning=[0.9, 0.9, 0.1, 0.8, 0.1])[3:]
    assert near > far >= 0.0
    assert near <= 1.0
