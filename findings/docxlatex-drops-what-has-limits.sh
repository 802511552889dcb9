#!/usr/bin/env bash
# docxlatex 1.2.3, which takes formulas out of documents of Word as LaTeX, leaves out whatever has something set above
# or below it, and what was inserted while changes were tracked.
#
# Guess, written down first: fractions, powers, sums with limits, roots, matrices, accents and brackets come out as
# LaTeX that sets the same formula, and the words around it stay in order.
# Seen: all of these do. But a base with a text below or above it that is no operator known to Word (argmax over theta,
# "def" above an equals sign, a brace below a sum of terms with its note) is gone as a whole, base and note: "θ* =
# argmax L(θ)" is "θ*=L(θ)", "p := 1" written with "def" is "p1". A tracked insertion in a formula is gone, so "a = -b"
# is "a = b" before it is accepted. "50%" keeps a bare %, which begins a comment in LaTeX. Nothing is raised.
# What it means: the formulas that come out are valid and say something else, and most of those of machine learning
# that minimise something have such a base. Compare the letters of m:t in the document with those of the LaTeX.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check docxlatex==1.2.3 2> log || { cat log; exit 1; }
cat > read.py <<'PY'
import zipfile

from docxlatex import Document

OFFICE = "http://schemas.openxmlformats.org"
SPACES = (
    f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:m="{OFFICE}/officeDocument/2006/math"'
)


def run(text: str) -> str:
    return f'<m:r><m:t xml:space="preserve">{text}</m:t></m:r>'


def limit(kind: str, base: str, note: str) -> str:
    return f"<m:lim{kind}><m:e>{base}</m:e><m:lim>{run(note)}</m:lim></m:lim{kind}>"


brace = f'<m:groupChr><m:groupChrPr><m:chr m:val="⏟"/></m:groupChrPr><m:e>{run("a+b")}</m:e></m:groupChr>'
FORMULAS = {  # the formula, and what comes out, without spaces
    run("θ*=") + limit("Low", run("argmax"), "θ") + run("L(θ)"): "θ*=L(θ)",
    run("p") + limit("Upp", run("="), "def") + run("1"): "p1",
    run("x=") + limit("Low", brace, "loss") + run("+c"): "x=+c",
    run("a=") + f'<w:ins w:id="1" w:author="A">{run("-")}</w:ins>' + run("b"): "a=b",
    run("50% c"): "50%c",
    f"<m:f><m:num>{run('a+b')}</m:num><m:den>{run('c')}</m:den></m:f>": r"\frac{a+b}{c}",
    f"<m:sSup><m:e>{run('10')}</m:e><m:sup>{run('-4')}</m:sup></m:sSup>": "{10}^{-4}",
}
body = "".join(f"<w:p><m:oMath>{formula}</m:oMath></w:p>" for formula in FORMULAS)
relations = f"{OFFICE}/package/2006/relationships"
main = f"{OFFICE}/officeDocument/2006/relationships/officeDocument"
with zipfile.ZipFile("paper.docx", "w") as file:
    file.writestr(
        "[Content_Types].xml",
        f'<Types xmlns="{OFFICE}/package/2006/content-types"><Default Extension="xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    )
    link = f'<Relationship Id="a" Type="{main}" Target="word/document.xml"/>'
    file.writestr("_rels/.rels", f'<Relationships xmlns="{relations}">{link}</Relationships>')
    file.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{relations}"></Relationships>')
    file.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
lines = [line for line in Document("paper.docx").get_text().splitlines() if line.strip()]
found = [line.replace("$", "").replace(" ", "") for line in lines]
print(*found, sep="\n")
raise SystemExit(found != list(FORMULAS.values()))
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: docxlatex 1.2.3 drops what has something above or below it"
