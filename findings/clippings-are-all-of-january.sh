#!/usr/bin/env bash
# @hadynz/kindle-clippings 2.0.9 dates most Spanish and all Russian highlights to January.
#
# Guess, written down first: a month in a language that it knows is read, and a language it does not know is refused or
# leaves the date out.
# Seen: Spanish is one of the three languages its README names, and the type is told; yet of "16 de marzo de 2015" it
# makes 16 January 2015. Only months spelt nearly as in English (septiembre, octubre, noviembre) and enero come out
# right. Russian months are January all year, a Russian range of places (193–196) ends where it begins, and the
# type is UNKNOWN. English and French are right.
# What it means: notes made with it, as by the Kindle plugin for Obsidian of the same author, carry believable, wrong
# dates, and sorting by date puts a year's reading into one month. Look at the clippings file itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm pkg set type=module > log
npm install --silent --no-audit --no-fund --ignore-scripts @hadynz/kindle-clippings@2.0.9 >> log 2>&1
cat > read.js <<'JS'
import kindle from '@hadynz/kindle-clippings'

const read = (line, text) => {
  const file = `Nets (Ann Lee)\r\n${line}\r\n\r\n${text}\r\n==========\r\n`
  const [book] = kindle.groupToBooks(kindle.readMyClippingsFile(file))
  const [{ type, location, createdDate }] = book.annotations
  const day = new Date(createdDate).toISOString().slice(0, 10)
  const seen = `${type} ${location.from}-${location.to} ${day}`
  console.log(line, '->', seen)
  return seen
}
const spanish = (month) => `- Tu subrayado en la posición 193-196 | Añadido el lunes, 16 de ${month} de 2015 21:46:06`
const russian = (month) =>
  `– Ваш выделенный отрывок в месте 193–196 | Добавлено: понедельник, 16 ${month} 2015 г. в 21:46:06`
const seen = [
  ...['marzo', 'agosto', 'diciembre', 'octubre'].map((month) => read(spanish(month), 'A quotation.')),
  ...['марта', 'ноября'].map((month) => read(russian(month), 'A quotation.')),
  read('- Votre surlignement à l’emplacement 193-196 | Ajouté le lundi 16 août 2015 21:46:06', 'A quotation.'),
  read('- Your Highlight at location 193-196 | Added on Monday, 16 March 2015 21:46:06', 'A quotation.'),
]
const expected = [
  'HIGHLIGHT 193-196 2015-01-16',
  'HIGHLIGHT 193-196 2015-01-16',
  'HIGHLIGHT 193-196 2015-01-16',
  'HIGHLIGHT 193-196 2015-10-16',
  'UNKNOWN 193-193 2015-01-16',
  'UNKNOWN 193-193 2015-01-16',
  'HIGHLIGHT 193-196 2015-08-16',
  'HIGHLIGHT 193-196 2015-03-16',
]
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1)
JS
node read.js || { echo "CHANGED: see above"; exit 1; }
echo "as stated: kindle-clippings 2.0.9 takes March for January"
