#!/usr/bin/env bash
# @nanocollective/get-md 1.7.0, which makes Markdown of web pages for language models, drops what a page shows in angle
# brackets: "Use <mask> here" becomes "Use here".
#
# Guess, written down first: &lt;mask&gt;, text that a page shows, stays text, escaped or in a code span; two paragraphs
# of a quotation stay two; a cell's "|" is escaped; fractions of MathML are marked.
# Seen: escaped text is parsed as HTML a second time, in code too: "The token <eos> ends it" loses its token, a code
# span <mask> vanishes, "List<int> x" in a code block is "List x", and "a <b> c" puts c in bold. Only what is no tag's
# name ("a < b", "p<0.05") stays. Paragraphs of a quotation are joined without a space ("one.two"), "x | y" in a cell
# makes a third column, one half is "12" and x² "x2". Nothing is reported.
# What it means: posts on tokenizers, prompts, HTML and typed languages, this field's daily bread, lose exactly the
# words they are about, and code in them no longer compiles. Take another converter for such pages.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @nanocollective/get-md@1.7.0 >> log 2>&1
cat > convert.mjs <<'JS'
import { convertToMarkdown } from '@nanocollective/get-md'

const EXPECTED = {
  '<p>If a &lt; b, p&lt;0.05.</p>': 'If a < b, p<0.05.',
  '<p>The token &lt;eos&gt; ends it.</p>': 'The token ends it.',
  '<p>Use <code>&lt;mask&gt;</code> here.</p>': 'Use here.',
  '<pre><code>List&lt;int&gt; x = a;</code></pre>': '```\n\nList x = a;\n\n```',
  '<ul><li>a &lt;b&gt; c</li></ul>': '- a **c**',
  '<blockquote><p>one.</p><p>two.</p></blockquote>': '> one.two.',
  '<table><tr><th>a</th><th>b</th></tr><tr><td>x | y</td><td>z</td></tr></table>':
    '| a | b |\n| --- | --- |\n| x | y | z |',
  '<p><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> and x<sup>2</sup></p>': '12 and x2'
}
const text = `<p>${'This sentence makes the page long enough to be taken for an article, as posts are. '.repeat(4)}</p>`
let asStated = true
for (const [body, expected] of Object.entries(EXPECTED)) {
  const article = `<article><h1>Post</h1>${text}<p>BEGIN</p>${body}<p>END</p>${text}</article>`
  const page = `<html><head><title>Post</title></head><body>${article}</body></html>`
  const { markdown } = await convertToMarkdown(page)
  const seen = markdown.match(/BEGIN([^]*)END/)[1].trim()
  console.log(body, '->', JSON.stringify(seen))
  asStated = asStated && seen === expected
}
process.exit(asStated ? 0 : 1)
JS
node convert.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: get-md 1.7.0 takes escaped text for tags"
