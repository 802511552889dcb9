#!/usr/bin/env bash
# remark-wiki-link 2.0.1, which sites made of Obsidian notes use, splits links at the colon and not at the bar.
#
# Guess, written down first: [[page|words]] shows the words and leads to the page, as in Obsidian and MediaWiki;
# a colon is a sign of the name.
# Seen: [[Survey|the survey]] leads to a page called "survey|the_survey" and shows both. [[arxiv:2510.26692]] and
# [[arxiv:1706.03762]] both lead to the page "arxiv" and show the number. With `aliasDivider: "|"` both are right.
# What it means: every link with words of its own is dead, and notes that are named by a key (arxiv:, doi:, a chapter
# "Attention: a survey") fall together in one page and one list of backlinks. Always set `aliasDivider`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts remark@15.0.1 remark-wiki-link@2.0.1 >> log 2>&1
cat > links.mjs <<'JS'
import { remark } from 'remark'
import { wikiLinkPlugin } from 'remark-wiki-link'

const note = '[[Survey|the survey]] [[arxiv:2510.26692]] [[arxiv:1706.03762]]'
const read = (options) =>
  remark()
    .use(wikiLinkPlugin, options)
    .parse(note)
    .children[0].children.filter((node) => node.type === 'wikiLink')
    .map((node) => `${node.data.permalink} (${node.data.alias})`)
const byDefault = read({})
const withBar = read({ aliasDivider: '|' })
console.log('by default:', byDefault)
console.log('with the bar:', withBar)
const asStated =
  byDefault.join() === 'survey|the_survey (Survey|the survey),arxiv (2510.26692),arxiv (1706.03762)' &&
  withBar.join() ===
    'survey (the survey),arxiv:2510.26692 (arxiv:2510.26692),arxiv:1706.03762 (arxiv:1706.03762)'
process.exit(asStated ? 0 : 1)
JS
node links.mjs || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: remark-wiki-link 2.0.1 splits at the colon"
