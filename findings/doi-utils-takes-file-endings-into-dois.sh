#!/usr/bin/env bash
# doi-utils 2.0.6, by which MyST documents and their tools read DOIs, takes "v2.full.pdf" of medRxiv into the DOI.
#
# Guess, written down first: of a publisher's address the DOI comes out without version and file ending, for medRxiv as
# for bioRxiv; the brackets of an old DOI stay what they are; the full stop of a sentence is no part of it.
# Seen: ACM, Wiley, Springer, PLOS, Frontiers, Zenodo and bioRxiv's ".full" are right. Of the address of a PDF at
# medRxiv the DOI is 10.1101/...v2.full.pdf, of one at bioRxiv too; "/pdf" stays, a full stop stays, and <693::AID> of
# an old Wiley DOI is "%3C693::AID...%3E", which is another string than the one registered. `validate` says true to
# each. Addresses of arXiv, whose DOIs follow from the number, give nothing.
# What it means: links are written that do not resolve, and two copies of one paper have two DOIs, so that no library
# sees that they are the same. Cut version and endings first, and decode what comes out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts doi-utils@2.0.6 >> log 2>&1
cat > read.mjs <<'JS'
import { doi } from 'doi-utils'

const EXPECTED = {
  'https://dl.acm.org/doi/10.1145/3292500.3330701': '10.1145/3292500.3330701',
  'https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1.full': '10.1101/2020.01.01.123456',
  'https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1.full.pdf': '10.1101/2020.01.01.123456v1.full.pdf',
  'https://www.medrxiv.org/content/10.1101/2020.01.01.20000001v2.full.pdf': '10.1101/2020.01.01.20000001v2.full.pdf',
  'https://doi.org/10.1000/abc.': '10.1000/abc.',
  'https://doi.org/10.1000/abc/pdf': '10.1000/abc/pdf',
  'https://doi.org/10.1002/(SICI)1097(1998)49:8<693::AID-ASI4>3.0.CO;2-O':
    '10.1002/(SICI)1097(1998)49:8%3C693::AID-ASI4%3E3.0.CO;2-O',
  'https://arxiv.org/abs/1706.03762': undefined
}
let asStated = true
for (const [address, expected] of Object.entries(EXPECTED)) {
  const seen = doi.normalize(address)
  console.log(address, '->', seen, doi.validate(address))
  asStated = asStated && seen === expected && doi.validate(address) === (expected !== undefined)
}
process.exit(asStated ? 0 : 1)
JS
node read.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: doi-utils 2.0.6 takes file endings into DOIs"
