#!/usr/bin/env bash
# vectra 0.12.3, a vector store in a folder, finds nothing by a field that is not declared as indexed.
#
# Guess, written down first: a filter on a field that is not in `metadata_config.indexed` is slower, or raises;
# `$ne` includes items without the field.
# Seen: such a filter finds nothing, without a word, although the very items it should find are returned with
# that field by the same search without the filter. `$ne` and `$nin` leave out items that lack the field.
# What it means: declare every field that will ever be filtered when the index is made; an empty answer may be a
# forgotten declaration. "Everything but Russian" is not the complement of "Russian".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts vectra@0.12.3 >> log 2>&1
cat > search.cjs <<'JS'
const { LocalIndex } = require('vectra')

const main = async () => {
  const index = new LocalIndex('index')
  await index.createIndex({ version: 1, metadata_config: { indexed: ['lang'] } })
  await index.upsertItem({ id: 'a', vector: [1, 0.1], metadata: { lang: 'ru', status: 'read' } })
  await index.upsertItem({ id: 'b', vector: [1, 0.2], metadata: { lang: 'en', status: 'read' } })
  await index.upsertItem({ id: 'c', vector: [1, 0.3], metadata: { status: 'new' } })
  const found = async (filter) => {
    const hits = await index.queryItems([1, 0], '', 10, filter)
    console.log(JSON.stringify(filter), '->', hits.map(({ item }) => [item.id, item.metadata.status].join(' ')))
    return hits.map(({ item }) => item.id + item.metadata.status).join(',')
  }
  const seen = [
    await found(undefined),
    await found({ status: { $eq: 'read' } }),
    await found({ lang: { $eq: 'ru' } }),
    await found({ lang: { $ne: 'ru' } }),
  ]
  return JSON.stringify(seen) === JSON.stringify(['aread,bread,cnew', '', 'aread', 'bread'])
}
main().then((asStated) => process.exit(asStated ? 0 : 1))
JS
node search.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: vectra 0.12.3 finds nothing by an undeclared field"
