#!/usr/bin/env bash
# citation-js 0.9.0 reads BibLaTeX without the arXiv number and writes a date range as no date.
#
# Guess, written down first: `eprint` with `eprinttype = {arxiv}` survives into CSL-JSON, as number or note, and
# BibTeX written from it has the eprint again; a year like 2023/2024 stays in some form.
# Seen: eprint, eprinttype and archivePrefix leave no trace in CSL-JSON. A preprint known by its eprint alone
# cannot be found on arXiv any more. `year = {2023/2024}` is kept as a literal inside, but the BibTeX written
# from it has no year at all, and `date = {2025-10-30}` comes back as `month = {oct 30}`.
# What it means: take the .bib file itself to another program, not a version of it that went through CSL-JSON.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @citation-js/core@0.9.0 @citation-js/plugin-bibtex@0.9.0 >> log 2>&1
cat > read.cjs <<'JS'
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')

const source = `
@online{a, title={First}, author={Lee, Ann}, date={2025-10-30}, eprint={2510.01234}, eprinttype={arxiv}}
@misc{b, title={Second}, author={Lee, Ann}, year={2024}, archivePrefix={arXiv}, eprint={2401.01234}}
@inproceedings{c, title={Third}, author={Lee, Ann}, booktitle={Talks}, year={2023/2024}}
`
const cite = new Cite(source)
const csl = cite.data.map(({ _graph, ...entry }) => JSON.stringify(entry))
const bibtex = cite.format('bibtex')
console.log(csl.join('\n'))
console.log(bibtex)
const as_stated =
  !csl.join().includes('01234') &&
  !bibtex.includes('01234') &&
  csl[2].includes('2023/2024') &&
  !bibtex.includes('2023') &&
  bibtex.includes('month = {oct 30}')
process.exit(as_stated ? 0 : 1)
JS
node read.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: citation-js 0.9.0 keeps no eprint and writes no year for a range"
