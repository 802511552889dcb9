#!/usr/bin/env bash
# Typst 0.15.2 hyphenates, and five ways to read its PDFs disagree: pdf-inspector 1.25.2 and the Markdown of pdf-oxide
# 0.3.78 cut each word at a line's end in two, PDFium puts a control character into it.
#
# Guess, written down first: a word that is parted at the end of a line comes as both halves with a hyphen between, as
# from PDFs that LaTeX made, so that a reader can join them.
# Seen: Typst's hyphen means U+00AD in the PDF, a hyphen that is there only while the line ends. pypdf and the text of
# pdf-oxide give it, and the word can be made again; PDFium (pypdfium2 5.10.1) gives U+0002 and no end of line.
# pdf-inspector's and pdf-oxide's Markdown take the sign out and then join the lines by a space: "approxima tion" is
# two words, and nothing tells any more that it was one.
# What it means: long words of such papers, which are their terms, cannot be searched in that Markdown, and U+0002 is
# forbidden in XML, where it makes the file unreadable. Join on all three signs, from text that still has its lines.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1 pypdfium2==5.10.1 \
  pdf-oxide==0.3.78 pdf-inspector==1.25.2 2> log || { cat log; exit 1; }
cat > page.typ <<'TYP'
#set page(width: 8cm, height: 12cm, margin: 1cm)
#set text(lang: "en", hyphenate: true)
#set par(justify: true)
It demonstrates that overparameterization of internationalization characterization needs approximation, and that
generalization of internationalization is characterization of approximation by overparameterization.
TYP
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import re

import pdf_inspector
import pdf_oxide
import pypdf
import pypdfium2
import typst

typst.compile("page.typ", output="page.pdf")
WHOLE = set(re.findall("[a-z]{2,}", open("page.typ").read().partition("It ")[2]))
document = pdf_oxide.PdfDocument("page.pdf")
read = {
    "pypdf": pypdf.PdfReader("page.pdf").pages[0].extract_text(),
    "pdfium": pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_bounded(),
    "oxide": document.extract_text(0),
    "oxide, Markdown": document.to_markdown(0),
    "inspector": pdf_inspector.process_pdf("page.pdf").markdown,
}
parted, joined = {}, {}
for name, text in read.items():
    parted[name] = sorted({sign for sign in ("-\n", "\x02", "\xad\n") if sign in text})
    known = re.findall("[a-z]{2,}", re.sub("(?:-|\x02|\xad)\\s*", "", text))
    joined[name] = [word for word in known if word not in WHOLE]
    print(name, [ascii(sign) for sign in parted[name]], "words that are none:", joined[name])
as_stated = (
    parted == {"pypdf": ["\xad\n"], "pdfium": ["\x02"], "oxide": ["\xad\n"], "oxide, Markdown": [], "inspector": []}
    and not any(joined[name] for name in ("pypdf", "pdfium", "oxide"))
    and all(len(joined[name]) >= 2 for name in ("oxide, Markdown", "inspector"))
)
raise SystemExit(not as_stated)
PY
echo "as stated: words that Typst 0.15.2 parts are cut in the Markdown of pdf-inspector 1.25.2 and pdf-oxide 0.3.78"
