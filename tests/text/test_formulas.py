"""Formulas in letters, for what sets none: titles in tables, on cards, beside the pointer, in a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.formulas import in_prose, lettered


@pytest.mark.parametrize(
    ("tex", "letters"),
    [
        (r"Di$\mathtt{[M]}$O: one step", "Di[M]O: one step"),
        (r"$\text{R}^2\text{ec}$: recommenders", "R²ec: recommenders"),
        (r"Trans${^2}$-CBCT and SGG-R$^{\rm 3}$", "Trans²-CBCT and SGG-R³"),
        (r"Mobi-$\pi$, $\Lambda$CDM, $f$-divergences", "Mobi-π, ΛCDM, f-divergences"),
        (r"UpSafe$^\circ$C", "UpSafe°C"),
        (
            r"open set metrics to $\textit{near} $, $ \textit{far} $ and farther",
            "open set metrics to near, far and farther",
        ),
        (r"in $O(n\log n)$ instead of $O(n^{2})$", "in O(nlog n) instead of O(n²)"),
        (r"\(f:(0,\infty)\to\mathbb{R}\)", "f:(0,∞)→R"),
        (r"$x_i$, $x_{test}$, $e^{a+b}$, $\frac{1}{n+1}$, $\sqrt{d}$", "xᵢ, x_test, e^(a+b), 1/(n+1), √d"),
        (r"$\textsc{Bench}$, $\emph{who}$ and $\textmd{what}$", "Bench, who and what"),
        (r"$\widetilde{O}(\sqrt{T})$, $\hat y$, $\vec{v}$", "Õ(√T), ŷ, v⃗"),
        (r"$\lceil x\rceil \gtrsim \aleph_0$", "⌈ x⌉ ≳ ℵ₀"),
        (r"$\underline{\textbf{S}}$ketch $\geq 10\%$", "Sketch ≥ 10%"),
    ],
)
def test_a_formula_is_told_in_letters(tex: str, letters: str) -> None:
    assert lettered(tex) == letters


@pytest.mark.parametrize(
    "text",
    [
        "no formula, 50 % and a_b",
        "from $5 to $6, or $7",
        "for $20 a_month in one plan and $30",
        "при цене $цена_1$",
        # What is not known is no sign lost.
        r"$\method$ and $\overline{F_1}$",
    ],
)
def test_what_is_no_formula_or_not_known_stays(text: str) -> None:
    assert lettered(text) == text


def test_prose_between_two_prices_is_no_formula() -> None:
    assert in_prose("20 a_month in one plan and ")
    assert not in_prose(r"x_{some words} + y")


@given(st.text(alphabet=r"$\{}^_ abπ1textpifrac()", max_size=60))
def test_nothing_stops_it_and_letters_stay_letters(text: str) -> None:
    assert lettered(lettered(text)) is not None
    if "$" not in text and "\\" not in text:
        assert lettered(text) == text
