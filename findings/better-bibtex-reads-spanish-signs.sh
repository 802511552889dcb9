#!/usr/bin/env bash
# @retorquere/bibtex-parser 9.0.29, which Better BibTeX for Zotero reads with, makes ¡ and ¿ of < and >.
#
# Guess: titles keep what they say: a formula $O(n^2)$, {\'e}, \textit, "~" and "--"; names with particles; the month
# macro and # joined; url and doi with _ and % kept as they are; no error is reported for a valid file.
# Seen: formulas, accents, names, months, url and doi are as guessed. The signs < and > outside a formula become
# Spanish marks, as in TeX's first fonts: "precision < recall" is "precision ¡ recall", "p < 0.05" in an abstract
# "p ¡ 0.05", "F1 > 0.5" is "F1 ¿ 0.5", and `<i>` is "¡i¿". With T1 fonts, XeLaTeX and LuaLaTeX they are printed as
# they stand. `errors` is empty; | and ", which those fonts changed too, stay; keywords, doi and url keep < and >.
# What it means: abstracts that other programs export (plain text, with comparisons or tags in them) come out with
# other signs, and a search for "p < 0.05" finds nothing. Put < and > into $ $ before the text is parsed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @retorquere/bibtex-parser@9.0.29 >> log 2>&1
cat > signs.mjs <<'JS'
import { parse } from '@retorquere/bibtex-parser'

const { entries, errors } = parse(String.raw`@article{a, author = {Anna de la Cruz},
  title = {When precision < recall: F1 > 0.5 in $O(n^2)$ {\'e}tudes}, journal = {Notes | "Tests"}, month = mar,
  abstract = {It holds (p < 0.05) for <i>all</i> tests, and for $a < b$.}, keywords = {a<b}, doi = {10.1000/x_y<z>}}`)
const { title, abstract, journal, keywords, doi } = entries[0].fields
console.log({ title, abstract, journal, keywords, doi, errors })
const asStated =
  title.startsWith('When precision ¡ recall: F1 ¿ 0.5 in ') &&
  title.normalize().endsWith('études') &&
  abstract.startsWith('It holds (p ¡ 0.05) for ¡i¿all¡/i¿ tests') &&
  /a\s*<\s*b\.$/.test(abstract) &&
  journal === 'Notes | "Tests"' &&
  keywords.join() === 'a<b' &&
  doi === '10.1000/x_y<z>' &&
  errors.length === 0
process.exit(asStated ? 0 : 1)
JS
node signs.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: @retorquere/bibtex-parser 9.0.29 reads < and > as Spanish signs"
