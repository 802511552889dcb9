#!/usr/bin/env bash
# dom-anchor-text-quote 4.0.2 places a quotation without looking at what followed it.
#
# Guess, written down first: of two places with the same words the one between the remembered prefix and suffix is
# chosen; without a hint (where the words stood) context alone decides.
# Seen: the suffix is looked at only where the prefix is found nowhere. Of two sentences that begin alike the one nearer
# to the hint is taken, and without a hint the one nearer to the middle of the page, though the suffix fits the other
# word for word. A paragraph put above the text makes an old hint wrong, and moves the highlight.
# What it means: in lists, results and refrains, where sentences begin alike, a highlight may stand on another statement
# than the person marked, after a reload even. Compare the suffix yourself with what follows the range.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts dom-anchor-text-quote@4.0.2 jsdom@26.1.0 >> log 2>&1
cat > anchor.cjs <<'JS'
const { JSDOM } = require('jsdom')
const { window } = new JSDOM('<body></body>')
Object.assign(global, { document: window.document, Node: window.Node, NodeFilter: window.NodeFilter })
const { toRange } = require('dom-anchor-text-quote')

const filler = (times) => '<p>' + 'Nothing happens in this sentence. '.repeat(times) + '</p>'
const small = '<p id="small">In our runs the loss falls with the small model only.</p>'
const large = '<p id="large">In our runs the loss falls with the large model too.</p>'
const quote = { exact: 'the loss falls', prefix: 'In our runs ', suffix: ' with the large model too.' }
const chosen = (what, html, hint) => {
  window.document.body.innerHTML = html
  const { id } = toRange(window.document.body, quote, { hint }).startContainer.parentNode
  console.log(what, '->', id)
  return id
}
const page = filler(10) + small + filler(6) + large + filler(1)
window.document.body.innerHTML = page
const old = window.document.body.textContent.lastIndexOf(quote.exact)
const seen = [
  chosen('with its own place', page, old),
  chosen('without a place', page),
  chosen('with its old place, below a new paragraph', filler(6) + page, old),
]
process.exit(seen.join() === 'large,small,small' ? 0 : 1)
JS
node anchor.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: dom-anchor-text-quote 4.0.2 chooses against the suffix"
