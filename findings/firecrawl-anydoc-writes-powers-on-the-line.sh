#!/usr/bin/env bash
# firecrawl-anydoc 0.2.4, which turns documents into Markdown, makes "O(n2)" of O(n²) and "10-6" of 10⁻⁶.
#
# Guess, written down first: an index or power that the author raised is marked (<sup>, ^ or the sign ²), as struck
# words are, in Word files and in EPUB; hidden text is left out; signs that Word keeps as w:sym are letters.
# Seen: formulas of Word and MathML come out as LaTeX, struck words as ~~not~~. Raised and lowered runs are written on
# the line: "O(n2) and 10-6", in both formats. A Greek letter inserted as a symbol (w:sym) is gone, "rate " for "rate
# α"; Word's non-breaking hyphen is gone too, "GPT4" for "GPT-4"; text that the author hid stands among the rest. The
# README says that a conversion raises when "no complete Markdown could come out of the file"; none did.
# What it means: costs, rates and units of papers kept as Word or EPUB are other numbers, for a reader and for a
# language model, with nothing to tell them by. Where they matter convert with Pandoc, which writes n^2^.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check firecrawl-anydoc==0.2.4 python-docx==1.2.0 2> log ||
  { cat log; exit 1; }
cat > convert.py <<'PY'
import zipfile

import anydoc
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

EXPECTED = ["It is ~~not~~ known.", "The cost is O(n2) and 10-6.", "The rate is .", "GPT4", "shown hidden"]
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    "content.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">urn:x:1</dc:identifier><dc:title>T</dc:title>'
    '</metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>',
    "a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>'
    "<p>O(n<sup>2</sup>), 10<sup>-6</sup></p></body></html>",
}
document = Document()
line = document.add_paragraph("It is ")
line.add_run("not").font.strike = True
line.add_run(" known.")
line = document.add_paragraph("The cost is O(n")
line.add_run("2").font.superscript = True
line.add_run(") and 10")
line.add_run("-6").font.superscript = True
line.add_run(".")
line = document.add_paragraph("The rate is ")
sign = OxmlElement("w:sym")
sign.set(qn("w:font"), "Symbol")
sign.set(qn("w:char"), "F061")
line.add_run()._r.append(sign)
line.add_run(".")
line = document.add_paragraph("GPT")
line.add_run()._r.append(OxmlElement("w:noBreakHyphen"))
line.add_run("4")
line = document.add_paragraph("shown ")
line.add_run("hidden").font.hidden = True
document.save("paper.docx")
seen = [line for line in anydoc.to_markdown("paper.docx").splitlines() if line]
print(*seen, sep="\n")
with zipfile.ZipFile("book.epub", "w") as book:
    for name, content in BOOK.items():
        book.writestr(name, content)
book = anydoc.to_markdown("book.epub").splitlines()[-1]
print("EPUB:", book)
raise SystemExit(seen != EXPECTED or book != "O(n2), 10-6")
PY
env/bin/python convert.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: firecrawl-anydoc 0.2.4 writes powers on the line"
