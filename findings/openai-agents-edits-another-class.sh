#!/usr/bin/env bash
# openai-agents 0.24.0, OpenAI's SDK for agents, applies a patch that names a class to another class when the named one
# is not there.
#
# Guess, written down first: the format is that of Codex, and so are its rules: lines behind @@ must be found, or the
# patch is refused and the model is told; lines that fit in two places change the one below their @@; what is indented
# otherwise is refused, or indented anew.
# Seen: with one @@ line that is found, all holds, and with two of them a missing one raises "Invalid Anchor". But a
# single @@ line that is not found is passed over, and the first place that fits is changed: "@@ class Cache:" in a file
# without it edits class Store. "@@ class B" without its colon is not found either, and edits the class above.
# codex-apply-patch 0.4.0, the tool itself for Python, refuses both. Lines with less indentation are found, and what
# replaces them is put in as it stands, so that the file is no Python any more.
# What it means: a model that names a class from memory changes another one, gets "done" for an answer, and the tests of
# that class fail somewhere else. Check that each line behind @@ stands in the file before applying.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check openai-agents==0.24.0 codex-apply-patch==0.4.0 2> log \
  || { cat log; exit 1; }
cat > patch.py <<'PY'
import ast

from agents import apply_diff
from codex_apply_patch import apply_patch_in_memory

FILE = """class Store:
    def size(self):
        return 1


class Index:
    def size(self):
        return 1
"""
EDIT = "     def size(self):\n-        return 1\n+        return 2\n"


def by_sdk(anchors: str, edit: str = EDIT, text: str = FILE) -> str:
    try:
        return apply_diff(text, anchors + edit)
    except ValueError as error:
        return f"refused: {error}".split("\n")[0]


def by_codex(anchors: str) -> str:
    patch = f"*** Begin Patch\n*** Update File: a.py\n{anchors}{EDIT}*** End Patch\n"
    try:
        return apply_patch_in_memory(patch, {"a.py": FILE}).files["a.py"]
    except RuntimeError as error:
        return f"refused: {error}".split("\n")[0]


def changed(text: str) -> str:
    """The class that was changed, or why none was."""
    return next((part.split(":")[0] for part in text.split("class ") if "return 2" in part), text)


seen = {
    anchors: (changed(by_sdk(anchors)), changed(by_codex(anchors)))
    for anchors in ("@@ class Index:\n", "@@ class Cache:\n", "@@ class Index\n", "@@ class Cache:\n@@ # sizes\n")
}
for anchors, (sdk, codex) in seen.items():
    print(f"{anchors!r:34} SDK: {sdk:28} Codex: {codex}")
nested = by_sdk("@@\n", "-if b:\n-    go()\n+if b:\n+    stop()\n", "if a:\n    if b:\n        go()\n")
print(repr(nested))
try:
    ast.parse(nested)
    broken = False
except IndentationError:
    broken = True
sdk = [answers[0] for answers in seen.values()]
codex = [answers[1] for answers in seen.values()]
as_stated = (
    sdk[:3] == ["Index", "Store", "Store"]
    and sdk[3].startswith("refused: Invalid Anchor")
    and codex[0] == "Index"
    and codex[1].startswith("refused")
    and broken
)
raise SystemExit(not as_stated)
PY
env/bin/python patch.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: openai-agents 0.24.0 edits another class than the patch names"
