#!/usr/bin/env bash
# zon-format 1.2.3, which writes data shortly for language models with "100% data fidelity", makes numbers of
# identifiers, and objects of names with a dot.
#
# Guess, written down first: decode(encode(x)) is x, for texts that look like numbers, truth values or nothing, too.
# Seen: it is for "007", "true", "null", "", " a ", lists, floats and Cyrillic. But the text 1e5 comes back as
# 100000.0, the commit 12e4567 as infinity, and 1_000 as 1000: they are written without quotes, since they are no
# numbers of JSON, and read by float() and int(), which take them. {"arxiv.org": 5} comes back as {"arxiv": {"org":
# 5}}, and "eval.loss" beside "eval" is put into it. A text that begins with @ is written so that decoding raises.
# Writing never complains.
# What it means: of hashes in seven signs one in fifty (5/16 of (10/16)^6) is digits with an e between, and is lost;
# counts by site and metrics change their names, and a list of handles cannot be read again. Compare after decoding, or
# send JSON.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check zon-format==1.2.3 2> log || { cat log; exit 1; }
cat > turn.py <<'PY'
import zon

BACK = [  # what goes in, what comes back
    ({"id": "007", "flag": "true", "none": "null", "empty": ""},) * 2,
    ({"id": "1e5"}, {"id": 100000.0}),
    ({"commit": "12e4567"}, {"commit": float("inf")}),
    ({"rows": [{"commit": "4e71", "n": 1}, {"commit": "ab1", "n": 2}]},
     {"rows": [{"commit": 4e71, "n": 1}, {"commit": "ab1", "n": 2}]}),
    ({"id": "1_000"}, {"id": 1000}),
    ({"arxiv.org": 5, "github.com": 3}, {"arxiv": {"org": 5}, "github": {"com": 3}}),
    ({"eval.loss": 0.5, "eval": {"acc": 1}}, {"eval": {"acc": 1, "loss": 0.5}}),
]
as_stated = True
for given, expected in BACK:
    found = zon.decode(zon.encode(given))
    print(given, "->", found)
    as_stated &= found == expected
try:
    zon.decode(zon.encode({"by": "@ann"}))
    as_stated = False
except zon.ZonDecodeError as error:
    print({"by": "@ann"}, "->", error)
raise SystemExit(not as_stated)
PY
env/bin/python turn.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: zon-format 1.2.3 makes numbers of texts"
