#!/usr/bin/env bash
# asteval 1.0.10, by which programs let people and models calculate in Python's words, gives other results where NumPy
# is installed: any(["", 0]) is true, and the sum of a set is the set.
#
# Guess, noted after a first look at loops and functions: what has the name of Python's own sum, any, all, abs or round
# is that, as asteval lists them among what it takes from Python. What the interpreter cannot do raises.
# Seen: without NumPy all is Python's. As soon as NumPy 2.4.6 can be imported, its functions take the names.
# sum(d.values()) gives the values back unsummed, and sum({1, 2}) the set; any(["", 0]) is true, as both become texts;
# three times 2**62 sum to a number below zero, while 2**100 alone is right; round(2.675, 2) is 2.68. No error is set.
# What it means: a calculator for notes, or a model's tool, answers rightly on one machine and wrongly on another that
# has one more package, and a condition with any() lets pass what it should not. Pass `use_numpy=False`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check asteval==1.0.10 2> log || { cat log; exit 1; }
cat > calculate.py <<'PY'
import sys

from asteval import Interpreter

EXPRESSIONS = (
    "sum([1, 2, 3])",
    "sum({'a': 1, 'b': 2}.values())",
    "sum({1, 2})",
    'any(["", 0])',
    "sum([2**62, 2**62, 2**62])",
    "abs(-2**63)",
    "round(2.675, 2)",
    "2**100",
)
ask = Interpreter(use_numpy="without" not in sys.argv)
for expression in EXPRESSIONS:
    print(f"{expression:34} {ask(expression)!s}")
raise SystemExit(bool(ask.error))
PY
env/bin/python calculate.py > alone
env/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 2> log || { cat log; exit 1; }
env/bin/python calculate.py > beside 2> log || { cat log; exit 1; }
env/bin/python calculate.py without > told
echo "asteval alone:" && cat alone && echo "with NumPy beside it:" && cat beside
answers() { sed -E 's/^.{34} //' "$1" | paste -sd'|'; }
large=1267650600228229401496703205376
beside="6|dict_values([1, 2])|{1, 2}|True|-4611686018427387904|-9223372036854775808|2.68|$large"
[ "$(answers alone)" = "6|3|3|False|13835058055282163712|9223372036854775808|2.67|$large" ] &&
  [ "$(answers beside)" = "$beside" ] &&
  cmp -s alone told || { echo "CHANGED: see above"; exit 1; }
echo "as stated: asteval 1.0.10 sums otherwise where NumPy is installed"
