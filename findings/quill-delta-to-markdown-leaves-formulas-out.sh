#!/usr/bin/env bash
# quill-delta-to-markdown 0.6.0, which brings notes out of Quill's editor as Markdown, leaves formulas out and makes
# prose of code.
#
# Expected, noted after a first look: what Quill's toolbar offers comes out as Markdown or as HTML in it, and signs of
# Markdown in plain text are escaped.
# Seen: bold, italics, links, headings, quotations and lists do come out. A formula is nothing, a video, too; code, in a
# line or in a block, has no mark, so `y = a*b*c` of a listing is set in italics and its indentation lost where the
# Markdown is shown; what is struck out stands as if it held; 10 to the sixth is 106. Plain text is not escaped either:
# "# 1 of 5" becomes a heading. Nothing is raised, and the README tells of no limits.
# What it means: notes with "not" struck in, formulas and listings lose just these when they move to a vault. Converters
# of one's own for formula, code, strike and script can be given as the second argument, in the form of the package's
# fromDelta.converters.js.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts quill-delta-to-markdown@0.6.0 >> log 2>&1
cat > convert.cjs <<'JS'
const { deltaToMarkdown } = require('quill-delta-to-markdown')

const part = (insert, attributes) => ({ insert, ...(attributes && { attributes }) })
const seen = [
  [[part('a '), part('bold', { bold: true }), part(' word\n')], 'a **bold** word\n'],
  [[part('Let '), part({ formula: 'x^2' }), part(' hold.\n')], 'Let  hold.\n'],
  [[part('It is '), part('not', { strike: true }), part(' so.\n')], 'It is not so.\n'],
  [[part('Use '), part('a*b*c', { code: true }), part('.\n')], 'Use a*b*c.\n'],
  [
    [part('if x:'), part('\n', { 'code-block': true }), part('    y = 1'), part('\n', { 'code-block': true })],
    'if x:\n    y = 1\n',
  ],
  [[part('10'), part('6', { script: 'super' }), part(' cells\n')], '106 cells\n'],
  [[part('# 1 of 5\n')], '# 1 of 5\n'],
]
let asStated = true
for (const [delta, expected] of seen) {
  const told = deltaToMarkdown(delta)
  console.log(JSON.stringify(delta), '->', JSON.stringify(told))
  asStated &&= told === expected
}
process.exit(asStated ? 0 : 1)
JS
node convert.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: quill-delta-to-markdown 0.6.0 leaves formulas out"
