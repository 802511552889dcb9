#!/usr/bin/env bash
# Mastodon's archive meets pysimdjson 7.0.2 and SQLite: all posts of outbox.json are gone, in silence.
#
# Guess, written down first: outbox.json is JSON like any other, so every reader finds the same posts; or one that
# minds how it is written refuses it.
# Seen: the archive (a real one with 1,557 posts) names its list twice, `"orderedItems":[],"orderedItems":[...]`,
# first empty, then with all posts. Python's json keeps the last and finds them. pysimdjson, asked by key or by
# pointer, gives the first: no posts and no error, while the same document as a dict of Python has them all. SQLite's
# functions give the first as well.
# What it means: a "totalItems" beside an empty "orderedItems" is no empty archive; take the last of equal names.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pysimdjson==7.0.2 2> log
env/bin/python -W error - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import json
import sqlite3

import simdjson

NAME = "orderedItems"
TEXT = f'{{"type": "OrderedCollection", "totalItems": 2, "{NAME}": [], "{NAME}": [{{"id": "a"}}, {{"id": "b"}}]}}'

parser = simdjson.Parser()
document = parser.parse(TEXT.encode())
[[by_sqlite]] = sqlite3.connect(":memory:").execute("SELECT json_array_length(?, '$.orderedItems')", (TEXT,))
seen = {
    "json": len(json.loads(TEXT)[NAME]),
    "pysimdjson by key": len(document[NAME]),
    "pysimdjson by pointer": len(document.at_pointer(f"/{NAME}")),
    "pysimdjson as a dict": len(document.as_dict()[NAME]),
    "SQLite": by_sqlite,
}
print(seen)
raise SystemExit(list(seen.values()) != [2, 0, 0, 2, 0])
PY
echo "as stated: pysimdjson 7.0.2 and SQLite find no posts where Mastodon's archive has two"
