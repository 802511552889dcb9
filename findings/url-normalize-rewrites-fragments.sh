#!/usr/bin/env bash
# url-normalize 3.1.0 makes other addresses of pages that are told apart by their fragment.
#
# Guess, written down first: what stands behind "#" is kept as it is, or dropped as a whole.
# Seen: "#/paper/5", the way single-page sites name their pages, becomes "#%2Fpaper%2F5", another address to a
# script that compares it; "#!paper/6" becomes the query "?_escaped_fragment_=paper/6", a scheme that search
# engines gave up in 2015, so the browser opens the start page.
# What it means: use its result to compare two addresses, and keep the address as given to open the page.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check url-normalize==3.1.0
cat > normalize.py <<'PY'
import sys

from url_normalize import url_normalize

expected = {
    "https://site.example/#/paper/5": "https://site.example/#%2Fpaper%2F5",
    "https://site.example/#!paper/6": "https://site.example/?_escaped_fragment_=paper/6",
    "https://site.example/a#section-2": "https://site.example/a#section-2",
}
changed = False
for given, wanted in expected.items():
    found = url_normalize(given)
    print(given, "->", found)
    changed |= found != wanted
sys.exit(changed)
PY
env/bin/python normalize.py || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: url-normalize 3.1.0 rewrites fragments that name a page"
