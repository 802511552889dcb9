#!/usr/bin/env bash
# sqlite-vec 0.1.9 may give a zero vector as the nearest neighbour of everything, and an UPDATE of a key is lost.
#
# Guess, written down first: under cosine distance a zero vector (an empty text) has no distance and comes last,
# or is refused; UPDATE of the primary key works or raises.
# Seen: its distance is NULL, and its place depends on the order of the rows. Stored first it is the one hit at
# k = 1 and keeps the true neighbour out; stored later it may come last. "UPDATE v SET id = 22" tells of
# one changed row, and the row keeps its old key.
# What it means: keep empty texts out of the table, and ask for "distance IS NOT NULL" after a search, with a
# larger k. To rename a row delete and insert it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check sqlite-vec==0.1.9 apsw==3.54.1.0
cat > search.py <<'PY'
import sys

import apsw
import sqlite_vec

pack = sqlite_vec.serialize_float32


def table(vectors):
    db = apsw.Connection(":memory:")
    db.enable_load_extension(True)
    db.load_extension(sqlite_vec.loadable_path())
    db.execute("create virtual table v using vec0(id integer primary key, e float[2] distance_metric=cosine)")
    for key, vector in enumerate(vectors, 1):
        db.execute("insert into v values (?, ?)", (key, pack(vector)))
    return db


def nearest(vectors, k):
    found = table(vectors).execute("select id, distance from v where e match ? and k = ?", (pack([1, 0]), k))
    return found.fetchall()


zero_first = nearest([[0, 0], [0, 1], [1, 0]], 1)
zero_second = nearest([[0, 1], [0, 0], [1, 0]], 1)
two_zeros = nearest([[0, 0], [0, 0], [1, 0]], 2)
print("zero vector stored first, k = 1:", zero_first)
print("zero vector stored second, k = 1:", zero_second)
print("two zero vectors first, k = 2:", two_zeros)
db = table([[1, 0], [0, 1]])
db.execute("update v set id = 22 where id = 2")
changed, keys = db.changes(), [key for (key,) in db.execute("select id from v")]
print("rows changed:", changed, "keys afterwards:", keys)
as_stated = (
    zero_first == [(1, None)]
    and [key for key, _ in zero_second] == [3]
    and two_zeros == [(1, None), (2, None)]
    and (changed, keys) == (1, [1, 2])
)
sys.exit(not as_stated)
PY
env/bin/python search.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: sqlite-vec 0.1.9 lets a zero vector push the true neighbour out"
