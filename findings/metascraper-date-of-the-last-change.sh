#!/usr/bin/env bash
# metascraper-date 5.49.24 gives the day a page was changed last for the day it was published.
#
# Guess, written down first: where a page tells both, the date of a bookmark is that of publication.
# Seen: `dateModified` beats `datePublished` in JSON-LD, and `article:modified_time` beats
# `article:published_time`; of 05.11.2025 in a meta tag it makes 11 May, and noon of this machine's zone.
# What it means: a bookmark manager's "published" may be years after the article. A later change is no
# publication; sort by the page's own date.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts metascraper@5.49.24 metascraper-date@5.49.24 >> log 2>&1
cat > read.mjs <<'JS'
import metascraper from 'metascraper'
import date from 'metascraper-date'

const facts = metascraper([date()])
const page = (head) => `<!doctype html><html><head><title>Notes</title>${head}</head><body><p>Text.</p></body></html>`
const ld = '{"@type": "BlogPosting", "datePublished": "2019-11-05", "dateModified": "2026-10-01"}'
const expected = [
  [`<script type="application/ld+json">${ld}</script>`, '2026-10-01'],
  ['<meta property="article:published_time" content="2019-11-05">' +
   '<meta property="article:modified_time" content="2026-10-01">', '2026-10-01'],
  ['<meta property="article:published_time" content="2019-11-05">', '2019-11-05'],
  ['<meta name="date" content="05.11.2025">', '2025-05-11'],
]
let changed = 0
for (const [head, day] of expected) {
  const found = await facts({ html: page(head), url: 'https://www.iana.org/notes' })
  console.log(found.date, '<-', head)
  changed += !found.date?.startsWith(day)
}
process.exit(changed ? 1 : 0)
JS
TZ=UTC node read.mjs || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: metascraper-date 5.49.24 prefers the last change"
