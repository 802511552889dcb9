#!/usr/bin/env bash
# jsonrepair 3.15.0, which mends the JSON that language models write, takes the backslashes out of formulas.
#
# Expected, noted after a first look: a backslash that is no escape in JSON was meant as itself, and is kept by
# doubling it.
# Seen: "\alpha \sum_i" becomes "alpha sum_i", "\lambda" "lambda", the path "C:\data" "C:data" and the pattern "\d+"
# "d+". What was mended parses, and nothing tells of it. json_repair 0.64.6, the package for Python, keeps all of these.
# Where JSON has such an escape (\t of \theta, \f of \frac) both read a tab or a page feed; no mending can know better,
# though within one formula the first sign is lost in one way and the second in another.
# What it means: a formula that a model gave with one backslash too few is words in a note ("lambda = sum_i"), and a
# pattern matches letters. Ask for texts with formulas outside of JSON, or double each backslash before a letter that
# JSON has no escape for, before mending.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check json_repair==0.64.6 2> log || { cat log; exit 1; }
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts jsonrepair@3.15.0 >> log 2>&1
cat > answers.txt <<'TXT'
{"tex": "\alpha \sum_i \lambda"}
{"tex": "\frac{a}{b}"}
{"path": "C:\data"}
{"pattern": "\d+\s"}
{"tex": "\\alpha \\sum_i"}
TXT
cat > mend.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { jsonrepair } from 'jsonrepair'

const answers = readFileSync('answers.txt', 'utf8').trim().split('\n')
console.log(JSON.stringify(answers.map((text) => Object.values(JSON.parse(jsonrepair(text)))[0])))
JS
cat > judge.py <<'PY'
import json
import sys
from pathlib import Path

import json_repair

EXPECTED = [
    ("alpha sum_i lambda", r"\alpha \sum_i \lambda"),
    ("\frac{a}{b}", "\frac{a}{b}"),
    ("C:data", r"C:\data"),
    ("d+s", r"\d+\s"),
    (r"\alpha \sum_i", r"\alpha \sum_i"),
]
answers = Path("answers.txt").read_text().splitlines()
by_python = [next(iter(json_repair.loads(text).values())) for text in answers]
seen = list(zip(json.load(sys.stdin), by_python, strict=True))
for answer, (first, second) in zip(answers, seen, strict=True):
    print(answer, "-> jsonrepair", ascii(first), "json_repair", ascii(second))
raise SystemExit(seen != EXPECTED)
PY
node mend.mjs > mended.json
env/bin/python judge.py < mended.json || { echo "CHANGED: see above"; exit 1; }
echo "as stated: jsonrepair 3.15.0 takes the backslashes out"
