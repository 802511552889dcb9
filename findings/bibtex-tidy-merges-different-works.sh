#!/usr/bin/env bash
# bibtex-tidy 1.14.0 takes different works for duplicates and deletes one of them.
#
# Guess, written down first: with duplicates by citation ("similar author and title") the year, or different first
# names, keep two works apart.
# Seen: author means the last name of the first author, and title is compared without punctuation; neither year,
# type nor a different DOI counts. "Introduction" by Ann Lee (2001) and by Bob Lee (2015) become one entry, and
# with merging on, the second is deleted; `combine` gives its abstract to the first.
# What it means: merge by DOI or key only. A library tidied with merging on may lack works.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts bibtex-tidy@1.14.0 >> log 2>&1
cat > tidy.mjs <<'JS'
import { tidy } from 'bibtex-tidy'

const source = `
@book{lee2001, title={Introduction}, author={Lee, Ann}, year={2001}, doi={10.1000/first}}
@misc{lee2015, title={Introduction}, author={Lee, Bob}, year={2015}, doi={10.1000/second}, abstract={About tables.}}
@misc{chen2020, title={Report, 1}, author={Chen, Wei}, year={2020}}
@misc{chen2021, title={Report 1}, author={Chen, Fang}, year={2021}}`
const { bibtex, warnings } = tidy(source, { duplicates: ['citation'], merge: 'combine' })
console.log(bibtex)
warnings.forEach((warning) => console.log(warning.message))
const asStated =
  !bibtex.includes('lee2015') && !bibtex.includes('second') && bibtex.includes('About tables.') &&
  !bibtex.includes('chen2021')
process.exit(asStated ? 0 : 1)
JS
node tidy.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: bibtex-tidy 1.14.0 makes one of two works with the same title and last name"
