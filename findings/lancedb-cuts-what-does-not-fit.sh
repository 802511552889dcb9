#!/usr/bin/env bash
# lancedb 0.40.0 refuses some values that do not fit a column and changes others in silence.
#
# Expected, noted after a first look at 7.9: a value that does not fit a column's type raises, as in Arrow, which
# LanceDB is built on, and a vector with a number that is none is refused.
# Seen: 300 for a column of 8 bits raises, and so do a word for a number and a vector with NaN. But 7.9 is stored as 7
# and -7.9 as -7; a single text for a list of tags is a list of it; seconds since 1970 for a moment are taken as
# microseconds, so that all of 2025 is within the first half hour of 1970; a vector with 1e300 is stored as infinite.
# Arrow itself raises for 7.9.
# What it means: scores written into a column that was made from a first row of whole numbers lose their fraction
# (the column's type is that of the first rows), and nothing tells. Give a schema, and check it before adding.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check lancedb==0.40.0 pyarrow==26.0.1 2> log || { cat log; exit 1; }
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import datetime

import lancedb
import pyarrow

database = lancedb.connect("library")
made_of_first = database.create_table("scores", [{"id": "a", "score": 8}])
made_of_first.add([{"id": "b", "score": 7.9}])
scores = [row["score"] for row in made_of_first.search().to_list()]
print("scores 8 and 7.9:", scores)
columns = {
    "small": pyarrow.int8(),
    "count": pyarrow.int64(),
    "tags": pyarrow.list_(pyarrow.string()),
    "moment": pyarrow.timestamp("us"),
    "vector": pyarrow.list_(pyarrow.float32(), 2),
}
table = database.create_table("papers", schema=pyarrow.schema(list(columns.items())))


def stored(column: str, value: object) -> object:
    """What of the value is in the table, or None where it was refused."""
    before = table.count_rows()
    try:
        table.add([{column: value}])
    except (ValueError, RuntimeError) as fault:
        print(column, value, "raises", str(fault)[:60])
        return None
    told = table.search().limit(before + 1).to_list()[-1][column]
    print(column, value, "->", told)
    return told


try:
    pyarrow.array([7.9]).cast(pyarrow.int64())
    arrow_refuses = False
except pyarrow.ArrowInvalid:
    arrow_refuses = True
as_stated = (
    sorted(scores) == [7, 8]
    and arrow_refuses
    and stored("small", 300) is stored("count", "many") is stored("vector", [float("nan"), 1.0]) is None
    and (stored("count", 7.9), stored("count", -7.9)) == (7, -7)
    and stored("tags", "retrieval") == ["retrieval"]
    and stored("moment", 1764460800).date() == datetime.date(1970, 1, 1)
    and stored("vector", [1e300, 1.0]) == [float("inf"), 1.0]
)
raise SystemExit(not as_stated)
PY
echo "as stated: lancedb 0.40.0 stores 7.9 as 7 where 8 came first"
