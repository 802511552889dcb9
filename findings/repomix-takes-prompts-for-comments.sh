#!/usr/bin/env bash
# repomix 1.14.0, which packs a repository into one text for a language model, removes prompts from Python code when it
# is asked to remove comments.
#
# Guess, written down first: texts in triple quotes that are values stay, docstrings may go; a # within a string, an
# address or a shell's ${y#z} begins no comment.
# Seen: a text in triple quotes that begins a line is taken for documentation, so the usual way to write a prompt,
# PROMPT = ( """...""" ) over several lines, is left as an empty tuple; the same text right behind the equals sign
# stays. An f-string that begins with # is cut after its quote, so that the file is no Python any more. In YAML a value
# c#d and an address with a fragment are cut, though YAML's comments need a space before them; in shell ${y#z} is cut,
# and lines of a here-document that begin with #; in CSS all behind url(//. Nothing is reported.
# What it means: a model that reviews such a pack reads "there is no prompt" where the whole prompt is, and answers for
# code that does not run. Pack without --remove-comments.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts repomix@1.14.0 >> log 2>&1
mkdir code
cat > code/ask.py <<'PY'
PROMPT = (
    """You are a careful reviewer."""
)
PLAIN = """You are a careful reviewer."""
TAG = f"#{PLAIN}"
URL = "https://example.org/#part"
PY
cat > code/settings.yml <<'YML'
model: c#d
page: https://example.org/#part
quoted: "x # y"
YML
cat > code/run.sh <<'SH'
name=${path#prefix}
cat <<END
# heading
END
SH
cat > code/page.css <<'CSS'
a { background: url(//example.org/a.png); color: red }
CSS
node_modules/.bin/repomix code --remove-comments --no-security-check --style plain --output packed.txt --quiet > log 2>&1 \
  || { cat log; exit 1; }
cat > judge.cjs <<'JS'
const { readFileSync } = require('node:fs')

const packed = readFileSync('packed.txt', 'utf8')
const told = packed.slice(packed.indexOf('File: ask.py'))
console.log(told)
const lines = told.split('\n').map((line) => line.trim())
const kept = (line) => lines.includes(line)
const facts = {
  'the prompt in parentheses is gone': /PROMPT = \(\s*\)/.test(told),
  'the prompt behind the sign stays': kept('PLAIN = """You are a careful reviewer."""'),
  'the f-string is cut': kept('TAG = f"'),
  'the address in a string stays': kept('URL = "https://example.org/#part"'),
  'values of YAML are cut': kept('model: c') && kept('page: https://example.org/') && kept('quoted: "x # y"'),
  'the parameter of the shell is cut': kept('name=${path'),
  'the line of a here-document is gone': !told.includes('# heading') && packed.includes('cat <<END'),
  'the style is cut': kept('a { background: url('),
}
console.log(facts)
process.exit(Object.values(facts).every(Boolean) ? 0 : 1)
JS
node judge.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: repomix 1.14.0 takes prompts for comments"
