#!/usr/bin/env bash
# ru-normalizr 1.3.0, which writes Russian texts out for speech, reads "$3.5 млн", 3.5 million dollars, as "three
# dollars fifty cents mln".
#
# Guess, written down first: sums, powers and numbers in exponent form are read as what they are; what is not known
# is left as it stands, the default mode being called safe.
# Seen: years, ordinals, percents, ranges, dates and "3,5 млн долларов" are read right, case endings included. With
# the sign before the number, as news of the field have it, "$3.5 млн" is three dollars and fifty cents, "€1,5 млрд" one
# euro and fifty cents, each with an unread "млн" or "млрд" behind. "3e-4" is "three e-four", "4x7B", the size of a
# mixture of experts, "four x seven bytes", "8×A100" "eight multiplied by A hundred"; "x²" loses its power ("x two"),
# though "10⁻⁶" is read right. The number of an arXiv paper is a decimal fraction of nine words.
# What it means: whoever listens to papers or news hears sums a million times too small and model sizes in bytes. Write
# the currency as a word behind the number and arXiv numbers, sizes and rates out before normalizing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check ru-normalizr==1.3.0 2> log || { cat log; exit 1; }
cat > read.py <<'PY'
from ru_normalizr import normalize

EXPECTED = {
    "В 1984 году вышло 25 статей.": "В тысяча девятьсот восемьдесят четвёртом году вышло двадцать пять статей.",
    "3,5 млн долларов": "три с половиной миллиона долларов",
    "10⁻⁶": "десять в минус шестой степени",
    "$3.5 млн": "три доллара пятьдесят центов млн",
    "€1,5 млрд": "один евро пятьдесят центов млрд",
    "3e-4": "три e-четыре",
    "4x7B": "четыре x семь байтов",
    "8×A100": "восемь умножить на A сто",
    "x²": "x два",
}
seen = {text: normalize(text) for text in EXPECTED}
for text, read in seen.items():
    print(f"{text:30} {read}")
number = normalize("1706.03762")
print("1706.03762", number)
raise SystemExit(seen != EXPECTED or not number.endswith("стотысячных"))
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: ru-normalizr 1.3.0 reads millions as cents"
