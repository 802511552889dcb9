#!/usr/bin/env bash
# htmldiff-js 1.0.5 shows no change where a link leads elsewhere, node-htmldiff 0.9.4 none where Python is indented
# otherwise: two ways to compare versions of a page that see different things.
#
# Guess, written down first: each word, number, link and image that changed is marked in both.
# Seen: words, numbers, signs such as < and >, images and Russian are. htmldiff-js takes tags as they come: a link with
# another address is shown as the new one, unmarked. node-htmldiff marks that, but takes white space as equal
# everywhere, in <pre> too, and gives the new text: `return total` moved into the loop is no change; and it does not
# show that a word is no longer bold. Of a list that was numbered and is not any more both write <ol><ul>…</ol></ul>,
# which no browser nests so, and mark nothing. Neither tells of it; their READMEs show words.
# What it means: a changed source of a claim, or a listing that does something else now, passes a review of what
# changed. Compare addresses and listings beside the text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts htmldiff-js@1.0.5 node-htmldiff@0.9.4 >> log 2>&1
cat > compare.cjs <<'JS'
const byNode = require('node-htmldiff')
const byJs = require('htmldiff-js').default

const pairs = [
  ['a number', '<p>The loss is 0.5 now.</p>', '<p>The loss is 0.7 now.</p>', 'both'],
  ['a sign', '<p>x &lt; y</p>', '<p>x &gt; y</p>', 'both'],
  ['an image', '<p><img src="a.png" alt=""></p>', '<p><img src="b.png" alt=""></p>', 'both'],
  ['a link', '<p><a href="https://x.org/1">data</a></p>', '<p><a href="https://x.org/2">data</a></p>', 'node-htmldiff'],
  ['a listing', '<pre>for x in y:\n    t += x\nreturn t</pre>', '<pre>for x in y:\n    t += x\n    return t</pre>', 'htmldiff-js'],
  ['bold', '<p>It is <b>not</b> so.</p>', '<p>It is not so.</p>', 'htmldiff-js'],
  ['a list', '<ol><li>a</li></ol>', '<ul><li>a</li></ul>', 'none'],
]
let asStated = true
for (const [name, before, after, expected] of pairs) {
  const told = { 'node-htmldiff': byNode(before, after), 'htmldiff-js': byJs.execute(before, after) }
  const marked = Object.keys(told).filter((tool) => /<(ins|del)\b/.test(told[tool]))
  const seen = marked.length === 2 ? 'both' : (marked[0] ?? 'none')
  console.log(name, '->', seen, seen === 'none' ? told : '')
  asStated &&= seen === expected
}
process.exit(asStated ? 0 : 1)
JS
node compare.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: htmldiff-js 1.0.5 is blind to links, node-htmldiff 0.9.4 to indentation"
