#!/usr/bin/env bash
# typograf 7.8.0, which sets the typography of Russian texts, rewrites dates, addresses, list marks and code.
#
# Guess, written down first: it changes quotes, dashes and spaces; addresses, numbers of papers, "f(c)", a list's "(c)"
# and, as notes are Markdown, what stands in backticks stay.
# Seen: with the options of its README "(c)" is the sign of copyright everywhere: "F(c)" becomes "F©", the third point
# of a list "© третье", and an address that ends in (c) another address. 2024-01-02 becomes 02.01.2024, also in the
# name of a file; arXiv:2510.26692 gets a space; the name of a linked file gets other quotes: ![[a "b".png]] becomes
# ![[a «b».png]]. Of Markdown it knows nothing: != and <= in backticks and in fences become ≠ and ≤, and 1/2 a sign of
# its own. HTML's <code> is left alone.
# What it means: commands and code copied from such notes do not run, links of notes lead nowhere, and what read dates
# of one form does not find them. Give it `addSafeTag` for backticks and links, and disable `common/symbols/copy` and
# `ru/date/fromISO`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts typograf@7.8.0 >> log 2>&1
cat > set.mjs <<'JS'
import Typograf from 'typograf'

const russian = new Typograf({ locale: ['ru', 'en-US'] })
const seen = {
  'F(c) = 1': 'F© = 1',
  '(b) второе\n(c) третье': '(b) второе\n© третье',
  'https://example.org/Loss_(c)': 'https://example.org/Loss_©',
  'Запись 2024-01-02.md': 'Запись 02.01.2024.md',
  'arXiv:2510.26692': 'arXiv: 2510.26692',
  'См. ![[a "b".png]]': 'См. ![[a «b».png]]',
  '`a != b`': '`a ≠ b`',
  '```\nif a <= 1/2:\n```': '```\nif a ≤ ½:\n```',
  '<code>a != b (c)</code>': '<code>a != b (c)</code>',
}
let asStated = true
for (const [text, expected] of Object.entries(seen)) {
  const told = russian.execute(text).replaceAll('\u00a0', ' ')
  console.log(JSON.stringify(text), '->', JSON.stringify(told))
  asStated &&= told === expected
}
const careful = new Typograf({
  locale: ['ru', 'en-US'],
  disableRule: ['common/symbols/copy', 'ru/date/fromISO'],
})
careful.addSafeTag('`', '`')
const kept = careful.execute('`a != b` F(c) 2024-01-02').replaceAll('\u00a0', ' ')
console.log(kept)
process.exit(asStated && kept === '`a != b` F (c) 2024-01-02' ? 0 : 1)
JS
node set.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: typograf 7.8.0 rewrites dates, addresses and code"
