#!/usr/bin/env bash
# promptl-ai 0.12.0, Latitude's language for prompts, writes the points of a loop on one line: scores 0.91, 0.02 and 7
# reach the model as 0.910.027.
#
# Expected, noted after a first look: values come into the prompt as they are, as in the template languages that were
# looked at before it, and what stands on a line of its own within a loop stands on a line each time.
# Seen: values are untouched, braces and tags in them too. Of what a loop repeats the white space at both ends is cut
# each time, so "- {{ point }}" on a line of its own becomes "- a- b- c", blank lines between points do not help, and a
# listing made by a loop is one line. In a message with a tag, <user>, the same loop leaves an empty line between the
# points. A branch that is not taken leaves an empty line, too. Nothing is raised, and the README says nothing of white
# space.
# What it means: lists of documents, examples or scores are one word to the model, and an evaluation measures that.
# Write such loops within <user> or <system>, join lists before, and look at what `render` gives.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts promptl-ai@0.12.0 >> log 2>&1
cat > render.mjs <<'JS'
import { render } from 'promptl-ai'

const words = ['a', 'b', 'c']
const seen = [
  ['<user>{{ q }}</user>', { q: 'a < b & {{ x }}' }, 'a < b & {{ x }}'],
  ['Points:\n{{ for p in l }}\n- {{ p }}\n{{ endfor }}\nEnd.', { l: words }, 'Points:\n- a- b- c\nEnd.'],
  ['Scores:\n{{ for p in l }}\n  {{ p }}\n\n{{ endfor }}', { l: [0.91, 0.02, 7] }, 'Scores:\n0.910.027'],
  ['```\n{{ for p in l }}\n{{ p }} = 1\n{{ endfor }}\n```', { l: words }, '```\na = 1b = 1c = 1\n```'],
  ['<user>{{ for p in l }}\n- {{ p }}\n{{ endfor }}</user>', { l: words }, '- a\n\n- b\n\n- c'],
  ['A\n{{ if x }}\nB\n{{ endif }}\nC', { x: false }, 'A\n\nC'],
]
let asStated = true
for (const [prompt, parameters, expected] of seen) {
  const { messages } = await render({ prompt, parameters })
  const [{ content }] = messages
  const told = typeof content === 'string' ? content : content.map((part) => part.text).join('')
  console.log(JSON.stringify(prompt), JSON.stringify(parameters), '->', JSON.stringify(told))
  asStated &&= messages.length === 1 && told === expected
}
process.exit(asStated ? 0 : 1)
JS
node render.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: promptl-ai 0.12.0 joins what a loop lists"
