#!/usr/bin/env bash
# @slidev/parser 52.20.1, which reads slides written in Markdown, takes short slides for settings, and shows nothing.
#
# Guess, written down first: what stands between two lines of --- is a slide unless it is settings (`layout: center`);
# a line of --- within a listing parts nothing.
# Seen: whatever begins in the line right after --- and ends at the next --- is read as YAML, and nearly everything is
# YAML: "Loss: 0.5", a list of two points, one word. It becomes the settings of the next slide, and no slide is there.
# A listing that begins right after --- is cut at a line of --- inside it: its first half is settings, the rest text of
# the next slide. With an empty line after --- all of these are slides, and a listing is whole, unless it is one of
# YAML that a slide begins with: that is settings too. A heading underlined by --- is a text and a new slide in any
# case. `errors` is not there.
# What it means: decks written for other tools, where no empty line is needed, lose their shortest slides, which hold
# the results, and the numbers of slides move. Put an empty line after each ---, and count the slides.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @slidev/parser@52.20.1 >> log 2>&1
cat > read.mjs <<'JS'
import { parse } from '@slidev/parser'

const slides = async (middle) => {
  const deck = await parse(`# First\n\n---\n${middle}\n---\n\n# Last\n`, 'deck.md')
  return [deck.slides.map(({ content }) => content), deck.slides.at(-1).frontmatter, deck.errors]
}
const listing = '```text\na: 1\n---\nb: 2\n```'
const seen = {
  'Loss: 0.5': [['# First', '# Last'], { Loss: 0.5 }],
  '- faster\n- smaller': [['# First', '# Last'], ['faster', 'smaller']],
  Questions: [['# First', '# Last'], 'Questions'],
  '\nLoss: 0.5\n': [['# First', 'Loss: 0.5', '# Last'], {}],
  [`\n${listing}\n`]: [['# First', listing, '# Last'], {}],
  '\n```yaml\nlr: 3e-4\n```\n': [['# First', '', '# Last'], {}],
  'layout: center': [['# First', '# Last'], { layout: 'center' }],
}
let asStated = true
for (const [middle, expected] of Object.entries(seen)) {
  const [contents, settings, errors] = await slides(middle)
  console.log(JSON.stringify(middle), '->', JSON.stringify(contents), JSON.stringify(settings))
  asStated &&= JSON.stringify([contents, settings]) === JSON.stringify(expected) && errors === undefined
}
const [cut, settings] = await slides(listing)
console.log(JSON.stringify(cut), JSON.stringify(settings))
asStated &&= !cut.join('').includes('a: 1')
const [parted] = await slides('\nA heading\n---\n\nits text\n')
console.log(JSON.stringify(parted))
process.exit(asStated && parted.length === 4 ? 0 : 1)
JS
node read.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: @slidev/parser 52.20.1 makes settings of short slides"
