#!/usr/bin/env bash
# whisper-normalizer 0.1.15, by which transcripts are made alike before their word errors are counted, makes "-5" equal
# to 5 and unequal to "minus five".
#
# Guess, written down first: numbers in words and in figures become the same; statements that differ stay different.
# Seen: "six hundred", "1.2 million", years, dollars and percents are made the same. But the minus of "minus five" is
# kept as "-5", while that of -5 is a sign like others and goes; "five point zero" is 5.0, and 5.0 is 5; "seven
# billion" is not 7B, and "one third" is "13rd". 0.1 is "0 one", since a 1 that stands alone becomes a word, in
# decimals and dates, too. p < 0.05 and p > 0.05 are the same, and what stands in brackets is not there: "it is (not)
# good" is "it is good".
# What it means: a rate counted after it punishes transcripts that write numbers down rightly and lets wrong signs and
# lost negations pass, on lectures and talks above all. Compare numbers apart, before anything is normalised.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check whisper-normalizer==0.1.15 2> log || { cat log; exit 1; }
cat > compare.py <<'PY'
from whisper_normalizer.english import EnglishTextNormalizer

SAME = [
    ("six hundred", "600"),
    ("1.2 million", "1200000"),
    ("-5 degrees", "5 degrees"),
    ("p < 0.05", "p > 0.05"),
    ("it is (not) good", "it is good"),
]
OTHER = [
    ("minus five degrees", "-5 degrees"),
    ("five point zero", "5.0"),
    ("seven billion", "7B"),
    ("one third", "1/3"),
]
normal = EnglishTextNormalizer()
as_stated = normal("0.1") == "0 one" and normal("one third") == "13rd"
for pairs, expected in ((SAME, True), (OTHER, False)):
    for one, other in pairs:
        print(f"{one!r} is {normal(one)!r}, {other!r} is {normal(other)!r}")
        as_stated &= (normal(one) == normal(other)) is expected
raise SystemExit(not as_stated)
PY
env/bin/python compare.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: whisper-normalizer 0.1.15 loses the minus"
