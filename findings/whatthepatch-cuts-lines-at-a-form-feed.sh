#!/usr/bin/env bash
# whatthepatch 1.0.7, which agents that write code apply their patches with, cuts off the rest of a line behind a form
# feed or a line separator.
#
# Guess, written down first: a patch's lines end at a newline, as for git and patch, and what stands in a line is the
# line, whatever signs it holds. Noted beside it: a deleted line that begins with "--" is no header, since the header of
# the hunk counts its lines.
# Seen: the second holds. The first does not: the patch is cut by Python's `splitlines`, for which a form feed, U+2028,
# U+0085 and others end a line, too. What follows the sign has no "+" before it and is dropped without a word, so
# `apply_diff` writes the first half of an inserted line. Where the sign stands in a line that is only context, the
# patch is refused as not fitting, though it was made of that very file: form feeds between parts are a custom of GNU
# and of Python's own library, U+2028 comes with texts from word processors and chats. unidiff 1.0.1 reads the same
# lines whole, and so does patch-ng 1.19.1.
# What it means: an agent's edit loses part of a string or of a sentence, and both the patch and the call look right.
# Read patches with unidiff, or refuse those that hold such a sign.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check whatthepatch==1.0.7 unidiff==1.0.1 patch-ng==1.19.1 2> log ||
  { cat log; exit 1; }
cat > apply.py <<'PY'
import patch_ng
import unidiff
import whatthepatch

HEAD = "--- a/note.py\n+++ b/note.py\n"
INSERTED = {"form feed": 'sep = "\f, "', "line separator": "text = 'one\u2028two'", "next line": "# one\x85two"}
as_stated = True
for name, line in INSERTED.items():
    patch = f"{HEAD}@@ -1,2 +1,3 @@\n a = 1\n+{line}\n b = 2\n"
    (diff,) = whatthepatch.parse_patch(patch)
    told = whatthepatch.apply_diff(diff, "a = 1\nb = 2\n")
    by_unidiff = [part.value for hunk in unidiff.PatchSet(patch)[0] for part in hunk if part.is_added]
    by_patch_ng = patch_ng.fromstring(patch.encode()).items[0].hunks[0].text[1].decode()
    print(f"{name}: {line!r} -> {told[1]!r}; unidiff {by_unidiff}, patch-ng {by_patch_ng!r}")
    as_stated &= len(told) == 3 and line.startswith(told[1]) and len(told[1]) < len(line)
    as_stated &= by_unidiff == [line + "\n"] and by_patch_ng == f"+{line}\n"
(diff,) = whatthepatch.parse_patch(f"{HEAD}@@ -1,3 +1,3 @@\n \f# Part two\n a = 1\n-b = 2\n+b = 3\n")
try:
    whatthepatch.apply_diff(diff, "\f# Part two\na = 1\nb = 2\n")
    as_stated = False
except whatthepatch.exceptions.HunkApplyException as fault:
    print("as context:", fault)
(diff,) = whatthepatch.parse_patch(f"{HEAD}@@ -1,2 +1 @@\n--- a comment\n a = 1\n")
as_stated &= whatthepatch.apply_diff(diff, "-- a comment\na = 1\n") == ["a = 1"]
raise SystemExit(not as_stated)
PY
env/bin/python apply.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: whatthepatch 1.0.7 cuts lines at a form feed"
