#!/usr/bin/env bash
# krippendorff 0.1.0 of npm counts null, the only way to write a missing grade in JSON, as a grade that raters agree on.
#
# Guess, written down first: a missing grade is left out however it is written, undefined, null or NaN; alpha is that of
# the package of the same name for Python; the grade "1" is the grade 1.
# Seen: with undefined it is. null is a category of its own, so that gaps at the same items are agreement: two raters
# who never gave the same grade, and skipped the same three items, reach 0.27 where the right value is -0.67. Through
# JSON.stringify undefined becomes null by itself, so that the same matrix has another alpha after it was saved. "1" and
# 1 are two grades, 0.40 instead of 1. The README names undefined alone.
# What it means: annotators skip the same unclear items, so that real gaps raise the agreement of a published data set
# or hide that judges disagree. Turn null into undefined and grades into one type first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts krippendorff@0.1.0 >> log 2>&1
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check krippendorff==0.9.0 numpy==2.4.6 2> log || { cat log; exit 1; }
cat > agree.mjs <<'JS'
import { alpha } from 'krippendorff'

const gap = undefined
const grades = [
  [1, 2, 1, gap, gap, gap],
  [2, 1, 2, gap, gap, gap]
]
const seen = [alpha(grades), alpha(JSON.parse(JSON.stringify(grades))), alpha([['1', 2], [1, 2]])]
console.log('with undefined, read back from JSON, "1" beside 1:', seen)
const rounded = seen.map((value) => value.toFixed(2)).join(' ')
process.exit(rounded === process.argv[2] ? 0 : 1)
JS
cat > agree.py <<'PY'
import krippendorff
from numpy import nan

gap = [nan] * 3
print(round(float(krippendorff.alpha([[1, 2, 1, *gap], [2, 1, 2, *gap]], level_of_measurement="nominal")), 2))
PY
right=$(env/bin/python agree.py)
echo "krippendorff of PyPI: $right"
node agree.mjs "$right 0.27 0.40" || { echo "CHANGED: see above"; exit 1; }
echo "as stated: krippendorff 0.1.0 of npm counts null as a grade"
