"""TeX of titles and abstracts as text: what is known goes, formulas and everything else stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.tex import plain_tex


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        # Accents and letters, in braces and without.
        (
            r"Schr\"odinger, Erd\H{o}s, na\"{\i}ve, \'{E}cole, {\'e}t\'e",
            "Schrödinger, Erdős, naïve, École, été",
        ),
        (r"\v{C}ech, Gar\c{c}on, \L{}ukasz, Bokm{\aa}l, stra{\ss}e", "Čech, Garçon, Łukasz, Bokmål, straße"),
        (r"{\alpha}-GAN, {\lambda}x, {\Omega}, \b{eta}, \r{ho}", "α-GAN, λx, Ω, β, ρ"),
        # Looks.
        (r"in \textit{alia lingua}?", "in alia lingua?"),
        (r"\textbf{\underline{P}}ersona and {\bf bold} {\em text\/}", "Persona and bold text"),
        (r"\textcolor{red}{Red} \textbf{\color{blue}B}lue", "Red Blue"),
        (r"the {BERT} and {GPT-4} models", "the BERT and GPT-4 models"),
        (r"EDC\textsuperscript{2}-RAG, 10{\deg}, 0.8 \pm 0.1", "EDC²-RAG, 10°, 0.8 ± 0.1"),
        # Signs.
        (r"5\% of R\&D \#1, snake\_case, \$100", "5% of R&D #1, snake_case, $100"),
        ("Fig.~3, models~(LLM), Top~5", "Fig. 3, models (LLM), Top 5"),
        (r"e.g.\ this, \eg, that, 1.3\,M, 2{,}260", "e.g. this, e.g., that, 1.3 M, 2,260"),
        ("Vision--Language from 2--3 to 5", "Vision–Language from 2–3 to 5"),
        ("``quoted'' and \"half quoted''", '“quoted” and "half quoted"'),
        # Links.
        (r"at \href{https://a.org/x\_y}{our page}", "at our page (https://a.org/x_y)"),
        (r"at \href{https://a.org/x}{https://a.org/x}", "at https://a.org/x"),
        (r"public\footnote{Code: \url{https://a.org/~me}.}", "public (Code: https://a.org/~me)"),
        # Formulas stay with the spaces beside them.
        (r"loss and the $\ell_1$ regularization", r"loss and the $\ell_1$ regularization"),
        (r"with $\mathcal{O}(\log n)$ steps\footnote{x}", r"with $\mathcal{O}(\log n)$ steps (x)"),
        (r"$\textit{near}$ and \textit{far}", r"$\textit{near}$ and far"),
        (r"by \(\approx\)1\,s, \[a~b\]", r"by \(\approx\)1 s, \[a~b\]"),
        ("from \\$5 to $\\sim$10 \\textbf{x}", "from $5 to $\\sim$10 x"),
        # What is no TeX, or not known, stays.
        ("~95% or 5~10, n~300, a ~ b, (~4x)", "~95% or 5~10, n~300, a ~ b, (~4x)"),
        ("World -- a model --- with --flag and ----", "World -- a model --- with --flag and ----"),
        ("f''(x) and {a: 1} and \\ours wins", "f''(x) and {a: 1} and \\ours wins"),
        ("https://a.org/b--c/~d/e_f", "https://a.org/b--c/~d/e_f"),
        ("50% of #1 {braced} ^caret \\ backslash", "50% of #1 {braced} ^caret \\ backslash"),
        ("From $5 to $10: a\n  price", "From $5 to $10: a price"),
        ("«Ёлка» -- 5 % от №1", "«Ёлка» -- 5 % от №1"),
    ],
)
def test_tex_as_text(tex: str, text: str) -> None:
    assert plain_tex(tex) == text


@given(st.text(alphabet="ab~-\\{}$%_'` \"1n(\ue000\ue001", max_size=60))
def test_any_signs_are_read_and_formulas_kept(text: str) -> None:
    assert isinstance(plain_tex(text), str)
    # A word between, so that no sign before reaches the formula.
    assert "$x_{1}\\,y$" in plain_tex(f"{text.replace('$', '')} so $x_{{1}}\\,y$ end")


@given(st.text(max_size=200))
def test_text_without_signs_of_tex_stays(text: str) -> None:
    text = " ".join("".join(sign for sign in text if sign not in "\\{}~`'$-").split())
    assert plain_tex(text) == text
