"""Vectors without language and form: what remains is the subject."""

from __future__ import annotations

import numpy as np

from kb.vectors.debias import form_axes, manner_means, without_axes


def library(russian: int) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Vectors of three subjects in two languages, the second far off along one direction."""
    rng = np.random.default_rng(3)
    centres, offset = rng.normal(size=(3, 48)), rng.normal(size=48) * 2
    subjects = np.arange(90) % 3
    languages = ["ru" if row < russian else "en" for row in range(90)]
    vectors = centres[subjects] + rng.normal(scale=0.3, size=(90, 48))
    vectors[:russian] += offset
    return (
        (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32),
        subjects,
        languages,
    )


def own_subject(vectors: np.ndarray, subjects: np.ndarray, russian: int) -> float:
    """The share of Russian items whose nearest English item is of their subject, and nearest of all."""
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    nearest = likeness[:russian].argsort(axis=1)[:, -20:]
    return float(((subjects[nearest] == subjects[:russian, None]) & (nearest >= russian)).mean())


def test_items_of_another_language_find_their_subject() -> None:
    vectors, subjects, languages = library(russian=12)
    axes = form_axes(vectors, languages)
    assert axes.shape == (1, 48)
    assert own_subject(without_axes(vectors, axes), subjects, 12) > own_subject(vectors, subjects, 12) + 0.1
    assert np.allclose(without_axes(vectors, axes) @ axes.T, 0, atol=1e-5)


def test_one_language_or_a_stray_item_changes_nothing() -> None:
    vectors, _, languages = library(russian=2)
    assert not len(form_axes(vectors, languages))
    assert not len(form_axes(vectors, ["en"] * 90))
    assert not len(form_axes(vectors[:0], []))
    assert without_axes(vectors, vectors[:0]) is vectors


def test_a_language_of_few_texts_is_judged_about_the_common_mean() -> None:
    rows = np.array([[1, 0]] * 40 + [[0, 1]] * 40 + [[-1, 0]], dtype=np.float32)
    english, russian, german = ("en", ""), ("ru", ""), ("de", "")
    means = manner_means(rows, [english] * 40 + [russian] * 40 + [german])
    assert np.allclose(means.overall, [39 / 81, 40 / 81])
    assert means.by_manner[russian] @ [0, 1] > 0.85
    assert np.linalg.norm(means.by_manner[german] - means.overall) < 0.2


def test_a_text_of_unknown_form_is_judged_as_the_form_it_is_nearest_to() -> None:
    rows = np.array([[1, 0.1]] * 40 + [[0.1, 1]] * 40, dtype=np.float32)
    means = manner_means(rows, [("en", "abstract")] * 40 + [("en", "prose")] * 40)
    text = np.array([[0.3, 1]], dtype=np.float32)
    assert np.allclose(means.centred(text, [("en", "")]), means.centred(text, [("en", "prose")]))


def test_a_missing_vector_does_not_count_in_the_mean() -> None:
    rows = np.array([[2, 0], [0, 0]], dtype=np.float32)
    means = manner_means(rows, [("en", "")] * 2)
    assert means.overall.tolist() == [1, 0]
    assert means.centred(rows, [("en", ""), ("de", "")])[1].tolist() == [0, 0]
