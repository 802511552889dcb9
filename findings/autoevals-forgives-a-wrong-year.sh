#!/usr/bin/env bash
# autoevals 0.4.1, Braintrust's scores for what models answer, gives a wrong year 0.9998 of 1, and a right object 0.
#
# Guess, written down first: of two records that differ in the year, JSONDiff takes off most of that field; the same
# object is an exact match in whatever order its keys stand; a text that is no JSON is not valid JSON.
# Seen: numbers within JSON are compared by NumericDiff, one less the difference by the sum of both: 2024 for 2025 has
# 0.9998, a PubMed number off by one 0.99999998, and the record with a wrong year and nothing else wrong 0.9999. A year
# written as a text, "2024", has 0.75, as texts are compared letter by letter. True counts as 1 and null as absent.
# ExactMatch compares the texts of two objects, so that {"a": 1, "b": 2} is no match of {"b": 2, "a": 1}. ValidJSON
# takes {"a": NaN}, which is no JSON, and refuses 1 and "x", which are. NumericDiff's formula is told, JSONDiff's use of
# it is not.
# What it means: an extraction of years, counts or identifiers that is wrong in every record scores above 0.999, and one
# that is right fails for the order of keys. Compare such fields as they are, each by itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check autoevals==0.4.1 2> log || { cat log; exit 1; }
cat > score.py <<'PY'
from autoevals import ExactMatch, JSONDiff, ValidJSON

right = {"title": "Attention", "year": 2025}
seen = {
    "year": JSONDiff().eval(output={"year": 2024}, expected={"year": 2025}).score,
    "record": JSONDiff().eval(output=right | {"year": 2024}, expected=right).score,
    "identifier": JSONDiff().eval(output={"pmid": 37654321}, expected={"pmid": 37654322}).score,
    "year as text": JSONDiff().eval(output={"year": "2024"}, expected={"year": "2025"}).score,
    "another title": JSONDiff().eval(output={"title": "cat"}, expected={"title": "dog"}).score,
    "true and 1": JSONDiff().eval(output={"open": True}, expected={"open": 1}).score,
    "order of keys": ExactMatch().eval(output={"a": 1, "b": 2}, expected={"b": 2, "a": 1}).score,
    "same order": ExactMatch().eval(output={"a": 1, "b": 2}, expected={"a": 1, "b": 2}).score,
    "NaN": ValidJSON().eval(output='{"a": NaN}').score,
    "1": ValidJSON().eval(output="1").score,
}
for name, score in seen.items():
    print(f"{name:14} {score}")
as_stated = (
    0.9997 < seen["year"] < 1
    and 0.9998 < seen["record"] < 1
    and 0.9999999 < seen["identifier"] < 1
    and list(seen.values())[3:] == [0.75, 0.0, 1.0, 0, 1, 1, 0]
)
raise SystemExit(not as_stated)
PY
env/bin/python score.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: autoevals 0.4.1 forgives a wrong year and fails a right object"
