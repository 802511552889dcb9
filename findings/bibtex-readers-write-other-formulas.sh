#!/usr/bin/env bash
# bibtex-parse 2.1.0 and astrocite-bibtex 0.16.4, readers of BibTeX in JavaScript, make 10^-4 and "10[object Object]" of
# the 10^{-4} in a title.
#
# Guess, written down first: braces go, accents become letters, months, strings and parts joined by # come together, and
# a formula in a title stays as it is or becomes readable text.
# Seen: strings, months and joined parts are right in both. bibtex-parse takes all braces out, those within dollars too:
# "$x_{ij} < 10^{-4}$" is "$x_ij < 10^-4$", which TeX and whatever shows TeX read as x_i j and 10 to the minus, then 4.
# Of accents it leaves the command: "Erd\H os", "P'al". astrocite reads accents and names rightly, writes the words
# "[object Object]" for what is raised or lowered, and ¡ for <; of months with a day it makes "01 5", and it leaves out
# abstracts. Neither raises or warns.
# What it means: lists of papers show other bounds and sizes, and a search for the title finds nothing. latex-utensils
# 7.0.0 reads the fields of the same file as they are written, to be shown with KaTeX.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts bibtex-parse@2.1.0 astrocite-bibtex@0.16.4 \
  latex-utensils@7.0.0 >> log 2>&1
cat > paper.bib <<'BIB'
@string{nips = "Advances in Neural Information Processing Systems"}
@inproceedings{paper,
  title = {On {BERT} and $x_{ij} < 10^{-4}$},
  author = {Erd{\H o}s, P{\'a}l},
  booktitle = nips # " 35",
  month = jan # "~5", year = 2023, abstract = {A text.}
}
BIB
cat > read.cjs <<'JS'
const { readFileSync } = require('node:fs')
const byParse = require('bibtex-parse')
const byAstrocite = require('astrocite-bibtex')
const { bibtexParser } = require('latex-utensils')

const source = readFileSync('paper.bib', 'utf8')
const [plain] = byParse.entries(source)
const [csl] = byAstrocite.parse(source)
const entry = bibtexParser.parse(source).content.find(({ entryType }) => entryType === 'inproceedings')
const title = entry.content.find(({ name }) => name === 'title').value.content
console.log('bibtex-parse:', plain)
console.log('astrocite:', JSON.stringify(csl))
console.log('latex-utensils:', title)
const asStated =
  plain.TITLE === 'On BERT and $x_ij < 10^-4$' &&
  plain.AUTHOR === "Erd\\H os, P'al" &&
  plain.BOOKTITLE === 'Advances in Neural Information Processing Systems 35' &&
  csl['container-title'] === plain.BOOKTITLE &&
  csl.title === 'On BERT and x[object Object] ¡ 10[object Object]' &&
  csl.author[0].family.normalize('NFC') === 'Erd\u0151s' &&
  csl.issued['date-parts'][0][1] === '01\u00a05' &&
  !('abstract' in csl) &&
  title === 'On {BERT} and $x_{ij} < 10^{-4}$'
process.exit(asStated ? 0 : 1)
JS
node read.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: bibtex-parse 2.1.0 and astrocite-bibtex 0.16.4 write other formulas"
