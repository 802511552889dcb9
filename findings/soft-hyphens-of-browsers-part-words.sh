#!/usr/bin/env bash
# Browsers print a soft hyphen, of which Russian pages and news sites have many, as a space with a note (/ActualText)
# that it is a soft hyphen. playa-pdf 1.1.0 and pdfminer.six 20260107 read the space: "under stands", "no thing", and
# of a Russian page "нет рез вых мел ьни ков".
#
# Guess, written down first: what makes text of PDFs follows /ActualText, as pdftotext does, so words are whole, at
# worst with the hyphen in them.
# Seen: pdf-oxide 0.3.78 has the words with soft hyphens within. playa-pdf and pdfminer.six have their pieces apart,
# with nothing that would tell such a space from another; pypdf 7.1.0 does so, too. A real page printed by Chromium 156
# gave the same.
# What it means: a page that was saved as PDF is searchable in half of its long words. What is broken at a line's end
# mends, for a hyphen is drawn there. In pypdf a visitor of operators may put the text in the place of the signs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pdf-oxide==0.3.78 playa-pdf==1.1.0 pdfminer.six==20260107 2> log || { cat log; exit 1; }
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import pdf_oxide
import playa
from pdfminer.high_level import extract_text

# Widths of Helvetica, thousandths of its size.
WIDE = {sign: 556 for sign in "hednuaogbp"} | {sign: 500 for sign in "ksvyxc"} | {sign: 222 for sign in "il"}
WIDE |= {"T": 611, "m": 833, "N": 722, "w": 722, "r": 333}
WORDS = ("miller", "understands", "hydrologists", "Nobody", "looked", "notebooks", "nothing", "keeper")
ROWS = [
    ["The mill", "er under", "stands what hydro", "logists can not."],
    ["No", "body ever look", "ed in", "to the old note", "books."],
    ["In winter no", "thing moves, and the keep", "er sleeps."],
]


def line(parts, y):
    drawn = [f"BT /F 12 Tf 1 0 0 1 72 {y} Tm"]
    for number, part in enumerate(parts):
        if number:
            before = sum(WIDE.get(sign, 278) for sign in parts[number - 1]) * 0.012
            space = "/Span <</ActualText <FEFF00AD>>> BDC ( ) Tj EMC"
            drawn.append(f"{space} {before:.2f} 0 Td")
        drawn.append(f"({part}) Tj")
    return " ".join([*drawn, "ET"])


def pdf(name):
    content = "\n".join(line(parts, 700 - 16 * number) for number, parts in enumerate(ROWS)).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    data, places = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(data))
    with open(name, "wb") as file:
        file.write(data)


pdf("page.pdf")
opened = playa.open("page.pdf")
told = {
    "pdf-oxide": pdf_oxide.PdfDocument("page.pdf").extract_text(0),
    "playa-pdf": opened.pages[0].extract_text(),
    "pdfminer.six": extract_text("page.pdf"),
}
whole = {name: sum(text.replace("\u00ad", "").count(word) for word in WORDS) for name, text in told.items()}
print(*told.values(), f"whole words of {len(WORDS)}: {whole}", sep="\n")
raise SystemExit(whole != {"pdf-oxide": len(WORDS), "playa-pdf": 0, "pdfminer.six": 0})
PY
echo "as stated: playa-pdf 1.1.0 and pdfminer.six 20260107 part words at the soft hyphens of browsers"
