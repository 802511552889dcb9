#!/usr/bin/env bash
# nbib 0.3.2, a reader of PubMed's format: of several languages the last is kept, a DOI that stands in LID is none.
#
# Guess, written down first: fields that the format allows to be repeated (LA, LID) come back as lists, and the DOI is
# found where PubMed writes it, in LID as well as in AID.
# Seen: "LA - eng" and "LA - rus" give the language rus, without a word of the other. A record whose DOI is in LID
# alone has no DOI; written as AID the same line gives it. GR, OT and PT, which may be repeated too, are lists.
# What it means: references brought in through nbib seem to be in another language than their text, and records with
# LID alone cannot be joined to the same work by its DOI.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check nbib==0.3.2 2> log
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import nbib


def read(lines: str) -> dict[str, object]:
    [record] = nbib.read(f"PMID- 1\nTI  - Notes on notes.\n{lines}AB  - Short.\n\n")
    print(repr(lines), "->", record)
    return record


languages = read("LA  - eng\nLA  - rus\n")
by_lid = read("LID - 10.1000/notes.1 [doi]\n")
by_aid = read("AID - 10.1000/notes.1 [doi]\n")
keywords = read("OT  - notes\nOT  - reading\n")
as_stated = (
    languages["language"] == "rus"
    and "doi" not in by_lid
    and by_aid["doi"] == "10.1000/notes.1"
    and keywords["keywords"] == ["notes", "reading"]
)
raise SystemExit(not as_stated)
PY
echo "as stated: nbib 0.3.2 keeps one language and finds no DOI in LID"
