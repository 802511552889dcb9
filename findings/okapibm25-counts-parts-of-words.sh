#!/usr/bin/env bash
# okapibm25 1.4.1, a ranking by words in JavaScript, finds GAN in "organ", RL in "world" and 0.5 in 005.
#
# Guess, written down first: scores are those of the formula, over words: what holds none of them is worth 0, Russian
# words and single letters count as others do.
# Seen: Russian words count. Each word of the question is made a regular expression without being escaped or bounded,
# and its matches are counted anywhere: "gan" scores "organ" and, since case counts, not "GAN"; "ai" is twice in
# "training aid"; the dot of "0.5" is any sign, and a question mark makes the letter before it optional. A question with
# "c++" or "(and" raises a SyntaxError, whatever the documents are. The lengths, by contrast, are of words between
# spaces. The README calls it a bag of words.
# What it means: the short names this field is full of find what happens to hold their letters, and rank it above the
# right text. wink-bm25-text-search counts words.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts okapibm25@1.4.1 >> log 2>&1
cat > rank.cjs <<'JS'
const { BM25 } = { BM25: require('okapibm25').default ?? require('okapibm25').BM25 }

const documents = [
  'an organ of the world is a training aid',
  'a GAN learns',
  'RL from feedback',
  'version 005 of it',
  'a loss of 0.5 here',
  'сеть учится',
]
const found = (word) => {
  const scores = BM25(documents, [word])
  const told = scores.flatMap((score, place) => (score > 0 ? [place] : []))
  console.log(word, '->', told.map((place) => documents[place]), scores.map((score) => +score.toFixed(2)))
  return told.join()
}
const raises = (word) => {
  try {
    BM25(documents, [word])
    return false
  } catch (fault) {
    console.log(word, '->', fault.name, fault.message)
    return fault instanceof SyntaxError
  }
}
const asStated =
  found('gan') === '0' && found('GAN') === '1' && found('rl') === '0' && found('ai') === '0' && found('0.5') === '3,4' &&
  found('сеть') === '5' && found('zzz') === '' && raises('c++') && raises('(and')
process.exit(asStated ? 0 : 1)
JS
node rank.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: okapibm25 1.4.1 counts parts of words"
