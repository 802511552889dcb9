#!/usr/bin/env bash
# obsidiantools 0.11.0 makes "deep-" of the tag #deep-learning, and finds none in Russian or in front matter.
#
# Guess, written down first: the tags of a note are those that Obsidian shows: #words of letters in any script, with
# hyphens and underscores, and the list `tags` of the front matter.
# Seen: behind a hyphen only digits are read: #deep-learning is "deep-", #a_b-c is "a_b-", #gpt-4 is whole. #нейросети
# gives nothing, #ml-обзор gives "ml-". Of a note whose tags stand in its front matter `get_tags` is empty (they are in
# `get_front_matter`).
# What it means: counts and maps of tags hold fragments that no note has, #deep-learning and #deep-fakes are one, and a
# vault that is tagged by properties or in Russian looks untagged. Join both sources, and read what follows # yourself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check obsidiantools==0.11.0
cat > tags.py <<'PY'
from pathlib import Path

import obsidiantools.api as obsidian

NOTES = {
    "russian": ("#нейросети и внимание", []),
    "mixed": ("#ml-обзор", ["ml-"]),
    "short": ("#a_b-c", ["a_b-"]),
    "english": ("#deep-learning #llm #gpt-4", ["deep-", "llm", "gpt-4"]),
    "front": ("---\ntags: [rag, search]\n---\nText.", []),
}
folder = Path("vault")
folder.mkdir()
for name, (text, _) in NOTES.items():
    (folder / f"{name}.md").write_text(text + "\n", encoding="utf-8")
vault = obsidian.Vault(folder.resolve()).connect().gather()
changed = False
for name, (text, expected) in NOTES.items():
    seen = vault.get_tags(name)
    print(repr(text), "->", seen)
    changed |= seen != expected
raise SystemExit(changed)
PY
env/bin/python tags.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: obsidiantools 0.11.0 cuts tags and misses those of front matter"
