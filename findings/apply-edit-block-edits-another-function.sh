#!/usr/bin/env bash
# apply-edit-block 0.1.0, which applies the SEARCH/REPLACE blocks of code agents, edits a function that the block does
# not quote.
#
# Guess, written down first: an exact text that stands twice is refused, as Claude's editing tool does; without an
# exact one the most similar place is taken, if it is similar enough (0.85).
# Seen: of two exact places the first is changed without a word, also inside a longer name ("lr" in "lr_decay").
# Before similarity comes the strategy "anchor", which compares the first and the last line alone and takes the
# first place of about that length. So a block that quotes a later function with one misspelt line replaces the body of
# an earlier one that begins and ends alike, though the right place has the similarity 0.8: ok is True. The README
# describes the strategy, for "an interior line paraphrased", not that the best place is passed over.
# What it means: agents misquote lines all the time; blocks that begin with "try:" or "with open(path) as f:" and end
# with "return x" land in the wrong function, and the program may still run. Take only edits whose strategy is "exact",
# "trailing-ws" or "indent", and count the search text before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check apply-edit-block==0.1.0 2> log || { cat log; exit 1; }
cat > edit.py <<'PY'
from apply_edit_block import apply_edit, similarity

BODY = "    with open(path) as f:\n        {}\n        {}\n        {}\n    return found\n"
SETTINGS = BODY.format("check(f)", "found = parse(f)", "log(found)")
PAPERS = BODY.format("skip(f, 2)", "found = rows(f)", "sort(found)")
MODULE = f"def settings(path):\n{SETTINGS}\n\ndef papers(path):\n{PAPERS}"
QUOTED = PAPERS.replace("skip(f, 2)", "skip(f, lines=2)")
edit = apply_edit(MODULE, {"search": QUOTED, "replace": "    return []\n"})
print(edit.text)
likeness = round(similarity(QUOTED, PAPERS), 2), round(similarity(QUOTED, SETTINGS), 2)
print(edit.ok, edit.strategy, "the quoted function, the edited one:", likeness)
twice = apply_edit("lr_decay = 0.1\nlr = 1\n", {"search": "lr", "replace": "rate"})
print(twice.ok, twice.strategy, repr(twice.text))
settings_gone = SETTINGS not in edit.text and PAPERS in edit.text
as_stated = edit.ok and edit.strategy == "anchor" and settings_gone and likeness[0] > likeness[1]
raise SystemExit(not as_stated or not twice.ok or twice.text != "rate_decay = 0.1\nlr = 1\n")
PY
env/bin/python edit.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: apply-edit-block 0.1.0 edits another function"
