#!/usr/bin/env bash
# An entry as Semantic Scholar's interface writes it (citationStyles.bibtex: `@['JournalArticle', 'Review']{…`) costs
# pybtex 0.26.1 the whole file, and is a comment to bibtexparser 2.0.0b9.
#
# Guess, written down first: a reader names the entry with the odd type as one that failed, and reads the others.
# Seen: pybtex raises TokenRequired and returns nothing, though the entries before and behind are sound. bibtexparser
# returns these two; `failed_blocks` is empty, and the paper with its authors stands among the comments.
# What it means: bibliographies that scripts gather from that interface lose works in silence, or cannot be opened.
# Replace the list by a type before parsing, and count the lines that begin with `@`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pybtex==0.26.1 latexcodec==3.0.1 bibtexparser==2.0.0b9 2> log \
  || { cat log; exit 1; }
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import bibtexparser
from pybtex.database import parse_string
from pybtex.scanner import TokenRequired

GATHERED = """
@article{Before, title = {Before}, author = {Dana Reed}, year = {2024}}

@['JournalArticle', 'Review']{Doe2024OnC,
 author = {Jane Doe},
 title = {On caches},
 year = {2024}
}

@article{Behind, title = {Behind}, author = {R. Finch}, year = {2024}}
"""
library = bibtexparser.parse_string(GATHERED)
keys = [entry.key for entry in library.entries]
comments = [comment.comment for comment in library.comments]
print("bibtexparser:", keys, library.failed_blocks, comments)
try:
    refused = str(list(parse_string(GATHERED, "bibtex").entries))
except TokenRequired as error:
    refused = str(error)
print("pybtex:", refused)
as_stated = (
    keys == ["Before", "Behind"]
    and not library.failed_blocks
    and len(comments) == 1
    and "Jane Doe" in comments[0]
    and refused == "syntax error in line 4: '(' or '{' expected"
)
raise SystemExit(not as_stated)
PY
echo "as stated: pybtex 0.26.1 refuses, bibtexparser 2.0.0b9 takes for a comment what Semantic Scholar writes"
