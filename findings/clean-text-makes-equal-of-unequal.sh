#!/usr/bin/env bash
# clean-text 0.7.1 makes "x = y" of "x ≠ y", and 53 of 5×3, when it is installed without its GPL extra.
#
# Guess, written down first: by default, with to_ascii=True, letters of other scripts are transliterated and signs
# written in ASCII. (Its README: "transliterate to closest ASCII representation"; without the extra the mapping of
# Python's unicodedata is "sufficent".)
# Seen: without the package unidecode, which is an extra for its licence, signs are taken apart and what is not ASCII
# is dropped: of ≠ the stroke, so that "x ≠ y" is "x = y"; × and − and ≤ as a whole, so that 5×3 is 53, "z − 1" is "z
# 1" and "p ≤ 0.05" is "p 0.05"; 10⁻⁴ is 10. Of Russian words nothing is left. One line about the licence is logged.
# With to_ascii=False all of it stays.
# What it means: statements in a corpus cleaned so are the opposite of the source's, and numbers are others; two
# machines with the same version give two corpora. Pass to_ascii=False, or fail where unidecode is missing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check clean-text==0.7.1 2> log || { cat log; exit 1; }
cat > read.py <<'PY'
from cleantext import clean

SEEN = {
    "x ≠ y": "x = y",
    "5×3 blocks": "53 blocks",
    "z − 1": "z 1",
    "p ≤ 0.05": "p 0.05",
    "10⁻⁴ of it": "10 of it",
    "модель BERT": "bert",
    "naïve": "naive",
}
as_stated = True
for text, expected in SEEN.items():
    told = clean(text)
    print(text, "->", told)
    as_stated = as_stated and told == expected and clean(text, to_ascii=False, lower=False) == text
raise SystemExit(not as_stated)
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: clean-text 0.7.1 makes equal of unequal"
