#!/usr/bin/env bash
# slpp 1.2.3 answers a whole file of Lua data with the word "return", and keeps the escapes within its texts;
# luadata 1.0.5 refuses numbers that are written with an exponent.
#
# Guess, written down first: both give what Lua itself reads: a backslash and a line break (as string.format("%q")
# writes a line break) are a line break, two backslashes are one, comments and `return` before the table are
# passed over.
# Seen: given a file as programs write it (a comment, `return`, a table) slpp returns the text "return" and raises
# nothing. Given the table alone it leaves the backslash before each line break and both of two; only escaped quotes
# are undone. luadata reads texts as Lua does, and raises at -2e-05, as Lua writes small numbers.
# What it means: notes of several lines come out of KOReader's metadata.lua with a backslash at each line's end, and
# places in a PDF (small fractions) cost the whole file. Cut the table out before slpp, undo the escapes after it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q slpp==1.2.3 luadata==1.0.5 lupa==2.6 2> "$work/log" || { cat "$work/log"; exit 1; }
cat > "$work/check.py" <<'PY'
import luadata
from lupa import LuaRuntime
from slpp import slpp

TABLE = r'''{
    ["note"] = "first line\
second \"line\"",
    ["path"] = "c:\\new",
}'''
FILE = f"-- kept by a program\nreturn {TABLE}"
by_lua = dict(LuaRuntime().execute(FILE).items())
print("Lua:    ", by_lua)
print("slpp:   ", slpp.decode(TABLE), "; of the file:", repr(slpp.decode(FILE)))
print("luadata:", luadata.unserialize(FILE))
try:
    small = luadata.unserialize("{ [1] = -2e-05 }")
except Exception as error:
    small = type(error).__name__
print("luadata, -2e-05:", small)
as_stated = (
    by_lua == {"note": 'first line\nsecond "line"', "path": "c:\\new"}
    and slpp.decode(TABLE) == {"note": 'first line\\\nsecond "line"', "path": "c:\\\\new"}
    and slpp.decode(FILE) == "return"
    and luadata.unserialize(FILE) == by_lua
    and small == "Exception"
)
raise SystemExit(0 if as_stated else 1)
PY
"$work/venv/bin/python" "$work/check.py" || { echo "CHANGED: see above"; exit 1; }
echo "as stated: slpp 1.2.3 reads a file as one word and keeps escapes; luadata 1.0.5 refuses an exponent"
