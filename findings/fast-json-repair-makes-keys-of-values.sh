#!/usr/bin/env bash
# fast-json-repair 0.2.3, a "drop-in replacement for json_repair" in Rust, makes keys of what stands in values.
#
# Guess, written down first: what json_repair makes whole is made whole alike: quotation marks within a title, a date or
# a version without quotation marks, backslashes of formulas; the differences that the README lists are of speed and of
# numbers without quotation marks.
# Seen: missing commas, brackets, comments and single quotation marks are repaired alike. Of {"title": "The "X" paper"}
# json_repair makes the title; here the title is "The " and there is a new key 'X"' with the value 'paper"'. 2024-01-02
# is the number 2024 and a key "-01" with -2, 3/4 is 3 and a key "/4", 1,000 is 1 and a key "000". "\d+" loses its
# backslash ("d+"), where json_repair keeps it; a thought between tags before the object, as reasoning models write,
# gives a piece of that thought. Nothing is raised.
# What it means: answers of models about papers, full of quoted titles and dates, pass a schema that allows further
# fields, with cut titles and years for days. Stay with json_repair for them, or forbid further fields.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check fast-json-repair==0.2.3 json-repair==0.64.6 2> log ||
  { cat log; exit 1; }
cat > repair.py <<'PY'
import fast_json_repair
import json_repair

EXPECTED = {
    '{"a": [1 2 3], \'b\': True,}': ({"a": [1, 2, 3], "b": True}, {"a": [1, 2, 3], "b": True}),
    '{"title": "The "X" paper"}': ({"title": "The ", 'X"': 'paper"'}, {"title": 'The "X" paper'}),
    '{"day": 2024-01-02}': ({"day": 2024, "-01": -2}, {"day": "2024-01-02"}),
    '{"part": 3/4}': ({"part": 3, "/4": None}, {"part": "3/4"}),
    '{"count": 1,000}': ({"count": 1, "000": None}, {"count": "1,000"}),
    r'{"pattern": "\d+"}': ({"pattern": "d+"}, {"pattern": r"\d+"}),
}
as_stated = True
for text, expected in EXPECTED.items():
    seen = (fast_json_repair.loads(text), json_repair.loads(text))
    print(text, "fast:", seen[0], "json_repair:", seen[1])
    as_stated &= seen == expected
thought = fast_json_repair.loads('<think>{"a": 0}</think>{"b": 1}')
print(thought)
raise SystemExit(not as_stated or thought != '<think>{"a"')
PY
env/bin/python repair.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: fast-json-repair 0.2.3 makes keys of values"
