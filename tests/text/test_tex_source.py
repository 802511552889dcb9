import pytest

from kb.text.tex_source import printed


def test_what_latex_does_not_print_is_gone_and_its_lines_stay() -> None:
    source = r"""\documentclass{article} % arXiv:1111.11111
\usepackage{comment}\newif\ifdraft
\title{On {Attention}}\date{March 3, 2024}
100\% of \url{https://a.example/b%20c} % not this
\begin{comment}
hidden \cite{hidden}
\end{comment}
\iffalse never \ifdraft inner \fi still never \else printed again \fi
a \iff b, \ifdraft kept \fi
\begin{verbatim}
% kept
\end{verbatim}
\end{document}
afterwards
"""
    text = printed(source)
    assert text.count("\n") == source.count("\n")
    lines = text.split("\n")
    assert lines[3] == r"100\% of \url{https://a.example/b%20c} "
    assert "hidden" not in text and "never" not in text and "1111.11111" not in text
    assert "printed again" in lines[7] and "kept" in lines[8] and "% kept" in lines[10]
    assert "afterwards" not in text


@pytest.mark.parametrize("opening", ["\\begin{verbatim} ", "\\begin{comment} ", "\\iffalse ", "\\url{", "%"])
def test_latex_without_end_takes_no_longer_than_it_is(opening: str) -> None:
    assert printed(opening * 50_000 + "\n").count("\n") <= 1


def test_a_command_that_is_shown_is_none() -> None:
    text = r"Write \verb|\cite{key}| or \verb*+50%+, \lstinline!\ref{a}! and \cite{other}."
    assert printed(text) == r"Write  verb| cite{key}| or  verb*+50%+,  lstinline! ref{a}! and \cite{other}."
