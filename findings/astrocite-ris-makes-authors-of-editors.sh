#!/usr/bin/env bash
# astrocite-ris 0.16.4, which reads exports of Zotero, EndNote and libraries (RIS) in JavaScript, makes authors of
# editors, Jr. of a first name and a person of an organization, and does not read past an abstract of two lines.
#
# Guess, written down first: AU are authors and A2 editors; "van der Berg, Jan, Jr." is family, given name and suffix,
# in the order of the format; a name without a comma is an organization, or one name as a whole; a line without a tag
# goes on the field before it, as many exports have it, or the field is cut.
# Seen: titles, journal, volume, pages, DOI and dates are right. But A2 comes out as one more author of the chapter. Of
# "van der Berg, Jan, Jr." the given name is "Jr." and the suffix "Jan", which is BibTeX's order; "World Health
# Organization" is World of the family Health Organization. The title of the book (BT) is not there at all. An abstract
# that goes on in a second line stops the whole file with a parser's error.
# What it means: chapters are cited by authors and editors together, Jan van der Berg as Jr., and reports of
# organizations sort under H. Look at the authors after each import, or read RIS with another reader.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts astrocite-ris@0.16.4 >> log 2>&1 || { cat log; exit 1; }
cat > read.cjs <<'JS'
const { parse } = require('astrocite-ris')

const chapter = `TY  - CHAP
AU  - van der Berg, Jan, Jr.
AU  - World Health Organization
A2  - Editor, Ed
PY  - 2020/05/03/
TI  - Linear attention
BT  - The book of attention
SP  - 10
EP  - 20
DO  - 10.1000/xyz
ER  - 
`
const [entry] = parse(chapter)
console.log(JSON.stringify(entry, null, 1))
let stopped = ''
try {
  parse(chapter.replace('ER  -', 'AB  - We look at attention\nand at its cost.\nER  -'))
} catch (error) {
  stopped = error.message
}
console.log('an abstract of two lines:', stopped)
const [jan, organization, editor] = entry.author
const asStated =
  entry.title === 'Linear attention' && entry.page === '10-20' && entry.DOI === '10.1000/xyz' &&
  entry.author.length === 3 && !entry.editor && editor.family === 'Editor' &&
  jan.given === 'Jr.' && jan.suffix === 'Jan' && jan.family === 'Berg' &&
  organization.given === 'World' && organization.family === 'Health Organization' &&
  !JSON.stringify(entry).includes('The book of') && stopped.startsWith('Expected')
process.exit(asStated ? 0 : 1)
JS
node read.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: astrocite-ris 0.16.4 makes authors of editors and of organizations"
