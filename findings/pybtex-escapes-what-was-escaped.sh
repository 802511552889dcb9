#!/usr/bin/env bash
# pybtex 0.26.1 escapes anew the TeX it read, so a file that is read and written says something else.
#
# Guess: BibTeX -> BibTeXML / YAML -> BibTeX keeps every entry: names with particles (de la Cruz, Juan), a corporate
# author in braces, "and others", a title with {BERT}, "\&" and a URL with _ ~ %, Cyrillic names; written and read
# again, fields and persons are equal. A crossref gives the child the parent's fields when the entry is formatted.
# Seen: BibTeXML and YAML keep everything; BibTeX does not. The parser undoes no TeX, the writer escapes all the same:
# `\&` becomes `\\&` (a line break and a column mark), `50\%` becomes `50\\%`, which starts a comment; `~` and `_` in
# a URL become `\textasciitilde ` and `\_`, `_` in a DOI too. Each turn escapes a URL's percent sign anew.
# What it means: a tool that reads a .bib, changes a key and writes it gives a file that LaTeX stops at or cuts lines
# of, and links that lead nowhere. Let the BibTeX writer have only what never was TeX, else print the fields yourself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pybtex==0.26.1 latexcodec==3.0.1 2> log || { cat log; exit 1; }
cat > turn.py <<'PY'
from pybtex.database import parse_string

FILE = r"""@article{a, author = {de la Cruz, Juan and {Research Group} and others},
  title = {Search \& rescue: 50\% of $O(n^2)$}, doi = {10.1000/x_y}, url = {https://example.org/~a_b/c%20d}}"""
EXPECTED = {
    "title": r"Search \\& rescue: 50\\% of $O(n^2)$",
    "doi": r"10.1000/x\_y",
    "url": r"https://example.org/\textasciitilde a\_b/c\%20d",
}
first = parse_string(FILE, "bibtex")
seen = {form: parse_string(first.to_string(form), form) for form in ("bibtex", "yaml", "bibtexml")}
twice = parse_string(seen["bibtex"].to_string("bibtex"), "bibtex").entries["a"].fields["url"]
written = dict(seen["bibtex"].entries["a"].fields)
print("read:   ", dict(first.entries["a"].fields))
print("written:", written)
print("twice:  ", twice)
as_stated = (
    written == EXPECTED
    and seen["bibtex"].entries["a"].persons == first.entries["a"].persons
    and seen["yaml"] == first
    and seen["bibtexml"] == first
    and twice != written["url"]
)
raise SystemExit(not as_stated)
PY
env/bin/python turn.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: pybtex 0.26.1 escapes TeX that it never undid"
