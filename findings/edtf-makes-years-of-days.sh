#!/usr/bin/env bash
# edtf 5.0.2, the reference for the Library of Congress's dates in Python, reads "October 30-31, 2025" as 30 October
# 2031.
#
# Guess, written down first: `text_to_edtf` gives an interval, the month, the year or None; what it cannot read does not
# become another date. The README has "circa", seasons, decades and ranges of years.
# Seen: those, single days and ranges of years are right. Of two days with a hyphen one is taken for the year: "October
# 30-31, 2025" is 2031-10-30, "30-31 October 2025" is 2030-10-31, "May 5-7, 2019" is 2007-05-05. Of two months one loses
# its year: "Jan-Feb 2020" is XXXX-01/2020-02. "1912 or 1913" is 1912, and "150 pages" is the year 150.
# What it means: these are how conferences and PubMed (MedlineDate) tell their dates. Papers of 2025 come out as of 2031
# and sort to the top of a list, valid EDTF all the same. Take the year from the text yourself, and refuse what differs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check edtf==5.0.2 2> log || { cat log; exit 1; }
cat > read.py <<'PY'
from edtf import parse_edtf, text_to_edtf

EXPECTED = {
    "May 3, 2019": "2019-05-03",
    "circa 1980": "1980~",
    "spring 2020": "2020-21",
    "1850-60": "1850/1860",
    "October 30-31, 2025": "2031-10-30",
    "30-31 October 2025": "2030-10-31",
    "May 5-7, 2019": "2007-05-05",
    "Jan-Feb 2020": "XXXX-01/2020-02",
    "2020 Mar-Apr": "2020-03/XXXX-04",
    "1912 or 1913": "1912",
    "150 pages": "0150",
    "between 1914 and 1918": None,
}
seen = {text: text_to_edtf(text) for text in EXPECTED}
for text, read in seen.items():
    print(f"{text:28} {read}")
valid = parse_edtf(seen["October 30-31, 2025"]).lower_strict()[:3] == (2031, 10, 30)
raise SystemExit(seen != EXPECTED or not valid)
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: edtf 5.0.2 makes years of days"
