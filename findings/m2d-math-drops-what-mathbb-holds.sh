#!/usr/bin/env bash
# @m2d/math 0.0.6, which writes the formulas of Markdown into Word files, writes "mathcal = loss" for the loss L.
#
# Guess, written down first: letters keep their content whatever their font; an unknown command is left out and what it
# holds is kept, as the README says ("gracefully ignores unsupported macros"; no environments).
# Seen: fractions, roots, sums, indices and \leq are right. Of \mathbb{R}, \mathcal{L}, \mathrm{KL} and
# \operatorname{softmax} it writes the name of the command and drops the content: "x ∈ mathbb", "mathcal= 0",
# "mathrm(p | q)", "operatorname(x)". \bar{x} is "barx", \le and \ge are the letters "le" and "ge" (a product, in a
# formula), \not= is "¬=", and cases or a matrix leave an empty formula. Nothing is reported.
# What it means: notes and papers turned into Word lose the very symbols they define, L, E, R and KL, and readers take
# what is left for names. Search the result for math, operatorname and bar, or let Pandoc make the file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @m2d/core@1.7.1 @m2d/math@0.0.6 unified@11.0.5 \
  remark-parse@11.0.0 remark-math@6.0.0 jszip@3.10.1 >> log 2>&1
cat > formulas.mjs <<'JS'
import JSZip from 'jszip'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { mathPlugin } from '@m2d/math'
import { toDocx } from '@m2d/core'
import { unified } from 'unified'

const EXPECTED = {
  'a \\leq b': 'a ≤ b',
  'x \\in \\mathbb{R}': 'x ∈ mathbb',
  '\\mathcal{L} = 0': 'mathcal= 0',
  '\\mathrm{KL}(p \\| q)': 'mathrm(p | q)',
  '\\operatorname{softmax}(x)': 'operatorname(x)',
  '\\bar{x} \\le 1': 'barxle 1',
  'a \\not= b': 'a ¬= b',
  '\\begin{cases} 1 & x>0 \\\\ 0 & x<0 \\end{cases}': ''
}
const written = async (formula) => {
  const tree = unified().use(remarkParse).use(remarkMath).parse(`$${formula}$`)
  const archive = await JSZip.loadAsync(await toDocx(tree, {}, { plugins: [mathPlugin()] }, 'nodebuffer'))
  const xml = await archive.file('word/document.xml').async('string')
  return [...xml.matchAll(/<m:t(?: [^>]*)?>([^<]*)<\/m:t>/g)].map((run) => run[1]).join('')
}
let asStated = true
for (const [formula, expected] of Object.entries(EXPECTED)) {
  const seen = await written(formula)
  console.log(formula, '->', JSON.stringify(seen))
  asStated = asStated && seen === expected
}
process.exit(asStated ? 0 : 1)
JS
node formulas.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: @m2d/math 0.0.6 drops what mathbb holds"
