#!/usr/bin/env bash
# llm-chunk 0.0.1, which Genkit's guide to retrieval cuts texts with, writes "0. 52" for 0.52 and "https://arxiv. org"
# for an address.
#
# Guess, written down first: the pieces, put together again, are the text, and no piece is longer than asked for.
# Seen: by paragraphs, the default, the first holds, and a piece may be longer than `maxLength`. By sentences, as the
# guide sets it (1000 to 2000 signs, splitter "sentence"), a sentence ends at every full stop, and the parts are put
# together with a space behind each: "from 0. 52 to 0. 31 with a rate of 1. 5e-4", "2510. 26692v1", "version 2. 0. 1",
# "3. 5 млн.". A text that is shorter than a piece is changed, too. With small pieces a number is cut: one ends with "a
# rate of 1.", the next begins with "5e-4". The README's example has no digits.
# What it means: what is embedded, searched and shown to the model has other numbers and no address that leads anywhere,
# and a search for 0.52 or an arXiv number finds nothing. Cut by paragraphs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts llm-chunk@0.0.1 >> log 2>&1
cat > cut.cjs <<'JS'
const { chunk } = require('llm-chunk')

const text =
  'The loss fell from 0.52 to 0.31 with a rate of 1.5e-4. See https://arxiv.org/abs/2510.26692v1 for version 2.0.1.'
const cut = (options) => {
  const pieces = chunk(text, options)
  console.log(JSON.stringify(options), pieces)
  return pieces
}
const [asInGuide] = cut({ minLength: 1000, maxLength: 2000, splitter: 'sentence', overlap: 100, delimiters: '' })
const small = cut({ minLength: 40, maxLength: 100, splitter: 'sentence' })
const byParagraphs = cut({ minLength: 40, maxLength: 100 })
const asStated =
  asInGuide.trim() ===
    'The loss fell from 0. 52 to 0. 31 with a rate of 1. 5e-4. See https://arxiv. org/abs/2510. 26692v1 for version 2. 0. 1.' &&
  small[0].endsWith('a rate of 1.') &&
  small[1].startsWith('5e-4.') &&
  byParagraphs.join('') === text &&
  byParagraphs[0].length > 100
process.exit(asStated ? 0 : 1)
JS
node cut.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: llm-chunk 0.0.1 parts decimals and addresses"
