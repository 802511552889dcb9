#!/usr/bin/env bash
# papis 0.16.1, which keeps a library of papers, cuts titles, abstracts, DOIs and addresses at a percent sign when it
# reads a .bib file.
#
# Guess, written down first: authors, titles, months, numbers of preprints and addresses come through; TeX is undone
# where it is TeX. Noted after a first look: a field that BibTeX itself never reads as TeX (url, doi, file, abstract)
# keeps its signs.
# Seen: each field is read as a piece of a TeX document, in which % begins a comment. "A 50% gain" is "A 50", an
# abstract ends at "by 5", https://site.example/x%20y at /x, the DOI of an old article of Wiley's, which has %3C in it,
# is another one that leads nowhere, and a file's name ends there, too. In a field of two lines the text goes on with
# the second. Written as \% it is kept, which exports of publishers and databases do in titles at most. Nothing is
# logged.
# What it means: works are added with half an abstract and an address of something else, and the .bib file may be
# thrown away after that. Replace % by \% in the file before reading it, and look for numbers at the end of titles.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME="$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check papis==0.16.1 2> log || { cat log; exit 1; }
cat > papers.bib <<'BIB'
@article{lee,
  author = {Lee, Ann},
  title = {A 50% gain},
  abstract = {We improve by 5% over the best. The loss falls, too.},
  url = {https://site.example/x%20y},
  doi = {10.1002/(SICI)1097-4571(199009)41:6%3C391::AID-ASI1%3E3.0.CO;2-9},
  note = {100% of all runs
    in two lines},
  keywords = {50\% less},
  year = {2020},
}
BIB
cat > read.py <<'PY'
from papis.bibtex import bibtex_to_dict

EXPECTED = {
    "title": "A 50",
    "abstract": "We improve by 5",
    "url": "https://site.example/x",
    "doi": "10.1002/(SICI)1097-4571(199009)41:6",
    "keywords": "50% less",
    "year": "2020",
}
[paper] = bibtex_to_dict("papers.bib")
found = {field: paper[field] for field in EXPECTED}
print(found, paper["note"])
raise SystemExit(found != EXPECTED or paper["note"].split() != ["100", "in", "two", "lines"])
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: papis 0.16.1 cuts fields at a percent sign"
