#!/usr/bin/env bash
# pytablewriter 1.2.1, which writes tables as Markdown, CSV, JSON and twenty other formats, makes 1412.69800 of the text
# "1412.6980".
#
# Guess, written down first: a cell that is a text is written as that text; numbers are set in columns.
# Seen: texts that look like numbers become numbers, in all formats, and in Markdown a column of numbers is brought to
# one number of decimals. So an older arXiv number, which has four figures behind the dot, gets a fifth beside newer
# ones and is the number of nothing or of another paper; a column of one, 2510.26690, becomes 2510.2669. "007" is 7,
# "1e5" is 100000 and "true" is True, in CSV and JSON lines, too. What a cell was is told by nothing. `type_hints` of
# "str" keeps the texts of a column.
# What it means: tables of references, hashes or versions in reports and READMEs name other papers, and the links that
# are made of such cells are dead. Give each column of identifiers its type.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pytablewriter==1.2.1 typepy==1.3.5 2> log ||
  { cat log; exit 1; }
cat > write.py <<'PY'
import pytablewriter

ROWS = [["1412.6980", "007", "1e5"], ["2510.26692", "042", "true"]]


def written(kind: type, rows: list[list[str]] = ROWS, **options: object) -> list[str]:
    headers = ["arxiv", "code", "name"][: len(rows[0])]
    lines = kind(headers=headers, value_matrix=rows, **options).dumps().splitlines()
    print(kind.__name__, *lines, sep="\n  ")
    return lines


markdown = written(pytablewriter.MarkdownTableWriter)
alone = written(pytablewriter.MarkdownTableWriter, [["2510.26690"]])
table = written(pytablewriter.CsvTableWriter)
lines = written(pytablewriter.JsonLinesTableWriter)
hinted = written(pytablewriter.CsvTableWriter, type_hints=["str", "str", "str"])
as_stated = (
    markdown[2].replace(" ", "") == "|1412.69800|7|100000|"
    and alone[2].strip("| ") == "2510.2669"
    and table[1:] == ["1412.6980,7,100000", "2510.26692,42,True"]
    and '"arxiv": 1412.698, "code": 7' in lines[0]
    and hinted[1:] == ['"1412.6980","007","1e5"', '"2510.26692","042","true"']
)
raise SystemExit(not as_stated)
PY
env/bin/python write.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: pytablewriter 1.2.1 makes other papers of arXiv numbers"
