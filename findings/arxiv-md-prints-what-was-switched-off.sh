#!/usr/bin/env bash
# arxiv-md 0.1.0, a converter of arXiv sources to Markdown, prints what authors had switched off.
#
# Guess, written down first: what TeX does not print is left out: comments, \iffalse ... \fi, the comment environment;
# names keep their accents, \url its address.
# Seen: comments behind % are left out, macros, formulas and tables of several rows are right. The text between \iffalse
# and \fi continues the paragraph before it, that of a comment environment is a block of code: no warning. Accents are
# lost, in authors and in the text (Jerome Muller). An escaped space in \url, a%20b, is taken for a comment, so that
# the address swallows the rest of the paper (this one with a warning "unmatched \end{document}").
# What it means: drafts, reviewers' remarks and numbers that authors withdrew come into summaries and searches as claims
# of the paper; a search for the author Müller does not find it. Run the source through arxiv-latex-cleaner or latexpand
# first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check arxiv-md==0.1.0 2> log || { cat log; exit 1; }
cat > paper.tex <<'TEX'
\documentclass{article}
\usepackage{comment}
\newcommand{\E}{\mathbb{E}}
\title{On Nets}
\author{J\'er\^ome M\"uller}
\begin{document}
\maketitle
\section{Results}
M\"uller shows $\E[x] = 1$. % Hidden behind a percent sign.
\iffalse
The accuracy falls to 12.
\fi
\begin{comment}
Reviewer 2 was right.
\end{comment}
See \url{https://example.org/a%20b} for more.

The end.
\end{document}
TEX
cat > convert.py <<'PY'
from pathlib import Path

from arxiv_md import ConvertOptions, convert_path

paper = convert_path(Path("paper.tex"), ConvertOptions(render_assets=False))
print(paper.markdown)
print(*(warning.message for warning in paper.warnings), sep="\n")
withdrawn = "The accuracy falls to 12." in paper.markdown and "Reviewer 2 was right." in paper.markdown
named = "*Jerome Muller*" in paper.markdown and "Muller shows" in paper.markdown
swallowed = paper.markdown.rstrip().splitlines()[-1]
told = any("iffalse" in str(warning) or "comment" in str(warning) for warning in paper.warnings)
as_stated = withdrawn and named and not told and "Hidden behind" not in paper.markdown
raise SystemExit(not as_stated or not swallowed.endswith(">"))
PY
env/bin/python convert.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: arxiv-md 0.1.0 prints what was switched off"
