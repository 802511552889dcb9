#!/usr/bin/env bash
# @tryfabric/martian 1.2.4, by which programs write Markdown into Notion, leaves out the words of links by reference,
# and glues lines together.
#
# Guess, written down first: all words come through, formulas as equations, lists and tables as such; relative links
# keep their words; texts beyond Notion's limits are split.
# Seen: formulas, tables, nested lists and words of relative links are as guessed. "See [the proof][1]." is "See .",
# and so is the shortcut [the proof]; a picture that is a link is gone, a heading within a list item too, with all its
# words. A line break (two spaces, or a backslash) leaves nothing, so the lines "loss 0.91" and "5 epochs" become "loss
# 0.915 epochs"; <br> in a table's cell likewise makes 12 of 1 and 2. Nothing is raised or logged.
# What it means: pages in Notion lack the very words that had a source, and show numbers that nobody wrote. Write links
# inline, and end lines by empty lines, before handing the text over.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @tryfabric/martian@1.2.4 >> log 2>&1
cat > convert.cjs <<'JS'
const { markdownToBlocks } = require('@tryfabric/martian')

const words = (value) => {
  if (Array.isArray(value)) return value.map(words).join('')
  if (value?.type === 'text') return value.text.content
  if (value?.type === 'equation' && value.equation) return value.equation.expression
  return value && typeof value === 'object' ? Object.values(value).map(words).join('') : ''
}
const seen = {
  'See [the proof][1] of it.\n\n[1]: https://site.example/1': 'See  of it.',
  'See [the proof] of it.\n\n[the proof]: https://site.example/1': 'See  of it.',
  'See [the proof](proof.md) of $x^2$.': 'See the proof of x^2.',
  '[![the curve](https://site.example/a.png)](https://site.example/1)': '',
  '- # Heading\n- item': 'item',
  'loss 0.91  \n5 epochs': 'loss 0.915 epochs',
  'loss 0.91\\\n5 epochs': 'loss 0.915 epochs',
  '| runs |\n|---|\n| 1<br>2 |': 'runs12',
}
let asStated = true
for (const [markdown, expected] of Object.entries(seen)) {
  const found = words(markdownToBlocks(markdown))
  console.log(JSON.stringify(markdown), '->', JSON.stringify(found))
  asStated &&= found === expected
}
process.exit(asStated ? 0 : 1)
JS
node convert.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: martian 1.2.4 leaves words out"
