#!/usr/bin/env bash
# math-verify 0.9.0, which answers of language models are marked with, takes the learning rate 3e-4 for 3.
#
# Guess, written down first: 1/2 is 0.5, 50 % is 0.5, 1,000 is 1000, and 1/3 is not 0.333. Noted after a first look:
# 3e-4 is 0.0003, 1\,000 is 1000, and what is equal to one number is not equal to another.
# Seen: in running text "3e-4" is the 3 before the e, so it passes as the answer 3 and fails as the answer 0.0003;
# within dollars the e is Euler's number (3e - 4). 3·10^-4 is read rightly. 1\,000, as TeX parts thousands, is zero, the
# comma and the zeros being a product. 50\% is equal to 0.5 and to 50, which are not equal to each other. Decimals are
# compared to six places after the point and not to six figures, so 0.0000001 and 0.0000004 are equal too.
# What it means: marks and rewards for questions whose answers are rates, probabilities or large counts say little
# about the answers. Write the expected answer as a product with a power of ten and ask for that form, or compare as
# numbers first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check 'math-verify[antlr4_13_2]==0.9.0' 2> log || { cat log; exit 1; }
cat > mark.py <<'PY'
from math_verify import parse, verify

SEEN = {
    ("$1/2$", "0.5"): True,
    (r"$\frac{1}{3}$", "0.333"): False,
    ("$0.0003$", r"$3\cdot10^{-4}$"): True,
    ("$0.0003$", "$3e-4$"): False,
    ("0.0003", "3e-4"): False,
    ("3", "3e-4"): True,
    ("$1000$", "$1,000$"): True,
    ("$1000$", r"$1\,000$"): False,
    ("$0$", r"$1\,000$"): True,
    ("$50$", r"$50\%$"): True,
    ("$0.5$", r"$50\%$"): True,
    ("$0.5$", "$50$"): False,
    ("$0.0000001$", "$0.0000004$"): True,
}
marked = {}
for expected, answer in SEEN:
    marked[expected, answer] = verify(parse(expected), parse(answer))
    print(f"expected {expected}, answer {answer}:", "right" if marked[expected, answer] else "wrong")
raise SystemExit(marked != SEEN)
PY
env/bin/python -W ignore mark.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: math-verify 0.9.0 reads 3e-4 as 3"
