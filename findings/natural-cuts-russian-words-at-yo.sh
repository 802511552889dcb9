#!/usr/bin/env bash
# natural 8.1.1, for language in JavaScript, cuts Russian words at ё, parts them into letters, or does not see them:
# which it is depends on the class.
#
# Guess, written down first: a Russian word with ё stays one word; English words and "GPT-4" within Russian text stay;
# a classifier that has seen "good" and "bad" words tells them apart.
# Seen: the tokenizer and stemmer made for Russian are right. The one that TfIdf takes by itself knows the letters from
# а to я, between which ё is not: "берёза" is counted as "бер" and "за", which is the word for "behind", "ёлка" as
# "лка". The Treebank one gives single letters. The classifier's own stemmer keeps Latin letters only, so that it
# learns a Russian text by the English words in it: taught that articles on BERT are good and on GPT bad, it calls
# "плохая модель BERT" (a bad model) good and a clear conclusion about GPT bad. Nothing is told. Both classes take
# another tokenizer or stemmer if one is given.
# What it means: keywords of Russian notes are halves of words, a search for "за" finds birches, and a filter that was
# trained on Russian messages judges by product names. Give PorterStemmerRu and AggressiveTokenizerRu everywhere.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts natural@8.1.1 >> log 2>&1
cat > words.cjs <<'JS'
const natural = require('natural')

const terms = new natural.TfIdf()
terms.addDocument('берёза, ёлка и BERT')
const counted = terms.listTerms(0).map(({ term }) => term).sort()
console.log('TfIdf:', counted.join(' '))
const letters = new natural.TreebankWordTokenizer().tokenize('берёза')
console.log('TreebankWordTokenizer:', letters.join(' '))
const russian = new natural.AggressiveTokenizerRu().tokenize('берёза, ёлка и BERT')
console.log('AggressiveTokenizerRu:', russian.join(' '))

const classes = (stemmer) => {
  const classifier = new natural.BayesClassifier(stemmer)
  for (const text of ['хорошая статья о BERT', 'ясный вывод о BERT']) classifier.addDocument(text, 'good')
  for (const text of ['плохая статья о GPT', 'плохая модель GPT']) classifier.addDocument(text, 'bad')
  classifier.train()
  return ['плохая модель BERT', 'ясный вывод о GPT'].map((text) => classifier.classify(text)).join()
}
const [plain, told] = [classes(), classes(natural.PorterStemmerRu)]
console.log('a bad and a good text:', plain, 'and with the stemmer for Russian:', told)
const asStated =
  counted.join() === 'bert,бер,за,и,лка' &&
  letters.length === 6 &&
  russian.join() === 'берёза,ёлка,и,BERT' &&
  plain === 'good,bad' &&
  told === 'bad,good'
process.exit(asStated ? 0 : 1)
JS
DOTENV_CONFIG_QUIET=true node words.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: natural 8.1.1 cuts Russian words at yo"
