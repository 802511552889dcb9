#!/usr/bin/env bash
# docx-parser-converter 1.0.3, which turns documents of Word into text and HTML, leaves out tracked insertions.
#
# Guess, written down first: what was inserted while changes were tracked is kept, what was deleted is left out.
# Seen: both are left out, in the text and in the HTML. "It works not always", where a co-author put the "not" in,
# reads "It works always".
# What it means: of a draft with tracked changes comes neither the old text nor the new one, and the sentence may
# say the opposite. Take the words in w:ins, and pass over w:del alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docx-parser-converter==1.0.3
cat > convert.py <<'PY'
import sys
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


tracked = 'w:id="1" w:author="Jane" w:date="2024-03-01T10:00:00Z"'
said = f"{run('It works ')}<w:ins {tracked}>{run('not ')}</w:ins>{run('always')}"
parts = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId9"'
    f' Type="{OFFICE}/hyperlink" Target="https://example.org/a" TargetMode="External"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{WORDS}" xmlns:r="{OFFICE}"><w:body><w:p>{said}</w:p>'
    "</w:body></w:document>",
}
with zipfile.ZipFile("note.docx", "w") as file:
    for name, text in parts.items():
        file.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')

from docx_parser_converter import docx_to_html, docx_to_text

text, html = docx_to_text("note.docx").strip(), docx_to_html("note.docx")
print(text)
sys.exit(0 if text == "It works always" and "not" not in html.partition("<body>")[2] else 1)
PY
venv/bin/python convert.py || { echo "CHANGED: see the text above"; exit 1; }
echo "as stated: docx-parser-converter 1.0.3 drops what was inserted while changes were tracked"
