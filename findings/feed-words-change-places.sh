#!/usr/bin/env bash
# rss-parser 3.13.0 puts the words of an Atom entry into another order.
#
# Guess, written down first: content of type xhtml, which stands in the feed as elements and not as escaped text,
# comes out as the same HTML; of two authors at least a list is kept.
# Seen: of a paragraph with bold words or links first all the plain text comes, then the bold words and links:
# "The loss does not fall. See ..." becomes "The loss fall. See ... does not". The second author is gone.
# What it means: a quotation from a reader built on it can say the opposite of the post. Such feeds are
# valid Atom; for them go to the page itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts rss-parser@3.13.0 >> log 2>&1
cat > read.cjs <<'JS'
const Parser = require('rss-parser')

const feed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><id>urn:x:feed</id><updated>2025-11-05T00:00:00Z</updated>
<entry><title>On loss</title><id>urn:x:1</id><link href="https://site.example/1"/><updated>2025-11-05T00:00:00Z</updated>
<author><name>Ann Lee</name></author><author><name>Bo Chen</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The loss <b>does not</b> fall. See
<a href="https://site.example/2">the table</a> for more.</p></div></content></entry></feed>`
new Parser().parseString(feed).then(({ items: [entry] }) => {
  const text = entry.contentSnippet.replace(/\s+/g, ' ')
  console.log(entry.content)
  console.log(text)
  console.log('author:', entry.author)
  const asStated = text.startsWith('The loss fall. See for more.') && entry.author === 'Ann Lee'
  process.exit(asStated ? 0 : 1)
})
JS
node read.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: rss-parser 3.13.0 moves bold words and links to the end"
