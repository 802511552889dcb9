#!/usr/bin/env bash
# dateutil-rs 0.1.1, "compatible with python-dateutil's parser", drops the time of feeds' dates and the zone of all.
#
# Guess, written down first: what it parses it parses as dateutil does, and what it cannot it refuses; the examples of
# its README work.
# Seen: plain dates and "2024-01-02 10:00:00" are dateutil's. "Tue, 02 Jan 2024 22:30:00 -0500", the form of RSS and
# mail, is midnight of that day, without a zone: 27.5 hours before what is meant. Of "...T10:00:00Z" and "+05:30"
# the zone is gone, so that the same moment written twice sorts 5.5 hours apart. "Jan 2nd, 2024 3pm" is midnight too.
# The README's own "15/01/2023" and "15.01.2023" raise "Invalid month".
# What it means: posts and papers change days, "newer than" fetches leave out or repeat items, and comparing its results
# with aware datetimes raises far from here. Take dateutil, or datetime.fromisoformat and email.utils for the two forms.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check dateutil-rs==0.1.1 python-dateutil==4.0.0 2> log ||
  { cat log; exit 1; }
cat > read.py <<'PY'
from dateutil.parser import parse as by_dateutil
from dateutil_rs import parse

EXPECTED = {
    "2024-01-02 10:00:00": ("2024-01-02 10:00:00", "2024-01-02 10:00:00"),
    "Tue, 02 Jan 2024 22:30:00 -0500": ("2024-01-02 00:00:00", "2024-01-02 22:30:00-05:00"),
    "2024-01-02T10:00:00Z": ("2024-01-02 10:00:00", "2024-01-02 10:00:00+00:00"),
    "2024-01-02T15:30:00+05:30": ("2024-01-02 15:30:00", "2024-01-02 15:30:00+05:30"),
    "Jan 2nd, 2024 3pm": ("2024-01-02 00:00:00", "2024-01-02 15:00:00"),
    "15/01/2023": ("ValueError", "2023-01-15 00:00:00"),
    "15.01.2023": ("ValueError", "2023-01-15 00:00:00"),
}


def read(text):
    try:
        return str(parse(text))
    except ValueError:
        return "ValueError"


as_stated = True
for text, expected in EXPECTED.items():
    seen = (read(text), str(by_dateutil(text)))
    print(f"{text:34} dateutil-rs: {seen[0]:22} dateutil: {seen[1]}")
    as_stated &= seen == expected
raise SystemExit(not as_stated)
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: dateutil-rs 0.1.1 drops times and zones"
