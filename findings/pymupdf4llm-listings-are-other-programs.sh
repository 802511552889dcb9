#!/usr/bin/env bash
# pymupdf4llm 2.0, which makes Markdown of PDFs for language models, writes listings that are other programs, and
# raises the rest of a line above it.
#
# Guess, written down first: a page's formulas and tables keep their signs and words. Noted after a first look: a
# listing, set in letters of one width, keeps its spaces.
# Seen: tables and signs are kept. Of a listing some lines lose their indentation and others do not, so that the loop
# is outside of its function, and spaces go: "def f" is "deff". The text that `get_text` of the same package gives has
# them all. After x with both an index and a power the words that follow in the line are written as raised, to its end.
# What it means: code from papers does not run, or runs and does something else, since Python's meaning is in its
# spaces; and an index of texts without tags has the words, but a reader sees a footnote. Take listings from
# `page.get_text()`, which has them as they were set.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pymupdf4llm==2.0 pymupdf==2.0 pymupdf-layout==2.0 \
  typst==0.15.2 2> log || { cat log; exit 1; }
cat > page.typ <<'TYP'
#set page(width: 14cm, height: 18cm, margin: 1cm)
#set text(lang: "en")
= Results
We report the accuracy of three models on two tasks, each trained five times from other seeds and with the same data,
as the table shows.

```python
def f(xs):
    total = 0
    for x in xs:
        total += x

    return total
```

Let $x_i^2$ and the norm be given, and all else in the whole line.
TYP
env/bin/python -W ignore - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import pymupdf
import pymupdf4llm
import typst

LISTING = ["def f(xs):", "    total = 0", "    for x in xs:", "        total += x", "    return total"]
typst.compile("page.typ", output="page.pdf")
text = pymupdf.open("page.pdf")[0].get_text()
markdown = pymupdf4llm.to_markdown("page.pdf")
print(text, markdown, sep="\n=====\n")
lines = markdown.splitlines()
as_stated = (
    all(line in text.splitlines() for line in LISTING)
    and "deff(xs):" in lines
    and "for x in xs:" in lines
    and "        total += x" in lines
    and "return total" in lines
    and "the norm be given, and all else in the whole line.</sup>" in markdown
)
raise SystemExit(not as_stated)
PY
echo "as stated: pymupdf4llm 2.0 takes a loop out of its function"
