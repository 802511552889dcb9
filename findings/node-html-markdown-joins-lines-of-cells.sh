#!/usr/bin/env bash
# node-html-markdown 2.0.0, which clippers and crawlers write pages as Markdown with, makes 0.910.02 of the two lines of
# a cell, and of listings prose.
#
# Guess, written down first: what is a sign of Markdown is escaped, "1986." at a line's beginning, too; code keeps its
# lines, cells of tables their words apart, lists their numbers. Noted beside it: <sup> is dropped, as others do.
# Seen: the escapes hold, except that of "<": `list<int>` in a sentence is written as a tag, which whatever shows the
# Markdown hides. A line break in a cell, and the points of a list in it, leave nothing between them: "0.91" over "0.02"
# is 0.910.02. A list that begins at 5 begins at 1. A <pre> that has no <code> within, as Sphinx, Jekyll and many blogs
# write their listings, comes without a fence: whatever shows it drops the indentation, and sets a*b*c in italics.
# 10<sup>6</sup> is 106.
# What it means: tables of results with an error below the figure, and listings in Python, are other numbers and other
# programs. mdream 1.7.2 keeps both. Put a space or a sign for <br> in cells, and <code> into <pre>, before the
# conversion.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts node-html-markdown@2.0.0 >> log 2>&1
cat > convert.cjs <<'JS'
const { NodeHtmlMarkdown } = require('node-html-markdown')

const seen = {
  '<p># no heading</p><p>1986. A year. a*b*c</p>': '\\# no heading\n\n1986\\. A year. a\\*b\\*c',
  '<pre><code class="language-python">if x:\n    y = 1\n</code></pre>': '```python\nif x:\n    y = 1\n\n```',
  '<table><tr><th>Model</th><th>F1</th></tr><tr><td>X</td><td>0.91<br>0.02</td></tr></table>':
    '| Model | F1       |\n| ----- | -------- |\n| X     | 0.910.02 |',
  '<table><tr><th>Uses</th></tr><tr><td><ul><li>read</li><li>write</li></ul></td></tr></table>':
    '| Uses      |\n| --------- |\n| readwrite |',
  '<ol start="5"><li>five</li><li>six</li></ol>': '1. five\n2. six',
  '<pre>if x:\n    y = a*b*c</pre>': 'if x:\n    y = a*b*c',
  '<p>a list&lt;int&gt; of 10<sup>6</sup></p>': 'a list<int> of 106',
}
let asStated = true
for (const [html, expected] of Object.entries(seen)) {
  const told = NodeHtmlMarkdown.translate(html)
  console.log(html, '->', JSON.stringify(told))
  asStated &&= told === expected
}
process.exit(asStated ? 0 : 1)
JS
node convert.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: node-html-markdown 2.0.0 joins lines of cells"
