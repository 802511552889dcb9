#!/usr/bin/env bash
# humanparser 2.7.0 and parse-full-name 1.2.7 leave people called Ma without a last name, and Di He without a first
# one.
#
# Guess, written down first: the last word of "Tengyu Ma" and "Di He" is the last name, and the first one of "Ma,
# Tengyu". Noted after a first look: what is known as a degree ("MA") or a particle ("di") is one only beside a name
# that is complete without it.
# Seen: in humanparser "Ma" is always a degree: "Tengyu Ma" and "Ma, Tengyu" both have lastName "", although the comma
# says which it is, and all such people are one under that key. In parse-full-name "Le", "Di", "Du" and "Da" are always
# particles: "Le Song" and "Di He" are last names of two words, of nobody. Nothing is reported (`error` is empty).
# nameparser 2.6.0 (Python) asks what else there is in the name, and has all of them right.
# What it means: authors of papers are sorted, merged and cited under an empty name, and mostly those from China and
# Vietnam, where such names are common. Where a comma parts a name do not ask a parser, and refuse an empty last name.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check nameparser==2.6.0 2> log || { cat log; exit 1; }
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts humanparser@2.7.0 parse-full-name@1.2.7 >> log 2>&1
cat > names.cjs <<'JS'
const { parseName } = require('humanparser')
const { parseFullName } = require('parse-full-name')

const first = ['Tengyu Ma', 'Ma, Tengyu', 'Le Song', 'Di He', 'Laurens van der Maaten'].map((name) => {
  const human = parseName(name)
  const full = parseFullName(name)
  return [name, [human.firstName, human.lastName], [full.first, full.last], full.error.length]
})
console.log(JSON.stringify(first))
JS
cat > judge.py <<'PY'
import json
import sys

from nameparser import HumanName

RIGHT = {
    "Tengyu Ma": ["Tengyu", "Ma"],
    "Ma, Tengyu": ["Tengyu", "Ma"],
    "Le Song": ["Le", "Song"],
    "Di He": ["Di", "He"],
    "Laurens van der Maaten": ["Laurens", "van der Maaten"],
}
WRONG_BY_HUMANPARSER = {"Tengyu Ma": ["Tengyu", ""], "Ma, Tengyu": ["Tengyu", ""]}
WRONG_BY_FULL_NAME = {"Le Song": ["", "Le Song"], "Di He": ["", "Di He"]}
as_stated = True
for name, human, full, errors in json.load(sys.stdin):
    parsed = HumanName(name)
    print(name, "-> humanparser", human, "parse-full-name", full, "nameparser", [parsed.first, parsed.last])
    as_stated = (
        as_stated
        and human == (RIGHT | WRONG_BY_HUMANPARSER)[name]
        and full == (RIGHT | WRONG_BY_FULL_NAME)[name]
        and [parsed.first, parsed.last] == RIGHT[name]
        and errors == 0
    )
raise SystemExit(not as_stated)
PY
node names.cjs > names.json
env/bin/python judge.py < names.json || { echo "CHANGED: see above"; exit 1; }
echo "as stated: humanparser 2.7.0 makes a degree of the name Ma"
