#!/usr/bin/env bash
# dom-to-semantic-markdown 1.5.0, which writes pages as Markdown for language models, cuts words at each mark inside
# them, and a table's row at each line break.
#
# Guess, written down first: marks inside a word add no space, raised and lowered figures lose at most their place; a
# list that starts at 5 starts at 5; a line break in a cell keeps the row whole. Noted after a first look: signs of
# Markdown in plain text are escaped.
# Seen: a space is put around every element: "un**related**" is "un **related**", H2O is "H 2 O", and "GPT-4o" with the
# o in italics "GPT-4 *o*"; a full stop behind a link stays in place. A list from 5 is one from 1. A cell with two
# lines ends its row after the first, so that the rest is no row. "# not a heading" in a paragraph becomes a heading,
# and "1." a list. turndown 7.2.5 writes all as guessed but the table, which it does not know by itself.
# What it means: words of the page are not in its Markdown, neither for a search nor for a model's vocabulary; numbers
# of steps that the text refers to are others, and tables of results end early. Use another converter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts dom-to-semantic-markdown@1.5.0 turndown@7.2.5 jsdom@26.1.0 >> log 2>&1
cat > write.mjs <<'JS'
import { convertHtmlToMarkdown } from 'dom-to-semantic-markdown'
import { JSDOM } from 'jsdom'
import Turndown from 'turndown'

const { DOMParser } = new JSDOM('').window
const turndown = new Turndown()
const seen = {
  '<p>un<b>related</b></p>': ['un **related**', 'un**related**'],
  '<p>H<sub>2</sub>O</p>': ['H 2 O', 'H2O'],
  '<p>GPT-4<i>o</i>, <a href="https://example.org/">link</a>.</p>': [
    'GPT-4 *o*, [link](https://example.org/).',
    'GPT-4_o_, [link](https://example.org/).',
  ],
  '<ol start="5"><li>five</li><li>six</li></ol>': ['1. five\n2. six', '5.  five\n6.  six'],
  '<table><tr><th>a</th><th>b</th></tr><tr><td>1<br>2</td><td>x</td></tr></table>': [
    '| a | b |\n| --- | --- |\n| 1\n2 | x |',
    'a\n\nb\n\n1  \n2\n\nx',
  ],
  '<p># not a heading</p>': ['# not a heading', '\\# not a heading'],
  '<p>1. January</p>': ['1. January', '1\\. January'],
}
let asStated = true
for (const [page, expected] of Object.entries(seen)) {
  const told = [convertHtmlToMarkdown(page, { overrideDOMParser: new DOMParser() }), turndown.turndown(page)]
  console.log(page, JSON.stringify(told))
  asStated &&= JSON.stringify(told) === JSON.stringify(expected)
}
process.exit(asStated ? 0 : 1)
JS
node write.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: dom-to-semantic-markdown 1.5.0 cuts words and rows"
