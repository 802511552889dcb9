"""Texts cut to their room: between words, in one line, never longer than asked."""

from __future__ import annotations

import pytest

from kb.text.excerpts import excerpt, shortened


@pytest.mark.parametrize(
    ("text", "size", "expected"),
    [
        ("Short  enough\n", 12, "Short enough"),
        ("Rotary embeddings, explained", 20, "Rotary embeddings…"),
        ("Как устроено внимание — и зачем", 25, "Как устроено внимание…"),
        ("Donaudampfschifffahrt", 10, "Donaudamp…"),
        ("", 5, ""),
    ],
)
def test_a_line_is_cut_between_words(text: str, size: int, expected: str) -> None:
    cut = shortened(text, size)
    assert cut == expected and len(cut) <= size


def test_an_excerpt_shows_the_word_that_was_asked_for() -> None:
    text = "\n".join(f"line {n} of a long text" for n in range(200)) + " needle and the end"
    for asked in ("needle", "line 0", "line 100 of"):
        shown = excerpt(text, ("absent", asked), 120)
        assert asked in shown and len(shown) <= 120 + len("… " + " …") and "\n" not in shown
    near = excerpt(text, ("line 100 of",), 120, 10)
    assert 0 < near.index("line 100 of") <= 10 + len("… ")
    assert excerpt(text, (), 60).startswith("line 0") and excerpt(text, (), 60).endswith(" …")


def test_an_excerpt_is_not_cut_within_a_formula() -> None:
    text = "word " * 8 + "$a_i + b_j = c_k$ and then " + "word " * 40
    assert excerpt(text, (), 46) == "word " * 7 + "word …"
    behind = (
        "word " * 30
        + "where $a_i + b_j + d_k + e_l + f_m = c_k$ holds, "
        + "and so on " * 12
        + "needle "
        + "word " * 9
    )
    assert "$" not in excerpt(behind, ("needle",), 200).partition("holds")[0]
