#!/usr/bin/env bash
# tabletojson 4.1.15 and html-table-to-json 1.0.0 put the model's name under "A" and A's score under "B" where the head
# of a table has two lines.
#
# Guess, written down first: cells over several columns or rows are repeated or told; of two headings of one name both
# are kept, and an empty one has its column.
# Seen: tabletojson keeps two headings of one name ("p", "p_2"), repeats a cell over several rows, and gives an empty
# heading its number; html-table-to-json keeps the last of two, and moves the cells of a row to the left below a cell
# that reaches over two rows. Both take the second line of a head for all headings: of "Model" over two lines beside
# "Score" over A and B, as most tables of results have it, the row X, 1.5, 2.5 comes as A: X, B: 1.5, and 2.5 under a
# number. Two lines in a cell are one number (0.91 over 0.02 is 0.910.02), 10<sup>6</sup> is 106. Of a table whose names
# stand at the left in <th> both lose the head's A. Nothing is raised, and each record looks whole.
# What it means: scores that are drawn from pages of papers are another system's. Take such tables apart by their cells,
# or with pandas.read_html, which gives both lines of the head.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts tabletojson@4.1.15 html-table-to-json@1.0.0 >> log 2>&1
cat > read.cjs <<'JS'
const { tabletojson } = require('tabletojson')
const other = require('html-table-to-json')

const row = (tag, ...cells) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
const twoLines =
  '<thead><tr><th rowspan="2">Model</th><th colspan="2">Score</th></tr>' + row('th', 'A', 'B') + '</thead>'
const tall = '<tr><td rowspan="2">X</td><td>1</td><td>1.5</td></tr>' + row('td', '2', '2.5')
const seen = {
  'one line': [row('th', 'Model', 'A') + row('td', 'X', '1.5'), [{ Model: 'X', A: '1.5' }], [{ Model: 'X', A: '1.5' }]],
  'two lines': [
    twoLines + row('td', 'X', '1.5', '2.5'),
    [{ 2: '2.5', A: 'X', B: '1.5' }],
    [{ 3: '2.5', A: 'X', B: '1.5' }],
  ],
  'one name twice': [
    row('th', 'Model', 'p', 'p') + row('td', 'X', '.04', '.9'),
    [{ Model: 'X', p: '.04', p_2: '.9' }],
    [{ Model: 'X', p: '.9' }],
  ],
  'over two rows': [
    row('th', 'Model', 'Run', 'A') + tall,
    [{ Model: 'X', Run: '1', A: '1.5' }, { Model: 'X', Run: '2', A: '2.5' }],
    [{ Model: 'X', Run: '1', A: '1.5' }, { Model: '2', Run: '2.5' }],
  ],
  'two lines in a cell': [
    row('th', 'A', 'B') + row('td', '0.91<br>0.02', '10<sup>6</sup>'),
    [{ A: '0.910.02', B: '106' }],
    [{ A: '0.910.02', B: '106' }],
  ],
  'names at the left': [
    '<tr><td></td><th>A</th></tr><tr><th>X</th><td>1.5</td></tr>',
    [{ X: '' }, { X: '1.5' }],
    [{ X: '' }, { X: '1.5' }],
  ],
}
let asStated = true
for (const [name, [cells, ...expected]] of Object.entries(seen)) {
  const html = `<table>${cells}</table>`
  const told = [tabletojson.convert(html)[0], other.parse(html).results[0]]
  console.log(name, '->', JSON.stringify(told))
  asStated &&= JSON.stringify(told) === JSON.stringify(expected)
}
process.exit(asStated ? 0 : 1)
JS
node read.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: tabletojson 4.1.15 and html-table-to-json 1.0.0 move cells under other headings"
