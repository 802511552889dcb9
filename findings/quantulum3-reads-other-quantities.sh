#!/usr/bin/env bash
# quantulum3 0.10.0, which finds quantities in texts, reads half a million as one and a half, and 10^8 m/s as 8 m/s.
#
# Guess, written down first: 1,000 GPUs, 10^-4 m, 3e-4, 5-7 layers, 1.5M steps and half a million come as these numbers;
# a word that is no unit gives none. Noted after a first look: a range of millions is one of millions.
# Seen: 3e-4, 5-7 and 3×10^8 m/s are right, but a power of ten that has no factor before it, or "x" for the sign of
# multiplication, is two quantities: 10, and "8 m/s" or "-4 m". "half a million" is 1,500,000, as "one and a half
# million" is; "2 to 3 million" is 1,500,001 with an uncertainty of 1,499,999. Units are put together of letters: 8 GPUs
# are 8 gauss poise atomic mass units seconds, 4 TPUs are 4,000,000,000,000 of another such unit, 1.5M is metres and 7B
# bytes. Nothing marks any of it as doubtful.
# What it means: tables of sizes, rates and budgets taken from papers with it are wrong in just the forms that papers
# use. Look at the `surface` of each quantity, and take only units from a list of your own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check quantulum3==0.10.0 2> log || { cat log; exit 1; }
cat > read.py <<'PY'
from quantulum3 import parser

SEEN = {
    "a rate of 3e-4": [(3e-4, "dimensionless")],
    "a speed of 3×10^8 m/s": [(3e8, "metre per second")],
    "a speed of 10^8 m/s": [(10.0, "dimensionless"), (8.0, "metre per second")],
    "a length of 10^-4 m": [(10.0, "dimensionless"), (-4.0, "metre")],
    "one and a half million tokens": [(1_500_000.0, "dimensionless")],
    "half a million tokens": [(1_500_000.0, "dimensionless")],
    "2 to 3 million tokens": [(1_500_001.0, "dimensionless")],
    "on 8 GPUs": [(8.0, "gauss poise atomic mass unit second")],
    "on 4 TPUs": [(4e12, "poise atomic mass unit second")],
    "for 1.5M steps": [(1.5, "metre")],
    "of 7B parameters": [(7.0, "byte")],
}
as_stated = True
for text, expected in SEEN.items():
    told = [(quantity.value, quantity.unit.name) for quantity in parser.parse(text)]
    print(text, "->", told)
    as_stated = as_stated and len(told) == len(expected) and all(
        abs(value - right) <= 1e-9 * abs(right) and unit == name
        for (value, unit), (right, name) in zip(told, expected, strict=True)
    )
raise SystemExit(not as_stated)
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: quantulum3 0.10.0 reads other quantities"
