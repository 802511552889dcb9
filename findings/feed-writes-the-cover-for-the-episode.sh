#!/usr/bin/env bash
# feed 6.0.0, which writes the feeds of many sites in JavaScript, gives the cover for the episode, and one feed in
# three formats with different facts.
#
# Guess, written down first: several authors, an enclosure, dates, categories and content come out in RSS, Atom and
# JSON Feed alike.
# Seen: dates and content do. An item with an enclosure (a recording) and an image has only the image as enclosure in
# RSS; in Atom both, the recording as "image/mp3" though "audio/mpeg" was given; in JSON Feed none. Of two authors JSON
# Feed has the first. A category given by its name has no `term` in Atom, which requires one, so that feedparser finds
# a tag that is None. An item without an id has none in JSON Feed, which requires it, though the link is there. Given
# as `audio` the recording keeps its type in RSS, and is "audio/mp3" in Atom.
# What it means: podcasts of such a site have pictures to listen to, and a reader sees other authors, tags or episodes
# in each of its feeds. Leave `image` out of an item that has an enclosure, and give `term` with each category.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts feed@6.0.0 >> log 2>&1
cat > write.cjs <<'JS'
const { Feed } = require('feed')

const feed = new Feed({ title: 'Notes', id: 'urn:x:feed', copyright: 'none', updated: new Date(0) })
const recording = { url: 'https://site.example/1.mp3', type: 'audio/mpeg', length: 5 }
feed.addItem({
  title: 'On loss',
  link: 'https://site.example/1',
  date: new Date(0),
  author: [{ name: 'Ann' }, { name: 'Bo' }],
  category: [{ name: 'ml' }],
  enclosure: recording,
  image: 'https://site.example/1.png',
})
const found = (text, pattern) => (text.match(pattern) ?? []).map((match) => match.replace(/\s+/g, ' '))
const rss = found(feed.rss2(), /<(enclosure|author)[^]*?(\/>|<\/\w+>)/g)
const atom = found(feed.atom1().split('<entry>')[1], /<(link rel="enclosure"|category)[^>]*>|<name>\w+/g)
const [item] = JSON.parse(feed.json1()).items
console.log(rss, atom, item)
const asStated =
  rss.filter((tag) => tag.startsWith('<enclosure')).join() ===
    '<enclosure url="https://site.example/1.png" length="0" type="image/png"/>' &&
  rss.filter((tag) => tag.startsWith('<author')).length === 2 &&
  atom.includes('<link rel="enclosure" href="https://site.example/1.mp3" type="image/mp3" length="5"/>') &&
  atom.includes('<category label="ml"/>') &&
  atom.filter((tag) => tag.startsWith('<name>')).length === 2 &&
  item.author.name === 'Ann' &&
  !JSON.stringify(item).includes('Bo') &&
  !JSON.stringify(item).includes('mp3') &&
  !('id' in item)
process.exit(asStated ? 0 : 1)
JS
node write.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: feed 6.0.0 writes the cover for the episode"
