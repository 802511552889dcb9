#!/usr/bin/env bash
# rtf-parser 1.3.3, and @iarna/rtf-to-html 1.1.0 on top of it, read "П?р?и?" where RTF has Russian as Unicode, and 57
# where it has 5–7.
#
# Guess, written down first: Russian comes right, as bytes of its code page and as Unicode; cells of tables stand apart;
# what is raised is kept apart; notes and the words of links are kept.
# Seen: bytes of the code page come right. But RTF writes a sign of Unicode with what older programs are to show in its
# place, "\u1055\'3f", and this is read, too: each letter is followed by "?", "≤ 3" is "≤= 3" or "≤< 3", whatever the
# writer chose. Programs write all of Russian so where the code page is another one, and Word each sign that the code
# page lacks. Dashes, quotation marks, apostrophes and bullets that have a word of their own (\endash, \ldblquote) are
# left out, so 5–7 is 57 and "it’s" its. The cells of a row are glued into one number, and the bytes of a picture are
# words of the text. The README names Unicode among what is supported. striprtf 0.0.35 reads all of these right, but
# leaves footnotes out.
# What it means: old drafts, reviews and notes come into a collection with ranges and tables that are other numbers, and
# Russian ones cannot be searched. Read RTF with striprtf, or convert it to DOCX first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @iarna/rtf-to-html@1.1.0 rtf-parser@1.3.3 >> log 2>&1
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check striprtf==0.0.35 2> log || { cat log; exit 1; }
cat > texts.json <<'JSON'
{
  "bytes": "\\'cf\\'f0\\'e8\\par",
  "letters with stand-ins": "\\u1055\\'3f\\u1088\\'3f\\u1080\\'3f\\par",
  "a sign with its stand-in": "x \\u8804\\'3d 3\\par",
  "a range": "5\\endash 7\\par",
  "quotes": "it\\rquote s \\ldblquote so\\rdblquote\\par",
  "a row": "\\trowd\\cellx100\\cellx200\\intbl 0.91\\cell 0.02\\cell\\row\\pard After\\par",
  "a picture": "A{\\pict\\pngblip 8950}B\\par",
  "a footnote": "A{\\footnote note} B\\par"
}
JSON
cat > by-rtf-to-html.cjs <<'JS'
const convert = require('@iarna/rtf-to-html')
const texts = require('./texts.json')

const head = '{\\rtf1\\ansi\\ansicpg1251\\deff0{\\fonttbl{\\f0\\fcharset204 Arial;}}\\f0 '
const words = (html) => html.replace(/[^]*<body>/, '').replace(/<\/body>[^]*/, '').replace(/<[^>]*>/g, '').trim()
const told = {}
const next = (names) => {
  if (!names.length) return console.log(JSON.stringify(told))
  convert.fromString(head + texts[names[0]] + '}', (fault, html) => {
    told[names[0]] = fault ? String(fault) : words(html)
    next(names.slice(1))
  })
}
next(Object.keys(texts))
JS
node by-rtf-to-html.cjs > told.json
cat > compare.py <<'PY'
import json
from pathlib import Path

from striprtf.striprtf import rtf_to_text

HEAD = r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Arial;}}\f0 "
SEEN = {
    "bytes": ("При", "При"),
    "letters with stand-ins": ("П?р?и?", "При"),
    "a sign with its stand-in": ("x ≤= 3", "x ≤ 3"),
    "a range": ("57", "5–7"),
    "quotes": ("its so", "it’s “so”"),
    "a row": ("0.910.02After", "0.91|0.02|\nAfter"),
    "a picture": ("A8950B", "AB"),
    "a footnote": ("Anote B", "A B"),
}
told = json.loads(Path("told.json").read_text(encoding="utf-8"))
as_stated = True
for name, source in json.loads(Path("texts.json").read_text(encoding="utf-8")).items():
    by_striprtf = rtf_to_text(HEAD + source + "}").strip()
    print(f"{name}: {source!r} -> {told[name]!r}; striprtf {by_striprtf!r}")
    as_stated &= (told[name], by_striprtf) == SEEN[name]
raise SystemExit(not as_stated)
PY
env/bin/python compare.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: rtf-parser 1.3.3 and rtf-to-html 1.1.0 leave question marks and no dashes"
