#!/usr/bin/env bash
# defuddle 0.19.4, the reader that Obsidian's Web Clipper is built on, drops sentences that hold a date.
#
# Guess, written down first: a byline (author, date) above an article is left out; a sentence of the article
# that tells a date stays.
# Seen: a short paragraph near the beginning or the end of a page goes when an English date is written out in
# it ("5 November 2025", "November 5, 2025"), and so does a whole list of which one point holds such a date. The
# same sentence with 2025-11-05, with "Nov 5, 2025", with the month alone or in Russian stays, and so does any
# deep inside a long page.
# What it means: a clipped note may lack the very sentence that says when something was released or is due.
# When a date matters, look at the page itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund defuddle@0.19.4 jsdom@29.1.1 >> log 2>&1
cat > clip.mjs <<'JS'
import { Defuddle } from 'defuddle/node'

const filler = `<p>${'We look at how linear attention replaces the quadratic one. '.repeat(10)}</p>`
const page = (html) => `<!doctype html><html lang="en"><head><title>Notes</title></head>
<body><article><h1>Notes</h1>${filler}${html}${filler}</article></body></html>`
const kept = async (html, mark) => {
  const clipped = await Defuddle(page(html), 'https://site.example/notes', { markdown: true })
  return clipped.content.includes(mark)
}
const expected = [
  ['<p>The weights were released on 5 November 2025 under MIT.</p>', 'under MIT', false],
  ['<p>The weights were released on November 5, 2025 under MIT.</p>', 'under MIT', false],
  ['<ul><li>Released on 5 November 2025 under MIT.</li><li>Trained in Vienna.</li></ul>', 'Vienna', false],
  ['<p>The weights were released on 2025-11-05 under MIT.</p>', 'under MIT', true],
  ['<p>The weights were released in November 2025 under MIT.</p>', 'under MIT', true],
  ['<p>Веса выложены 5 ноября 2025 года под MIT.</p>', 'под MIT', true],
]
let changed = 0
for (const [html, mark, stays] of expected) {
  const found = await kept(html, mark)
  console.log(found ? 'kept' : 'LOST', html)
  changed += found !== stays
}
process.exit(changed ? 1 : 0)
JS
node clip.mjs || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: defuddle 0.19.4 drops short sentences and lists with a written-out date"
