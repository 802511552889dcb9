#!/usr/bin/env bash
# rumdl 0.3.0, a formatter of Markdown, makes a heading of a line of tags.
#
# Guess, written down first: `fmt` changes layout (blank lines, marks of lists) and leaves what a note says.
# Seen: a line that begins with a tag ("#attention #нлп") becomes the heading "## attention #нлп", so the note has
# one tag less and one section more; "Is it enough!" loses its sign; where front matter has a title, the first
# heading goes one level down. With `flavor = "obsidian"` the line of tags stays, the rest is the same.
# What it means: set the flavour before formatting a vault. In notes that came through it, a heading of one word
# and more hash signs is a line of tags.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check rumdl==0.3.0
note() {
  cat <<'MD'
---
title: Long inputs
---

# Long inputs

#attention #нлп

Some text.

## Is it enough!

More text.
MD
}
mkdir plain obsidian
note > plain/note.md
note > obsidian/note.md
printf '[global]\nflavor = "obsidian"\n' > obsidian/.rumdl.toml
(cd plain && ../env/bin/rumdl fmt note.md > ../log 2>&1 || true)
(cd obsidian && ../env/bin/rumdl fmt note.md >> ../log 2>&1 || true)
cat plain/note.md
has() { grep -qxF -- "$1" "$2" || { echo "CHANGED: $2 has no line: $1"; exit 1; }; }
has '## attention #нлп' plain/note.md
has '## Long inputs' plain/note.md
grep -qE '^#+ Is it enough$' plain/note.md || { echo "CHANGED: the sign of the heading stays"; exit 1; }
has '#attention #нлп' obsidian/note.md
echo "as stated: rumdl 0.3.0 makes a heading of a line of tags"
