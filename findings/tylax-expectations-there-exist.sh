#!/usr/bin/env bash
# tylax 0.3.8, a converter between LaTeX and Typst "in both directions", reads Typst's expectation as "there exists"
# and a column as an arrow.
#
# Guess, written down first: formulas keep their meaning in both directions; what is not known is told of.
# Seen: fractions, sums, roots, cases and delimiters do. But EE, Typst's double-struck E, becomes \exists, so that the
# mean over x of f(x) is "there exists x: f(x)", also on the way from \mathbb{E} and back, while PP and RR are right.
# "x tilde p" becomes x \tilde p, an accent over p; vec(1, 2), a column, \vec{1}{2}, an arrow over 1; mat(1, 2; 3, 4)
# loses its brackets. Words that it does not know (slash, top, mod, nleq) come out as letters that are multiplied, a
# percent sign unescaped, so that the rest of the line is a comment; a\_b becomes a_b, an index, in both directions.
# typst_to_latex_diagnostics has no warning for any of it.
# What it means: a paper moved from Typst to a journal's LaTeX compiles and claims something else in its main formulas.
# Search the result for \exists, \tilde and \vec before sending it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check tylax==0.3.8 2> log || { cat log; exit 1; }
cat > convert.py <<'PY'
from tylax import latex_to_typst, typst_to_latex, typst_to_latex_diagnostics

TO_LATEX = {
    "$EE[x] <= PP(x)$": r"$\exists\left[x\right] \leq \mathbb{P}(x)$",
    "$x tilde p$": r"$ x \tilde p $",
    "$vec(1, 2)$": r"$\vec{1}{2} $",
    "$mat(1, 2; 3, 4)$": "$\\begin{matrix}\n 1 & 2 \\\\\n 3 & 4\n\\end{matrix} $",
    "$x^top slash 2$": "$ x^{top} slash 2 $",
    "$50% c$": "$ 50 % c $",
    r"$a\_b$": "$ a_b $",
    "$sqrt(x)/2$": r"$\frac{\sqrt{x}}{2} $",
}
as_stated = True
for typst, latex in TO_LATEX.items():
    found = typst_to_latex(typst).strip()
    print(typst, "->", found)
    as_stated &= found == latex and not typst_to_latex_diagnostics(typst).warnings
back = typst_to_latex(latex_to_typst(r"$\mathbb{E}[f(x)]$")).strip()
print(r"$\mathbb{E}[f(x)]$, there and back:", back)
as_stated &= back.startswith(r"$\exists") and latex_to_typst(r"$a\_b$").strip() == "$a_b$"
raise SystemExit(not as_stated)
PY
env/bin/python convert.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: tylax 0.3.8 reads the expectation as a quantifier"
