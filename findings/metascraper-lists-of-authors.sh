#!/usr/bin/env bash
# metascraper 5.49.24, which bookmark managers take a page's facts from, reads one author or none.
#
# Guess, written down first: of a page with two authors in JSON-LD it gives the first, or both in one text.
# Seen: `author` as a list gives no author, even a list of one, and so does an author given as plain text, which
# schema.org allows too. A single object gives its name.
# What it means: pages by several people come out of such a manager's export without any author. The page's own
# JSON-LD has them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts metascraper@5.49.24 metascraper-author@5.49.24 >> log 2>&1
cat > read.mjs <<'JS'
import metascraper from 'metascraper'
import author from 'metascraper-author'

const facts = metascraper([author()])
const page = (people) => `<!doctype html><html><head><title>Notes</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "BlogPosting",
"headline": "Notes", "author": ${JSON.stringify(people)}}</script></head><body><p>Text.</p></body></html>`
const ann = { '@type': 'Person', name: 'Ann Lee' }
const bo = { '@type': 'Person', name: 'Bo Chen' }
const expected = [[ann, 'Ann Lee'], [[ann], null], [[ann, bo], null], ['Ann Lee', null]]
let changed = 0
for (const [people, name] of expected) {
  // The address must have a known ending; nothing is fetched.
  const found = await facts({ html: page(people), url: 'https://www.iana.org/notes' })
  console.log(JSON.stringify(people), '->', found.author)
  changed += found.author !== name
}
process.exit(changed ? 1 : 0)
JS
node read.mjs || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: metascraper-author 5.49.24 reads no list of authors"
