#!/usr/bin/env bash
# arxiv-latex-cleaner 1.0.11 takes the percent sign of program code for the start of a comment.
#
# Guess, written down first: comments go, but what stands in verbatim, lstlisting, \verb and \lstinline stays,
# since a percent sign there is no comment in TeX.
# Seen: `r = 7 % 3` inside verbatim and lstlisting becomes `r = 7 %`, so the published listing says something
# else; after \verb|a % b| the rest of the line goes, text and closing bar included, and the source no longer
# compiles. The percent signs of \url{...} stay, those of \href{...} are cut.
# What it means: a paper's TeX source from arXiv may hold listings that its authors never wrote. Code that a
# reader quotes is better taken from the PDF.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check arxiv-latex-cleaner==1.0.11
mkdir paper
cat > paper/main.tex <<'TEX'
\documentclass{article}
\usepackage{listings,hyperref}
\begin{document}
See \url{https://site.example/%D0%92} first. % a comment
\begin{lstlisting}[language=Python]
r = 7 % 3
\end{lstlisting}
\begin{verbatim}
s = 9 % 4
\end{verbatim}
The rest is \verb|a % b| of each row, then we stop.
See \href{https://site.example/x%20y}{this page} too.
\end{document}
TEX
env/bin/arxiv_latex_cleaner paper > log 2>&1
cat paper_arXiv/main.tex
has() { grep -qF -- "$1" paper_arXiv/main.tex || { echo "CHANGED: no line holds: $1"; exit 1; }; }
hasnt() { ! grep -qF -- "$1" paper_arXiv/main.tex || { echo "CHANGED: a line holds: $1"; exit 1; }; }
has '\url{https://site.example/%D0%92}'
has 'r = 7 %'
hasnt 'r = 7 % 3'
has 's = 9 %'
hasnt 's = 9 % 4'
hasnt 'of each row, then we stop'
hasnt 'this page'
echo "as stated: arxiv-latex-cleaner 1.0.11 cuts code at its percent signs"
