#!/usr/bin/env bash
# mistletoe 1.6.0, a parser and formatter of Markdown, makes a list, a heading or a quotation of the words that come
# first on a line when it wraps a text.
#
# Guess, written down first: a file that is read and written means the same, wrapped or not: a sign that would begin a
# list at a line's beginning is escaped, or stays on the line before, as formatters such as flowmark do it.
# Seen: without `max_line_length` all is the same to the letter. With it, which the README shows for reflowing a
# document, a line may begin with "1.", "-", "+", "#" or ">", as it happens. "He came in place 1. Then he left" becomes
# a paragraph and a list, "the second run was # 5 of the list" gets a heading, and "written as x > y" quotes y.
# What it means: notes and papers with comparisons, numbers and dashes change their structure as they are wrapped, and
# an outline or a cut by headings follows it. Wrap with flowmark, or compare the HTML before and after.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check mistletoe==1.6.0 2> log || { cat log; exit 1; }
cat > wrap.py <<'PY'
import mistletoe
from mistletoe.markdown_renderer import MarkdownRenderer

TEXTS = (
    ("He came in place 1. Then he left the town.\n", 18, "<ol>"),
    ("The temperature in the second run was # 5 of the list.\n", 38, "<h1>"),
    ("More than that is written as x > y in the first part.\n", 30, "<blockquote>"),
    ("We took the loss of the first run - that of the last.\n", 33, "<ul>"),
)


def wrapped(text: str, width: int | None) -> str:
    with MarkdownRenderer(max_line_length=width) as renderer:
        return renderer.render(mistletoe.Document(text))


as_stated = True
for text, width, element in TEXTS:
    there = wrapped(text, width)
    print(f"{there!r}\n   {mistletoe.markdown(there)!r}")
    as_stated &= element in mistletoe.markdown(there) and element not in mistletoe.markdown(text)
    as_stated &= wrapped(text, None) == text
raise SystemExit(not as_stated)
PY
env/bin/python wrap.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: mistletoe 1.6.0 wraps words into lists and headings"
