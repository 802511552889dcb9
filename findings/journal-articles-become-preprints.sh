#!/usr/bin/env bash
# biblatex-csl-converter 3.2.2, from the editor Fidus Writer, makes a preprint of every journal article.
#
# Guess, written down first: @article with a journal becomes the CSL type article-journal, an @misc with an eprint
# becomes article (a preprint) with its number; the journal's name stays as written.
# Seen: both become `article`, which since CSL 1.0.2 means a preprint, so nothing tells them apart, and the
# eprint's number is gone. The journal "Journal of Language Models" becomes "Journal of language models", and
# written back as BibLaTeX a title has {and} in braces.
# What it means: CSL-JSON of type `article` may be anything; look whether there is a journal. Take the .bib file
# itself for arXiv numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts biblatex-csl-converter@3.2.2 >> log 2>&1
cat > read.mjs <<'JS'
import { BibLatexExporter, CSLExporter, parse } from 'biblatex-csl-converter'

const { entries } = parse(`
@article{a, title={On words and meanings}, author={Lee, Ann}, journal={Journal of Language Models}, year={2020}}
@misc{b, title={On rows}, author={Lee, Ann}, year={2021}, eprint={2101.00001}, archivePrefix={arXiv}}
@inproceedings{c, title={On columns}, author={Lee, Ann}, booktitle={Talks}, year={2022}}
`)
const csl = Object.values(new CSLExporter(entries).parse())
const bibtex = new BibLatexExporter(entries).parse()
csl.forEach((entry) => console.log(JSON.stringify(entry)))
console.log(bibtex)
const asStated =
  csl.map((entry) => entry.type).join() === 'article,article,paper-conference' &&
  csl[0]['container-title'] === 'Journal of language models' &&
  !JSON.stringify(csl).includes('2101.00001') &&
  bibtex.includes('On words {and} meanings')
process.exit(asStated ? 0 : 1)
JS
node read.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: biblatex-csl-converter 3.2.2 gives journal articles the type of preprints"
