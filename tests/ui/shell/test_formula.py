"""Which TeX in a title is drawn, and which stays as somebody wrote it."""

import pytest

from kb.ui.shell.escape import plain
from kb.ui.shell.formula import drawable


@pytest.mark.parametrize(
    "tex",
    [
        r"\ell_1", r"O(\log n)", r"\mathcal{O}(n^2)", r"\mathtt{[M]}", r"\text{R}^2\text{ec}", "PD^3F", "^3",
        "{^2}", r"^\circ", r"^{\rm 3}", r"\frac{1}{2}", r"\sqrt{2}", "x'_i", r"\mathbb R^d", "p_{data}",
        r"\alpha + \beta",
        r"\epsilon-greedy_1", r"\{x\}_n", "10^{-3}", r"\mathrm{SO}(3)_k", "SE(3)^n",
        r"δ\geq 0", "ν_r", "k", "κ",
    ],
)  # fmt: skip
def test_drawn(tex: str) -> None:
    assert drawable(tex)
    assert plain(f"On ${tex}$ norms") == f"On ${tex}$ norms"


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{1}{", r"\frac{1}", "x_", "x^y^z", "x__1", "x_{a", "}x_{", r"\unheard_1",
        "x_1\\", "x^'", r"\begin{x}_1\end{x}", "5_a and b", "2_000 for each_1", "a & b_c", "#_1", "a_1 % b",
        "[0,1)_x", "x]_[1", "цена_1", "x_1" * 60,
    ],
)  # fmt: skip
def test_left_as_written(tex: str) -> None:
    assert not drawable(tex)
    assert "\\$" in plain(f"On ${tex}$ norms")
    assert plain(f"On ${tex}$ norms").count("$") == plain(f"On ${tex}$ norms").count("\\$")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (r"the \(f_i\) and \( \approx \)", r"the $f_i$ and $\approx$"),
        (r"a \(call of them\)", r"a \\(call of them\\)"),
        (r"about $\sim$10", r"about $\sim$10"),
        (r"$ \textit{x} $, $\textbf{Big Model}$ and $\texttt{S}$PEC", "x, Big Model and SPEC"),
        (r"in $ O(\log n) $ and $\ell_1 $", r"in $O(\log n)$ and $\ell_1$"),
        (r"$\left( x_1$, $\text{a_b}$ and $x^\frac{1}{2}$", r"( x₁, a\_b and x^(1/2)"),
        ("$5 or 6$", r"\$5 or 6\$"),
        ("$5$ and $US$", r"\$5\$ and \$US\$"),
    ],
)
def test_what_else_marks_a_formula(typed: str, shown: str) -> None:
    assert plain(typed) == shown
