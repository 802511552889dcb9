#!/usr/bin/env bash
# docx-to-markdown 2.32.0, "Word-faithful", writes the formula of a mean as "y=1ni=1nxi2".
#
# Guess, written down first: a formula of Word's own editor becomes LaTeX, as in Pandoc and markitdown, or is at least
# marked as left out; raised numbers are marked; letters put in as symbols stay letters.
# Seen: struck words, tables, lists and non-breaking hyphens are right, hidden text is left out. A formula becomes
# the letters of its parts in the order of the file: fractions, powers, roots and indices run together, the sum sign
# and the hat over y are gone, since Word keeps them as attributes. "10⁻⁶" typed as a raised run is "10-6"; an alpha
# put in from the font Symbol is the private sign U+F061. No warning. docx2md-cli 0.2.0, "high-fidelity", leaves the
# formula out altogether, and the word "not" that was struck out stands in its text.
# What it means: of a paper kept as Word the prose survives and the mathematics becomes other numbers that no search and
# no language model can tell from real ones. Convert with Pandoc, which writes the formulas as LaTeX.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check docx-to-markdown==2.32.0 docx2md-cli==0.2.0 \
  python-docx==1.2.0 2> log || { cat log; exit 1; }
cat > write.py <<'PY'
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn


def run(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


ONE_OVER_N = f"<m:f><m:num>{run('1')}</m:num><m:den>{run('n')}</m:den></m:f>"
HAT = f'<m:acc><m:accPr><m:chr m:val="̂"/></m:accPr><m:e>{run("y")}</m:e></m:acc>'
TERM = f"<m:sSubSup><m:e>{run('x')}</m:e><m:sub>{run('i')}</m:sub><m:sup>{run('2')}</m:sup></m:sSubSup>"
SUM = (
    f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{run("i=1")}</m:sub><m:sup>{run("n")}</m:sup>'
    f"<m:e>{TERM}</m:e></m:nary>"
)
SPACE = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
document = Document()
formula = document.add_paragraph("Mean: ")
formula._p.append(parse_xml(f"<m:oMath {SPACE}>{HAT}{run('=')}{ONE_OVER_N}{SUM}</m:oMath>"))
line = document.add_paragraph("It is ")
line.add_run("not").font.strike = True
line.add_run(" 10")
line.add_run("-6").font.superscript = True
line.add_run(", rate ")
sign = OxmlElement("w:sym")
sign.set(qn("w:font"), "Symbol")
sign.set(qn("w:char"), "F061")
line.add_run()._r.append(sign)
line.add_run(".")
document.save("paper.docx")
PY
env/bin/python write.py
cat > convert.py <<'PY'
import subprocess

from docx_to_markdown import convert

faithful = [line.replace("\\", "") for line in convert("paper.docx").markdown.splitlines() if line]
print(faithful)
command = ["env/bin/docx2md", "paper.docx", "-o", "-", "--no-frontmatter"]
other = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
other = [line.strip() for line in other if line.strip()]
print(other)
as_stated = faithful == ["Mean: y=1ni=1nxi2", "It is ~~not~~ 10-6, rate \uf061."]
raise SystemExit(not as_stated or other[:2] != ["Mean:", "It is not 10-6, rate ."])
PY
env/bin/python convert.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: docx-to-markdown 2.32.0 writes formulas as letters"
