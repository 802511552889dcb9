#!/usr/bin/env bash
# cffconvert 2.0.0 cites the software where the authors ask to be cited by their paper, and without its version.
#
# Guess, written down first: `preferred-citation` of a CITATION.cff is what comes out as BibTeX, as on GitHub's button
# "Cite this repository"; of the software itself the version is given.
# Seen: BibTeX, RIS, EndNote and the APA line are made of the outer fields, and the paper is named in none of them. The
# version stands in the APA line only, so BibTeX and RIS of two releases differ in nothing but the date. Nothing
# is said of it.
# What it means: a reference taken from a repository by this tool is not the one that its authors and its page give.
# Read `preferred-citation` yourself before converting.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check cffconvert==2.0.0
cat > CITATION.cff <<'CFF'
cff-version: 1.2.0
message: If you use this tool, please cite the paper.
title: The Tool
type: software
version: 1.4.2
date-released: 2026-01-02
authors:
  - family-names: Berg
    given-names: Anna
preferred-citation:
  type: article
  title: The Paper
  journal: Journal of Tools
  year: 2025
  doi: 10.1000/182
  authors:
    - family-names: Berg
      given-names: Anna
CFF
env/bin/cffconvert --validate
changed=0
for format in bibtex ris endnote apalike; do
  env/bin/cffconvert --format $format > out
  echo "$format:"
  cat out
  grep -q "The Tool" out || changed=1
  if grep -q "The Paper" out; then changed=1; fi
  found=no
  if grep -q "1.4.2" out; then found=yes; fi
  [ "$format:$found" = apalike:yes ] || [ "$found" = no ] || changed=1
done
[ $changed = 0 ] || { echo "CHANGED: see above"; exit 1; }
echo "as stated: cffconvert 2.0.0 leaves out the preferred citation"
