#!/usr/bin/env bash
# daff 1.4.2, which compares and patches tables as git does texts, empties the whole table when a duplicate row was
# removed.
#
# Guess, written down first: a patch made of two tables turns the first into the second; rows that moved, cells with
# "->" in them, texts such as 007 and empty cells survive.
# Seen: all of that holds as long as no row stands twice. Of a list with one row doubled the diff is right ("---" before
# the second), but `daff patch` writes as many lines as the result has, each cell of them NULL, the headings too, and
# exits with 0. When another row was changed or added beside it, the rows come out unchanged, or partly. The same
# happens from JavaScript, in which it is written too. Numbers are compared as texts, so 1 and "1" are equal, and a
# changed number comes out as a text.
# What it means: tidying a table of papers or labels, where removing doubled rows comes first, loses the table when the
# change is replayed elsewhere. Give rows a key of their own before, and compare the result before it takes the table's
# place.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check daff==1.4.2 2> log || { cat log; exit 1; }
replayed() { # two tables: the first, patched by what daff says is between them
  printf "$1" > before.csv
  printf "$2" > after.csv
  env/bin/daff diff before.csv after.csv --output patch.csv
  env/bin/daff patch before.csv patch.csv --output patched.csv
  printf 'exit %s, patch %s, patched %s\n' "$?" "$(tr '\r\n' '  ' < patch.csv)" "$(tr '\r\n' '  ' < patched.csv)"
}
once=$(replayed 'id,title\n1,A\n2,a->b\n3,007\n' 'id,title\n3,007\n1,A\n')
twice=$(replayed 'id,title\n1,A\n1,A\n2,B\n' 'id,title\n1,A\n2,B\n')
added=$(replayed 'id,title\n1,A\n1,A\n2,B\n' 'id,title\n1,A\n2,B\n3,C\n')
printf '%s\n' "$once" "$twice" "$added"
squeezed() { tr -s ' ' <<< "${1##*patched }" | sed 's/ *$//'; }
[ "$(squeezed "$once")" = 'id,title 3,007 1,A' ] && [ "$(squeezed "$twice")" = 'NULL,NULL NULL,NULL NULL,NULL' ] &&
  [[ "$twice" == *'---,1,A'* && "$twice" == 'exit 0'* ]] &&
  [ "$(squeezed "$added")" = 'id,title 1,A 1,A 2,B' ] || { echo "CHANGED: see above"; exit 1; }
echo "as stated: daff 1.4.2 patches duplicate rows away with the rest"
