#!/usr/bin/env bash
# @retorquere/bibtex-parser 9.0.29, the parser made for a Zotero extension, writes titles in small letters.
#
# Guess, written down first: a parser gives the title as it stands; changing it to sentence case is left to styles.
# Seen: without any option "Learning from Wikipedia with Gaussian Processes" becomes "Learning from wikipedia with
# gaussian processes"; the book title "Advances in Neural Information Processing Systems" is rewritten as well, and
# Russian titles too: "Анализ Данных Яндекса" becomes "Анализ данных яндекса". Only words with capitals inside
# (ImageNet, GPT-4) are spared, and what stands in braces. With `sentenceCase: false` all stays.
# What it means: names in titles are lost for good once the result is stored, and a title no longer equals the one
# that another source gave. Pass the option, and let the style choose the case.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @retorquere/bibtex-parser@9.0.29 >> log 2>&1
cat > titles.mjs <<'JS'
import { parse } from '@retorquere/bibtex-parser'

const works = `
@article{a, title = {Learning from Wikipedia with Gaussian Processes}}
@inproceedings{b, title = {GPT-4 on ImageNet}, booktitle = {Advances in Neural Information Processing Systems}}
@misc{c, title = {Анализ Данных Яндекса}}`
const read = (options) =>
  parse(works, options).entries.flatMap(({ fields }) => [fields.title, fields.booktitle].filter(Boolean))
const byDefault = read()
const asWritten = read({ sentenceCase: false })
console.log('by default:', byDefault)
console.log('sentenceCase false:', asWritten)
const asStated =
  byDefault.join('|') ===
    'Learning from wikipedia with gaussian processes|GPT-4 on ImageNet|' +
      'Advances in neural information processing systems|Анализ данных яндекса' &&
  asWritten.join('|') ===
    'Learning from Wikipedia with Gaussian Processes|GPT-4 on ImageNet|' +
      'Advances in Neural Information Processing Systems|Анализ Данных Яндекса'
process.exit(asStated ? 0 : 1)
JS
node titles.mjs 2> errors || { cat errors; echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: @retorquere/bibtex-parser 9.0.29 puts titles into sentence case"
