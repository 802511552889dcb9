#!/usr/bin/env bash
# rebiber 1.1.3, which replaces preprints in a .bib file by their published versions, replaces other people's works,
# too.
#
# Guess, written down first: an entry is replaced by what is the same work, by title and author; what is the person's
# own (notes, keywords, files) stays.
# Seen: the title alone is compared, by its letters and figures. "Introduction" by Ann Lee (2001) becomes a workshop
# paper of 1993 by somebody else, "Preface" the preface of a conference, a blog post "Attention is all you need?" the
# paper it asks about. Of an entry that is replaced nothing is left but its key: note, file, keywords and the number of
# the preprint are gone. It prints "Converted" and the old title, and counts.
# What it means: a thesis cites, under its own keys, works that its author never saw, and the library of a person who
# keeps notes in the .bib file has lost them. Work on a copy, and compare authors of both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check rebiber==1.1.3 bibtexparser==1.4.4 2> log || { cat log; exit 1; }
cat > own.bib <<'BIB'
@article{lee, title={Introduction}, author={Lee, Ann}, year={2001}, journal={Notes on Loss}}
@misc{post, title={Attention is all you need?}, author={Lee, Ann}, year={2024}, url={https://site.example/1}}
@misc{bert, title={BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding},
  author={Devlin, Jacob}, year={2018}, eprint={1810.04805}, note={Read again, p. 5}, keywords={nlp}}
@article{own, title={A Title That Nobody Else Has Given}, author={Wu, Bo}, year={2020}, note={Keep}}
BIB
env/bin/rebiber -i own.bib -o new.bib
cat > compare.py <<'PY'
import bibtexparser

with open("new.bib") as file:
    found = {entry["ID"]: entry for entry in bibtexparser.load(file).entries}
for key, entry in found.items():
    print(key, entry["year"], entry["author"].split("\n")[0], sorted(entry))
as_stated = (
    "Steffens" in found["lee"]["author"]
    and found["lee"]["year"] == "1993"
    and "Vaswani" in found["post"]["author"]
    and found["post"]["year"] == "2017"
    and not {"note", "keywords", "eprint"} & set(found["bert"])
    and found["own"]["note"] == "Keep"
)
raise SystemExit(not as_stated)
PY
env/bin/python compare.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: rebiber 1.1.3 replaces works by their namesakes"
