#!/usr/bin/env bash
# @hungknguyen/docx-math-converter 1.1.4, which puts LaTeX into documents of Word, writes the lower limit of a sum
# above it, too.
#
# Guess, written down first: fractions, indices, sums with limits, roots, matrices, accents and texts keep every sign.
# Seen: fractions, indices, roots, relations and texts do. A sum from i = 1 to n has "i=1" below and "i=1" above, and n
# is nowhere; products and limits with both ends likewise, while an integral is right. A brace with its note has a
# second brace for the note. What is a table inside (matrices, cases, aligned lines) is one sign, 口, with no word of
# warning, as is \substack; \binom is a fraction with its line, and blackboard and bold letters are plain.
# What it means: documents made by editors and chats that use it hold other sums, in a form that nobody doubts, and of
# systems of equations only the bracket. Compare the letters of the document with those of the LaTeX.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @hungknguyen/docx-math-converter@1.1.4 docx@9.5.1 \
  jszip@3.10.1 >> log 2>&1
cat > convert.cjs <<'JS'
const { convertLatex2Math, mathJaxReady } = require('@hungknguyen/docx-math-converter')
const { Document, Packer, Paragraph } = require('docx')
const JSZip = require('jszip')

const letters = async (latex) => {
  const formula = await convertLatex2Math(latex)
  const file = new Document({ sections: [{ children: [new Paragraph({ children: [formula] })] }] })
  const zip = await JSZip.loadAsync(await Packer.toBuffer(file))
  const xml = await zip.file('word/document.xml').async('string')
  const found = [...xml.matchAll(/<m:t[^>]*>([^<]*)</g)].map((match) => match[1]).join('')
  console.log(latex, '->', found)
  return found
}
const expected = {
  '\\sum_{i=1}^n x': '∑i=1i=1x',
  '\\prod_{j=2}^m p': '∏j=2j=2p',
  '\\int_0^1 f': '∫01f',
  '\\frac{a+b}{c}': 'a+bc',
  '\\underbrace{a+b}_{n}': 'a+b⏟⏟',
  '\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}': '(口)',
  '\\begin{cases} x & x > 0 \\\\ 0 & x < 0 \\end{cases}': '{口',
}
const main = async () => {
  await (typeof mathJaxReady === 'function' ? mathJaxReady() : mathJaxReady)
  let asStated = true
  for (const [latex, seen] of Object.entries(expected)) asStated = (await letters(latex)) === seen && asStated
  process.exit(asStated ? 0 : 1)
}
main()
JS
node convert.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: docx-math-converter 1.1.4 ends sums where they begin"
