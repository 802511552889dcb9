#!/usr/bin/env bash
# unicodeit 0.7.5, which turns LaTeX into plain text of Unicode, drops the second letter under a bar, and writes łn for
# the logarithm.
#
# Guess, written down first: what Unicode has no sign for stays LaTeX, as the README says of it ("converts LaTeX tags to
# unicode"), so that nothing is lost; a command is replaced where its name ends.
# Seen: powers, indices, letters and relations are right, and \frac and \binom stay. But of \overline{AB}, \hat{xy} and
# \vec{AB} the first letter is left with its mark and a closing brace: "A̅}". Commands are found by their first letters:
# \ln x is "łn x", \lim is "łim", \left( is "≤ft(", \lVert is "łVert", \inf is "∈f". Nothing is told.
# What it means: titles and abstracts that are made plain with it name another segment, and lines of proofs have Polish
# letters for logarithms; a search for "log" or "ln" does not find them. Put each \overline of more than one letter, and
# names of functions, out of the way first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check unicodeit==0.7.5 2> log || { cat log; exit 1; }
cat > convert.py <<'PY'
import unicodedata

import unicodeit

EXPECTED = {
    r"x^{10} \neq \alpha_i": "x¹⁰ ≠ αᵢ",
    r"\frac{a}{b}": r"\frac{a}{b}",
    r"\overline{A}": "A\N{COMBINING OVERLINE}",
    r"\overline{AB} = c": "A\N{COMBINING OVERLINE}} = c",
    r"\hat{xy}": "x\N{COMBINING CIRCUMFLEX ACCENT}}",
    r"\vec{AB}": "A\N{COMBINING RIGHT ARROW ABOVE}}",
    r"\ln x": "łn x",
    r"\lim_{n} a_n": "łimₙ aₙ",
    r"\left( x": "≤ft( x",
    r"\inf A": "∈f A",
}
seen = {text: unicodedata.normalize("NFD", unicodeit.replace(text)) for text in EXPECTED}
for text, plain in seen.items():
    print(f"{text:24} {plain}")
raise SystemExit(any(seen[text] != unicodedata.normalize("NFD", plain) for text, plain in EXPECTED.items()))
PY
env/bin/python convert.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: unicodeit 0.7.5 drops letters under a bar and writes łn"
