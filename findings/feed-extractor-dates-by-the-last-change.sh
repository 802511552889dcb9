#!/usr/bin/env bash
# @extractus/feed-extractor 8.0.3 gives an Atom entry its enclosure as address and its last change as date.
#
# Expected, noted after a first look: `link` is the entry's page (rel="alternate", or no rel) and `published` is <published>,
# with <updated> only where that is absent; a title stays a text.
# Seen: `link` is whatever link stands first, here a PDF with rel="enclosure"; `published` is <updated>, a year after
# <published>; the title 007 becomes 7. In a JSON feed `content_text`, which is plain text by that format, is
# read as HTML: of "a < b and c > d" is left "a  d".
# What it means: an old post that is touched up comes to the top as new, its link opens a file, and a comparison in
# the text is gone. Read these fields yourself with `getExtraEntryFields`, or use a reader that keeps `rel`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @extractus/feed-extractor@8.0.3 >> log 2>&1
cat > read.mjs <<'JS'
import { extractFromJson, extractFromXml } from '@extractus/feed-extractor'

const atom = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Notes</title><id>urn:notes</id><updated>2026-02-02T00:00:00Z</updated>
  <entry>
    <title>007</title><id>urn:notes:1</id>
    <link rel="enclosure" type="application/pdf" href="https://example.org/1.pdf"/>
    <link rel="alternate" type="text/html" href="https://example.org/1"/>
    <published>2025-02-02T00:00:00Z</published><updated>2026-02-02T00:00:00Z</updated>
    <summary>First.</summary>
  </entry>
</feed>`
const json = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Notes',
  items: [{ id: '1', url: 'https://example.org/1', title: 'Bounds', content_text: 'a < b and c > d' }],
}
const entry = extractFromXml(atom).entries[0]
const item = extractFromJson(json).entries[0]
console.log('Atom:', JSON.stringify(entry))
console.log('JSON:', JSON.stringify(item))
const asStated =
  entry.link === 'https://example.org/1.pdf' &&
  entry.published === '2026-02-02T00:00:00.000Z' &&
  entry.title === '7' &&
  item.description === 'a  d'
process.exit(asStated ? 0 : 1)
JS
node read.mjs || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: feed-extractor 8.0.3 takes the first link and the last change"
