#!/usr/bin/env bash
# chrono-node 2.10.3 finds months in the first letters of longer Russian words.
#
# Expected, noted after a first look: a month is found where it stands as a word of its own, as in English, where
# "Marching" and "Mayer" are no dates.
# Seen: with `chrono.ru` "Майнинг данных" (data mining) and "Майкл Джордан" are the first of May, "Мартингалы" the
# first of March, "Августин" of August, "Ноябрьск" of November; the text that is given back is the beginning of the
# word. Short forms (мар, дек, окт) are not taken so: "Марков", "Декодер" and "Октаэдр" give nothing.
# What it means: a note on martingales or by a man called Michael gets a reminder or a date. Take a date only if the
# sign behind its text is no letter (`\p{L}`), or only where the day is certain (`start.isCertain("day")`).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts chrono-node@2.10.3 >> log 2>&1
cat > months.mjs <<'JS'
import * as chrono from 'chrono-node'

const today = new Date('2026-11-30T12:00:00Z')
const find = (locale, text) => {
  const [found] = locale.parse(text, today)
  return found ? `${found.text} = month ${found.start.get('month')}` : 'nothing'
}
const russian = {
  'Майнинг данных': 'Май = month 5',
  'Майкл Джордан': 'Май = month 5',
  'Мартингалы в обучении': 'Март = month 3',
  'Августин и память': 'Август = month 8',
  'Ноябрьск': 'Ноябрь = month 11',
  'Декодер Маркова': 'nothing',
  'вышла в мае 2023 года': 'в мае 2023 года = month 5',
}
const english = ['Marching cubes', 'Mayer and Augustine', 'Decoder', 'Mining']
let changed = 0
for (const [text, expected] of Object.entries(russian)) {
  const seen = find(chrono.ru, text)
  console.log(text, '->', seen)
  changed += seen !== expected
}
for (const text of english) {
  const seen = find(chrono.en, text)
  console.log(text, '->', seen)
  changed += seen !== 'nothing'
}
process.exit(changed ? 1 : 0)
JS
node months.mjs || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: chrono-node 2.10.3 reads the beginning of a Russian word as a month"
