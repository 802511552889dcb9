#!/usr/bin/env bash
# search-query 0.15.0, which translates the searches of systematic reviews from one database to another, loses all
# years of a span but the first, takes authors for keywords, and forgets how near two words must be.
#
# Guess, written down first: PubMed's order from left to right is kept by brackets in the translation; what the other
# database cannot ask for raises.
# Seen: both hold for operators and some fields. But 2019:2021[dp] becomes PY=2019 in Web of Science, so two years of
# three are not searched; smith j[au] becomes AK=smith j, the authors' keywords; "a b"[ti:~3] becomes NEAR without a
# number, which there means fifteen words, and TS=(a NEAR/3 b) loses its number even from Web of Science to itself;
# EBSCO's W2 becomes the word WITHIN, and "a N3 (b OR c)" the phrase "a OR". The tool warns of many things (implied
# brackets, missing fields), and of none of these.
# What it means: a review searches its databases by different questions and reports one, and what is missing cannot be
# seen among thousands of hits. Compare numbers, fields and years of both texts by eye.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check search-query==0.15.0 2> log || { cat log; exit 1; }
cat > translate.py <<'PY'
from contextlib import redirect_stdout
from io import StringIO

from search_query.parser import parse

SEARCHES = [  # the database, the search, the database to translate to, what comes out
    ("pubmed", "a[ti] OR b[ti] AND c[ti]", "wos", "TI=((a OR b) AND c)"),
    ("pubmed", "a[ti] AND 2019:2021[dp]", "wos", "TI=a AND PY=2019"),
    ("pubmed", "smith j[au]", "wos", "AK=smith j"),
    ("pubmed", '"a b"[ti:~3]', "wos", "TI=((a NEAR b) OR (b NEAR a))"),
    ("wos", "TS=(a NEAR/3 b)", "wos", "TS=(a NEAR b)"),
    ("wos", "TI=(a NEAR b)", "pubmed", '"a b"[ti:~15]'),
    ("ebscohost", "TI (a W2 b)", "wos", "TI=(a WITHIN b)"),
    ("ebscohost", "TI (a N3 (b OR c))", "pubmed", '"a OR"[ti:~3]'),
]
as_stated = True
for source, search, target, expected in SEARCHES:
    with redirect_stdout(StringIO()) as told:
        found = parse(search, platform=source).translate(target_syntax=target).to_string()
    print(f"{source}: {search} -> {target}: {found}", "(warned)" if told.getvalue().strip() else "")
    as_stated &= found == expected
raise SystemExit(not as_stated)
PY
env/bin/python translate.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: search-query 0.15.0 translates another search"
