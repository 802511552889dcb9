#!/usr/bin/env bash
# just-bash 3.4.2, the shell in JavaScript that agents are given to search notes and tables with, finds and counts
# otherwise than the tools whose names it has, without an error.
#
# Guess, written down first: grep, sort, cut, awk, sed and jq give what GNU and jq give in a UTF-8 locale, or say that
# they know no such option.
# Seen: many options are refused, as guessed. Without a word: of `grep -e cat -e dog` only the last is looked for;
# `grep -w` never finds a Russian word, and [[:alpha:]] knows no Cyrillic letter; `sort -u -k1,1` keeps another of
# equal lines than the first; `sort -n` takes 3e-4 for 0.0003, so that two rates change places; of a line without a
# delimiter `cut -f2` leaves nothing, where the tool prints it whole; in awk the pattern `length>6` holds for no line,
# -v OFS is not used where a field was set, and two texts "10" and "9" are compared as numbers; sed's \U is the letter
# U. In jq `.a.b = 1` on an empty object gives {"a":null}, and @csv quotes no text.
# What it means: an agent that says "there are none" or "the best is" from such a shell may be wrong while each command
# is right, and nothing in its record shows it. Let it count with the real tools, or in a language.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts just-bash@3.4.2 >> log 2>&1
cat > run.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { Bash } from 'just-bash'

const files = {
  'animals': 'the cat\nthe dog\na fox\n',
  'ru': 'модель берёза\nмоделька\n',
  'pairs': 'b,10\na,9\na,100\n',
  'rates': 'x 3e-4\ny 1e-3\n',
  'words': 'one two\nalone\n',
}
// the command, what POSIX or jq asks for, what just-bash says; `real` where this machine has the tool to ask, too
const cases = [
  ['grep -e cat -e dog animals', 'the cat\nthe dog\n', 'the dog\n', 'real'],
  ['grep -w модель ru', 'модель берёза\n', '', 'real'],
  ["grep -c '[[:alpha:]]' ru", '2\n', '0\n', 'real'],
  ['sort -u -t, -k1,1 pairs', 'a,9\nb,10\n', 'a,100\nb,10\n', 'real'],
  ['sort -n -k2 rates', 'y 1e-3\nx 3e-4\n', 'x 3e-4\ny 1e-3\n', 'real'],
  ["cut -d' ' -f2 words", 'two\nalone\n', 'two\n\n', 'real'],
  ["echo abc | sed 's/.*/\\U&/'", 'ABC\n', 'Uabc\n', 'real'],
  ["awk 'length>6' words", 'one two\n', ''],
  ["echo a:b | awk -F: -v OFS=- '{$1=$1; print}'", 'a-b\n', 'a b\n'],
  [`awk 'BEGIN{x="10"; y="9"; print (x<y)}'`, '1\n', '0\n'],
  ["jq -nc '{} | .a.b = 1'", '{"a":{"b":1}}\n', '{"a":null}\n'],
  [`jq -nr '["a b",1] | @csv'`, '"a b",1\n', 'a b,1\n'],
]
for (const [name, text] of Object.entries(files)) writeFileSync(name, text)
const placed = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/${name}`, text]))
let asStated = true
for (const [command, asked, seen, real] of cases) {
  const shell = new Bash({ files: placed, cwd: '/', env: { LC_ALL: 'C.UTF-8' } })
  const { stdout, stderr } = await shell.exec(command)
  console.log(command, '->', JSON.stringify(stdout), 'not', JSON.stringify(asked))
  asStated &&= stdout === seen && stderr === ''
  if (!real) continue
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  asStated &&= execFileSync('bash', ['-c', command], { env, encoding: 'utf8' }) === asked
}
process.exit(asStated ? 0 : 1)
JS
node run.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: just-bash 3.4.2 finds and counts otherwise"
