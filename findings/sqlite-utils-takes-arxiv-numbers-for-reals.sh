#!/usr/bin/env bash
# sqlite-utils 4.2.1, which brings tables into SQLite, makes numbers of identifiers; 3.39 did not.
#
# Guess, written down first: cells of a CSV file come in as the texts they are, as they did for years, and types are
# found only when that is asked for (`--detect-types`).
# Seen: since version 4 `insert --csv` detects types by itself. A column of arXiv numbers is REAL: 2510.26690 comes in
# as 2510.2669, which is no number of a paper, and 1412.6980 as 1412.698; the code 007 is the integer 7, a name like 1e5
# is 100000.0. A search for the text "1412.6980" still finds the row, since SQLite compares as numbers, so a first look
# shows nothing; what is printed, exported or joined with another table is another identifier. One cell that is no
# number keeps the whole column text. `--no-detect-types` gives what 3.39 gave. The changelog of 4.0 tells of it;
# scripts written for 3 run on and say nothing.
# What it means: after an upgrade the table that a nightly script makes of an export has other keys, and links to arXiv
# made of them lead nowhere or to another paper. Pass `--no-detect-types`, or give the column's type.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf 'arxiv,code,name\n2510.26690,007,1e5\n1412.6980,042,2e3\n' > papers.csv
inserted() { # version, options: what the table holds, and whether a search for the text finds it
  [ -d "$1" ] || { python3 -m venv "$1"; "$1/bin/pip" install --quiet --disable-pip-version-check "sqlite-utils==$1" 2> log; }
  rm -f papers.db
  "$1/bin/sqlite-utils" insert papers.db papers papers.csv --csv "${@:2}" > log
  "$1/bin/sqlite-utils" rows papers.db papers --csv --no-headers | tr -d '\r' | paste -sd' '
  "$1/bin/sqlite-utils" papers.db "select count(*) from papers where arxiv = '1412.6980'" --csv --no-headers | tr -d '\r'
}
before=$(inserted 3.39)
now=$(inserted 4.2.1)
asked=$(inserted 4.2.1 --no-detect-types)
printf '3.39:\n%s\n4.2.1:\n%s\n4.2.1 --no-detect-types:\n%s\n' "$before" "$now" "$asked"
as_given=$'2510.26690,007,1e5 1412.6980,042,2e3\n1'
[ "$before" = "$as_given" ] && [ "$asked" = "$as_given" ] &&
  [ "$now" = $'2510.2669,7,100000.0 1412.698,42,2000.0\n1' ] || { echo "CHANGED: see above"; exit 1; }
echo "as stated: sqlite-utils 4.2.1 takes arXiv numbers for reals"
