#!/usr/bin/env bash
# flexsearch 0.8.212, the search of many documentation sites and note viewers, takes 10 and 100 for the same word.
#
# Guess, written down first: a word or a number finds itself; what is folded is case and accents.
# Seen: by default a sign that is repeated counts once, digits and Cyrillic too: "step 10" finds "step 100",
# "GPT-44" finds "GPT-4", "7B" finds "77B", "loss" finds "los angeles" and "масса" finds "маса". An encoder with
# `dedupe: false` keeps them apart.
# What it means: on such a site a search for a version, a size or a number gives other ones as equal hits. In an
# index of your own switch `dedupe` off.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts flexsearch@0.8.212 >> log 2>&1
cat > search.cjs <<'JS'
const { Encoder, Index } = require('flexsearch')

const notes = ['step 10', 'step 100', 'GPT-4', 'GPT-44', '7B', '77B', 'loss', 'los angeles', 'масса', 'маса', 'step 12']
const search = (options) => {
  const index = new Index(options)
  notes.forEach((note, id) => index.add(id, note))
  return (query) => index.search(query).map((id) => notes[id]).sort().join(', ')
}
const byDefault = search()
const strict = search({ encoder: new Encoder({ dedupe: false }) })
const expected = [
  ['step 10', 'step 10, step 100'],
  ['GPT-44', 'GPT-4, GPT-44'],
  ['7B', '77B, 7B'],
  ['loss', 'los angeles, loss'],
  ['масса', 'маса, масса'],
]
let changed = 0
for (const [query, found] of expected) {
  console.log(query, '->', byDefault(query), '| without dedupe ->', strict(query))
  changed += byDefault(query) !== found || strict(query) !== query
}
process.exit(changed ? 1 : 0)
JS
node search.cjs || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: flexsearch 0.8.212 counts a repeated sign once"
