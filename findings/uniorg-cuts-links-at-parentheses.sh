#!/usr/bin/env bash
# uniorg-parse 3.2.2, which publishes Org notes, ends a plain link at its first parenthesis.
#
# Guess: Org headings with Russian tags, a Russian weekday in a time, TODO words from #+TODO, links with brackets and
# footnotes are parsed as Emacs does: tags, timestamp, keyword, and links as nodes of their own.
# Seen: tags, dates, footnotes and bracketed links are as guessed. A plain link ends at its first parenthesis, though
# Org's syntax lets a plain link hold pairs of them: of https://en.wikipedia.org/wiki/Attention_(machine_learning) the
# link is "...Attention_" and the rest is text, in which "_learning" becomes a subscript. Words of `#+TODO:` are read as
# part of the heading (a list given in code is heeded), and the repeater +1w stands in the raw text only.
# What it means: links to encyclopedias lead nowhere when notes are published, and a task is no task. Write such links
# in brackets or < >, and read the `#+TODO` line first to give its words as `todoKeywords`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts uniorg-parse@3.2.2 >> log 2>&1
cat > notes.mjs <<'JS'
import { parse } from 'uniorg-parse/lib/parser.js'

const address = 'https://en.wikipedia.org/wiki/Attention_(machine_learning)'
const links = []
const headings = []
const subscripts = []
const visit = (node) => {
  if (node.type === 'link') links.push(node.rawLink)
  if (node.type === 'headline') headings.push([node.todoKeyword, node.rawValue, node.tags.join()])
  if (node.type === 'subscript') subscripts.push(node.children.map((child) => child.value).join(''))
  for (const child of node.children ?? []) visit(child)
}
visit(parse(`#+TODO: ЧИТАТЬ | ГОТОВО
* ЧИТАТЬ Статья :внимание:
* TODO Обзор
SCHEDULED: <2026-11-30 Пн 10:00 +1w>
Plain: ${address} and bracketed: [[${address}]] and <${address}>.
`))
console.log(links, headings, subscripts)
const asStated =
  links.join() === ['https://en.wikipedia.org/wiki/Attention_', address, address].join() &&
  JSON.stringify(headings) === '[[null,"ЧИТАТЬ Статья","внимание"],["TODO","Обзор",""]]' &&
  subscripts.join() === 'learning'
process.exit(asStated ? 0 : 1)
JS
node notes.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: uniorg-parse 3.2.2 ends a plain link at its first parenthesis"
