#!/usr/bin/env bash
# pdf-oxide 0.3.78, which makes Markdown of PDFs for language models, leaves out the signs between the letters of a
# formula: 10^-4 becomes "10 4", a < b becomes "a b", and a loss of -0.5 "0 5".
#
# Guess, written down first: formulas come out poor but readable, with their raised parts as 10-4, and whichever way
# one asks for the text of a page, its words and signs are the same.
# Seen: `extract_text` and `to_html` give all signs. `to_markdown` drops every piece of text that has neither letter
# nor digit and is set apart, as the signs of formulas are: plus, minus, equals, less, times, the point of a decimal,
# the full stop that follows a formula. Signs within running text and within tables stay.
# What it means: bounds, learning rates and losses are other numbers in the Markdown, or no statement at all, and look
# like a mere lack of layout. Take `extract_text`, or compare the signs of both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pdf-oxide==0.3.78 typst==0.15.2 2> log || { cat log; exit 1; }
cat > page.typ <<'TYP'
#set page(width: 14cm, height: 8cm, margin: 1cm)
The rate is $10^(-4)$ at first.

We see $a - b$, then $a < b$ and $x >= 0$ here.

A loss of $-0.5$ is found.

In words it fell by −0.5 and is < 3.
TYP
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import pdf_oxide
import typst

typst.compile("page.typ", output="page.pdf")
document = pdf_oxide.PdfDocument("page.pdf")
text, markdown, page = (ask(0) for ask in (document.extract_text, document.to_markdown, document.to_html))
print(text, markdown, page, sep="\n\n")
signs = {sign: tuple(told.count(sign) for told in (text, markdown, page)) for sign in "−≥"}
print("signs in the text, the Markdown, the HTML:", signs)
as_stated = (
    signs == {"−": (4, 1, 4), "≥": (1, 0, 1)}
    and "rate is 10−4 at" in text
    and "rate is 10 4 at" in markdown
    and "loss of −0.5 is" in text
    and "loss of 0 5 is" in markdown
    and "𝑎 < 𝑏" in text
    and "𝑎 𝑏 and 𝑥 0 here" in " ".join(markdown.replace("then ", "").split())
    and "fell by −0.5 and is < 3" in markdown
)
raise SystemExit(not as_stated)
PY
echo "as stated: pdf-oxide 0.3.78 leaves the signs of formulas out of its Markdown"
