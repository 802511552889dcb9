#!/usr/bin/env bash
# pylatexenc 2.11, which makes plain text of abstracts, writes formulas that mean something else.
#
# Guess, written down first: a formula as text looks poor but says the same, so what LaTeX holds together in braces
# gets brackets where an operator is inside.
# Seen: \frac{1+x}{2} becomes 1+x/2, \frac{a}{b+c} becomes a/b+c, x^{a+b} becomes x^a+b, \binom{n}{k} becomes nk,
# and \textsuperscript leaves no sign, so 10\textsuperscript{6} becomes 106. Under \sqrt the brackets are written.
# What it means: a figure or bound taken from such a text (an index, a prompt, a quotation) is wrong and looks right.
# Keep the source of formulas (`math_mode="verbatim"`), and give the macros a replacement with brackets.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pylatexenc==2.11
cat > formulas.py <<'PY'
from pylatexenc.latex2text import LatexNodes2Text

EXPECTED = {
    r"$\frac{1+x}{2}$": "1+x/2",
    r"$\frac{a}{b+c}$": "a/b+c",
    r"$x^{a+b}$": "x^a+b",
    r"$\binom{n}{k}$": "nk",
    r"10\textsuperscript{6} steps": "106 steps",
    r"$\sqrt{a+b}c$": "√(a+b)c",
}
seen = {source: LatexNodes2Text().latex_to_text(source) for source in EXPECTED}
for source, text in seen.items():
    print(source, "->", text)
kept = LatexNodes2Text(math_mode="verbatim").latex_to_text(r"$\frac{1+x}{2}$")
print("verbatim:", kept)
raise SystemExit(seen != EXPECTED or kept != r"$\frac{1+x}{2}$")
PY
env/bin/python formulas.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: pylatexenc 2.11 drops what held a formula together"
