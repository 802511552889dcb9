#!/usr/bin/env bash
# liqe 3.8.7, the "most complete Lucene-like" search language in JavaScript, reads "a OR b AND c" as "(a OR b) AND c".
#
# Guess, written down first: AND binds more than OR, as in most languages, so "a OR b AND c" finds all of a; NOT binds
# to what follows it; two terms side by side are joined by AND.
# Seen: the second and third are as guessed. AND and OR have one strength and are combined from the left, the silent
# AND between two terms too: "tag:ml OR author:lee year:2024" asks for 2024 of both, while "year:2024 author:lee OR
# tag:ml" finds every year of ml. The same condition written the other way round finds other things. (In Lucene's own
# language AND makes both its sides required, which is a third meaning.) The README always uses brackets and does not
# say that they are needed.
# What it means: what a person looks for is missing from the answer, or the answer is longer than it should be, and
# both look right. Put brackets around every AND, or write them into the query before it is parsed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts liqe@3.8.7 >> log 2>&1
cat > find.cjs <<'JS'
const { filter, parse } = require('liqe')

const papers = [
  { name: 'ml, old', tag: 'ml', author: 'wu', year: 2019 },
  { name: 'lee, old', tag: 'nlp', author: 'lee', year: 2019 },
  { name: 'lee, new', tag: 'nlp', author: 'lee', year: 2024 },
  { name: 'ml, new', tag: 'ml', author: 'wu', year: 2024 },
]
const expected = {
  'tag:ml OR author:lee AND year:2024': 'lee, new; ml, new',
  'tag:ml OR author:lee year:2024': 'lee, new; ml, new',
  'author:lee AND year:2024 OR tag:ml': 'lee, new; ml, new; ml, old',
  'tag:ml OR (author:lee AND year:2024)': 'lee, new; ml, new; ml, old',
  'NOT tag:ml AND year:2024': 'lee, new',
}
let asStated = true
for (const [query, names] of Object.entries(expected)) {
  const found = filter(parse(query), papers).map((paper) => paper.name).sort().join('; ')
  console.log(query, '->', found)
  asStated &&= found === names
}
process.exit(asStated ? 0 : 1)
JS
node find.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: liqe 3.8.7 combines AND and OR from the left"
