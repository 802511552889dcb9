#!/usr/bin/env bash
# bibtexparser 2.1.0 takes a comma that is missing between two fields for part of the value before it.
#
# Guess, written down first: version 2 keeps what it cannot read as a failed block, so such an entry is reported.
# Seen: there are no failed blocks, and the value before the gap holds the next field with its name and braces; the
# year is no field any more. Who sorts by year misses the entry, and nothing says why.
# What it means: after reading a .bib file by it, look for "name = {" inside of values.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check bibtexparser==2.1.0
cat > library.bib <<'BIB'
@article{first,
  title = {On caches},
  author = {Ada Author},
  year = {2024},
  doi = {10.1234/first}
}
@article{second,
  title = {On routing},
  author = {Ben Author}
  year = {2025},
  doi = {10.1234/second}
}
BIB
cat > look.py <<'PY'
import sys

import bibtexparser

library = bibtexparser.parse_file("library.bib")
read = {one.key: {field.key: " ".join(str(field.value).split()) for field in one.fields} for one in library.entries}
print("failed blocks:", len(library.failed_blocks))
for key, fields in read.items():
    print(key, "->", fields)
as_stated = (
    not library.failed_blocks
    and read["first"]["doi"] == "10.1234/first"
    and sorted(read["second"]) == ["author", "doi", "title"]
    and read["second"]["author"] == "{Ben Author} year = {2025}"
)
sys.exit(not as_stated)
PY
env/bin/python look.py || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: bibtexparser 2.1.0 hides the field after a missing comma in the one before"
