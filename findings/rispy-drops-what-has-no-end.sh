#!/usr/bin/env bash
# rispy 0.10.0: a reference without its closing ER line takes the next one with it, or is dropped, in silence.
#
# Guess, written down first: a new TY line begins a new reference, and the end of the file ends the last one; or an
# error names the line.
# Seen: where the first of two references lacks ER, one comes back, with the first one's title; the second's title is
# nowhere. A last reference without ER, as a file cut off or joined by hand has it, is dropped, and with it the whole
# file where it is the only one. Nothing is raised or warned of, with skip_unknown_tags neither.
# What it means: count the TY lines of a RIS file and compare before trusting what a reader built on rispy returns.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check rispy==0.10.0 2> log
env/bin/python -W error - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import rispy

ONE, TWO, END = "TY  - JOUR\nTI  - One\nAU  - Reed, Dana\n", "TY  - JOUR\nTI  - Two\nAU  - Finch, R.\n", "ER  - \n"


def titles(text: str, **options: bool) -> list[str]:
    found = [entry["title"] for entry in rispy.loads(text, **options)]
    print(repr(text), "->", found)
    return found


seen = [
    titles(ONE + END + TWO + END),
    titles(ONE + TWO + END),
    titles(ONE + END + TWO),
    titles(ONE),
    titles(ONE + TWO + END, skip_unknown_tags=True),
]
raise SystemExit(seen != [["One", "Two"], ["One"], ["One"], [], ["One"]])
PY
echo "as stated: rispy 0.10.0 drops references that have no end"
