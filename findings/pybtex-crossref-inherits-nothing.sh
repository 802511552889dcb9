#!/usr/bin/env bash
# pybtex 0.26.1 prints an entry with a crossref without the fields of the entry it refers to.
#
# Guess, written down first: a crossref gives the child the parent's fields when the entry is formatted.
# Seen: the styles are never given the other entries. A part with `crossref` is printed as "Anna Ivanova. A chapter."
# without the year and the notes of the whole, in all four styles, and nothing is said. Where a style must have the
# field, as the title of the proceedings, it raises FieldIsMissing though the parent has it. `Entry._find_field`
# does find it when it is given the database.
# What it means: a bibliography written as BibTeX's manual teaches loses years and titles of books. Copy the parent's
# fields into its children before formatting.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pybtex==0.26.1 latexcodec==3.0.1 2> log || { cat log; exit 1; }
cat > parts.py <<'PY'
import pybtex
from pybtex.database import parse_string
from pybtex.style.template import FieldIsMissing

PARTS = """
@misc{part, crossref = {whole}, author = {Anna Ivanova}, title = {A chapter}}
@misc{whole, howpublished = {Lecture notes}, year = {2020}, note = {Second edition}}
"""
PROCEEDINGS = """
@inproceedings{paper, crossref = {proceedings}, author = {Anna Ivanova}, title = {On tests}}
@proceedings{proceedings, title = {Tests}, booktitle = {Book of tests}, year = {2020}}
"""
printed = {
    style: pybtex.format_from_string(PARTS, style, citations=["part"], output_backend="plaintext").strip()
    for style in ("plain", "unsrt", "alpha", "unsrtalpha")
}
print(printed)
database = parse_string(PARTS, "bibtex")
found = database.entries["part"]._find_field("year", database)
print("year, by way of the database:", found)
try:
    missing = pybtex.format_from_string(PROCEEDINGS, "plain", citations=["paper"], output_backend="plaintext")
except FieldIsMissing as error:
    missing = str(error)
print(missing)
as_stated = (
    {text.partition("] ")[2] for text in printed.values()} == {"Anna Ivanova. A chapter."}
    and found == "2020"
    and missing == "missing booktitle in paper"
)
raise SystemExit(not as_stated)
PY
env/bin/python parts.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: pybtex 0.26.1 prints what has a crossref without the fields of its parent"
