#!/usr/bin/env bash
# idutils 1.7.1, which repositories on Invenio (Zenodo) know identifiers with, knows no arXiv number in its address.
#
# Guess, written down first: the address of a paper on arXiv is known as its number, as the address of a DOI or an
# ORCID is known as that.
# Seen: https://arxiv.org/abs/2510.26692 is a "url" and nothing else, while https://doi.org/10.1000/182 is a DOI first;
# without the scheme, arxiv.org/abs/2510.26692 is a "handle" that leads to hdl.handle.net/arxiv.org/abs/2510.26692;
# arXiv's own DOI 10.48550/arXiv.2510.26692 is not arXiv either. Of a plain number any four digits, a dot and four
# digits are arXiv: 1234.5678 and 2510.2669 (which has five digits since 2015).
# What it means: one paper gets up to four identifiers that do not meet, and links that lead nowhere. Take the number
# out of addresses and DOIs yourself before you ask.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check idutils==1.7.1
cat > schemes.py <<'PY'
import idutils

EXPECTED = {
    "2510.26692": ["arxiv"],
    "https://arxiv.org/abs/2510.26692": ["url"],
    "arxiv.org/abs/2510.26692": ["handle"],
    "10.48550/arXiv.2510.26692": ["doi", "handle"],
    "https://doi.org/10.1000/182": ["doi", "url"],
    "1234.5678": ["arxiv"],
    "2510.2669": ["arxiv"],
}
seen = {text: idutils.detect_identifier_schemes(text) for text in EXPECTED}
for text, schemes in seen.items():
    print(text, "->", schemes, idutils.to_url(text, schemes[0], "https"))
raise SystemExit(seen != EXPECTED)
PY
env/bin/python schemes.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: idutils 1.7.1 knows no arXiv addresses"
