"""The measures of the map against known answers."""

from __future__ import annotations

import numpy as np
import pytest

from bench.mapping import _ctfidf_names, trustworthiness
from kb.topics.terms import TopicText
from kb.vectors.linear import centred_rows


def test_trustworthiness_agrees_with_the_one_of_scikit_learn() -> None:
    from sklearn.manifold import trustworthiness as theirs

    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(200, 12)).astype(np.float32)
    xy = vectors[:, :2] + rng.normal(scale=0.2, size=(200, 2)).astype(np.float32)
    expected = theirs(centred_rows(vectors), xy, n_neighbors=10, metric="cosine")
    assert trustworthiness(vectors, xy) == pytest.approx(expected, abs=1e-3)


def test_baseline_names_are_the_words_that_set_a_topic_apart() -> None:
    texts = [TopicText("cache decoding", "the cache of the model", "en")] * 3
    texts += [TopicText("tumour scans", "the tumour in the scan", "en")] * 3
    first, second = _ctfidf_names(texts, np.repeat([0, 1], 3))
    assert "cache" in first.split() and "tumour" in second.split()
    assert len(first.split()) == 4
