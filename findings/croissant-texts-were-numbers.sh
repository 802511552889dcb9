#!/usr/bin/env bash
# mlcroissant 1.1.1, MLCommons' reader of Croissant, gives columns that are declared as text back as numbers in words.
#
# Guess, written down first: what the metadata declares as sc:Text comes as it stands in the CSV file ("007", "NA",
# the number of a paper). Noted after a first look: integers beside a gap stay themselves, and what is no Boolean is
# refused.
# Seen: the file is read by guessing first, and the guess is turned into the declared type afterwards. So the arXiv
# number 2510.26690 is "2510.2669", 0704.0010 is "704.001" and 007 is "7", or "7.0" if another row is empty; the texts
# NA, None and null are nothing; a large integer beside an empty row is rounded; "no" declared as Boolean is true. One
# value that is no number ("1706.03762v2") keeps the whole column as it was. Nothing is raised or logged.
# What it means: keys of papers that were published with a description of their type do not fit their papers any
# more. Read the file itself where a column holds keys, or see that such a column has a letter in it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check mlcroissant==1.1.1 pandas==3.1.1 2> log || { cat log; exit 1; }
cat > read.py <<'PY'
import hashlib
import json
from pathlib import Path

import mlcroissant as mlc


def read(declared: mlc.DataType, values: list[str]) -> list[object]:
    """A column of this type beside a column of row numbers, written as CSV, described and read."""
    table = "row,value\n" + "".join(f"{row},{value}\n" for row, value in enumerate(values))
    Path("table.csv").write_text(table)
    digest = hashlib.sha256(table.encode()).hexdigest()
    file = mlc.FileObject(
        id="table.csv", name="table.csv", content_url="table.csv", encoding_formats=["text/csv"], sha256=digest
    )
    fields = [
        mlc.Field(
            id=f"rows/{name}",
            name=f"rows/{name}",
            data_types=[kind],
            source=mlc.Source(file_object="table.csv", extract=mlc.Extract(column=name)),
        )
        for name, kind in (("row", mlc.DataType.INTEGER), ("value", declared))
    ]
    described = mlc.Metadata(
        name="papers",
        url="https://site.example",
        distribution=[file],
        record_sets=[mlc.RecordSet(id="rows", name="rows", fields=fields)],
    )
    Path("described.json").write_text(json.dumps(described.to_json(), default=str))
    told = [record["rows/value"] for record in mlc.Dataset("described.json").records("rows")]
    print(declared, values, "->", told)
    return told


TEXT, INTEGER, BOOLEAN = mlc.DataType.TEXT, mlc.DataType.INTEGER, mlc.DataType.BOOL
as_stated = (
    read(TEXT, ["1706.03762", "2510.26690", "0704.0010"]) == [b"1706.03762", b"2510.2669", b"704.001"]
    and read(TEXT, ["007", "012"]) == [b"7", b"12"]
    and read(TEXT, ["007", ""]) == [b"7.0", None]
    and read(TEXT, ["1706.03762v2", "2510.26690"]) == [b"1706.03762v2", b"2510.26690"]
    and read(TEXT, ["NA", "None", "null", "word"]) == [None, None, None, b"word"]
    and read(INTEGER, ["12345678901234567", ""]) == [12345678901234568, None]
    and read(BOOLEAN, ["yes", "no"]) == [True, True]
)
raise SystemExit(not as_stated)
PY
env/bin/python -W ignore read.py 2> log || { cat log; echo "CHANGED: see above"; exit 1; }
echo "as stated: mlcroissant 1.1.1 changes texts that look like numbers"
