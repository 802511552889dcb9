#!/usr/bin/env bash
# node-bookmarks-parser 2.0.0 loses all bookmarks of a folder that has a description.
#
# Guess, written down first: the description (a DD between the folder's H3 and its DL, as Firefox wrote for years)
# is kept or ignored; the bookmarks below it come through.
# Seen: the folder comes out without children: every bookmark and folder in it is gone, without an error. Tags,
# notes of bookmarks and the private mark are not read either.
# What it means: count the bookmarks after a conversion, or take out the folders' descriptions first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts node-bookmarks-parser@2.0.0 >> log 2>&1
cat > read.cjs <<'JS'
const parser = require('node-bookmarks-parser')

const parse = parser.default || parser
const file = (note) => `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1700000000">Papers</H3>
${note}    <DL><p>
        <DT><A HREF="https://site.example/1" ADD_DATE="1700000000" TAGS="nlp">First</A>
        <DT><A HREF="https://site.example/2" ADD_DATE="1700000001">Second</A>
    </DL><p>
    <DT><A HREF="https://site.example/3" ADD_DATE="1700000002">Third</A>
</DL><p>
`
const addresses = (nodes) => nodes.flatMap((node) => (node.url ? [node.url] : addresses(node.children ?? [])))
const plain = addresses(parse(file('')))
const noted = addresses(parse(file('    <DD>To be read in winter\n')))
console.log('folder without a note:', plain)
console.log('folder with a note:   ', noted)
process.exit(plain.length === 3 && noted.join() === 'https://site.example/3' ? 0 : 1)
JS
node read.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: node-bookmarks-parser 2.0.0 empties folders that have a description"
