#!/usr/bin/env bash
# bibtex-tidy 1.14.0 merges two records of one work and forgets the key that older documents cite.
#
# Guess, written down first: when two records with one DOI are merged, the key of the deleted one stays citable, in
# BibLaTeX's field of former keys (`ids`), and of two days of saving the earlier is kept; former keys that a record
# has already are joined.
# Seen: whichever of the four ways of merging is chosen, one of the two keys is gone: no `ids` is written for it, and of
# two `ids` one is dropped. `combine`, which keeps all, keeps the later day where the later record comes first, as
# BibDesk writes them. With `last` the warning names as removed the record that stays.
# What it means: documents that cite the other key find nothing, and the day of saving moves. Note both keys and the
# earlier day before a library is merged.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts bibtex-tidy@1.14.0 >> log 2>&1
cat > tidy.mjs <<'JS'
import { tidy } from 'bibtex-tidy'

// As BibDesk writes a library: what was added last comes first.
const source = `
@article{gu2024new, title={Rivers of State}, author={Gu, Ann}, year={2024}, doi={10.1000/r}, ids={gu24},
  date-added={2024-05-01 10:00:00 +0000}}
@article{gu2023old, title={Rivers of State}, author={Gu, Ann}, year={2024}, doi={10.1000/r}, ids={gu23},
  date-added={2023-01-01 10:00:00 +0000}}`
for (const merge of ['first', 'last', 'combine', 'overwrite']) {
  const { bibtex, warnings } = tidy(source, { duplicates: ['doi'], merge })
  console.log(merge, bibtex)
  warnings.forEach((warning) => console.log(warning.message))
  const kept = ['gu2024new', 'gu2023old'].filter((key) => bibtex.includes(key))
  const former = ['gu24', 'gu23'].filter((key) => bibtex.includes(`{${key}}`))
  const asStated =
    kept.length === 1 && former.length === 1 &&
    (merge !== 'combine' || (bibtex.includes('2024-05-01') && !bibtex.includes('2023-01-01'))) &&
    (merge !== 'last' || (kept[0] === 'gu2023old' && warnings[0].message.includes('Entry gu2023old')))
  if (!asStated) process.exit(1)
}
JS
node tidy.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: bibtex-tidy 1.14.0 keeps one of two keys of a work, and the later day"
