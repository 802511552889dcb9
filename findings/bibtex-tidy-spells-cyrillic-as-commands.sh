#!/usr/bin/env bash
# bibtex-tidy 1.14.0, with no option given, spells Russian names and titles as TeX commands.
#
# Guess, written down first: tidying changes layout only; what is escaped without being asked are TeX's own signs.
# Seen: each Cyrillic letter becomes a command (\cyrchar\CYRI{}), in names, titles and even keywords, which are no
# text for TeX. `escape: false` leaves the letters alone.
# What it means: in a .bib file that was tidied once no Russian word is found any more. Run it with --no-escape.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts bibtex-tidy@1.14.0 >> log 2>&1
cat > tidy.mjs <<'JS'
import { tidy } from 'bibtex-tidy'

const source = '@article{a, title={Обучение}, author={Ли, Анна}, keywords={нлп}, year={2020}}'
const plain = tidy(source).bibtex
const unescaped = tidy(source, { escape: false }).bibtex
console.log(plain)
console.log(unescaped)
const asStated =
  !/[а-я]/i.test(plain) && plain.includes('\\cyrchar\\CYRO{}') && plain.includes('\\cyrchar\\cyrn{}') &&
  unescaped.includes('{Обучение}')
process.exit(asStated ? 0 : 1)
JS
node tidy.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: bibtex-tidy 1.14.0 leaves no Cyrillic letter by default"
