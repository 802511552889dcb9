#!/usr/bin/env bash
# bibclean 1.0.0 (2026), "a linter and formatter for BibTeX files", deletes the arXiv number of every preprint and the
# date of every entry of BibLaTeX, in place.
#
# Guess, written down first: a formatter changes the order and the look of fields and reports the rest; comments,
# strings, macros and parts joined by # stay, as the README says; a field that it does not know stays.
# Seen: all of that stays, accents and Russian too. But each type of entry has a list of fields that are kept, and `fix`
# removes the others: of @misc go eprint and archivePrefix, so that a preprint cited by its number has a title, authors
# and a year; of @online goes date, so that it has no year at all. An address goes where there is a DOI, and two
# paragraphs of an abstract become one. `fix` says "Fixed 5 violations" and no more, and keeps no copy; `check` names
# each as "not kept" and "fixable", and does not write.
# What it means: after the hook ran once, a library has no arXiv numbers to find papers by, citations of preprints lead
# nowhere, and entries of BibLaTeX sort without a year. Run `check`, and `fix --ignore strip-field`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check bibclean==1.0.0 2> log || { cat log; exit 1; }
cat > library.bib <<'BIB'
@string{nips = {Advances in Neural Information Processing Systems}}
% read again
@misc{kimi2025, title={Kimi Linear}, author={Team, Kimi and others}, eprint={2510.26690}, archivePrefix={arXiv},
  year={2025}}
@online{notes2025, title={Заметки}, author={Ли, Анна}, date={2025-10-30}, url={https://example.org/notes}}
@inproceedings{vaswani2017, title={Attention}, author={Vaswani, Ashish}, booktitle=nips # { 30}, year=2017,
  doi={10.1000/xyz}, url={https://example.org/attention.pdf}}
BIB
cp library.bib kept.bib
env/bin/bibclean fix --isolated --ignore strip-field kept.bib > said || true
env/bin/bibclean check --isolated library.bib > checked 2>&1 || true
env/bin/bibclean fix --isolated library.bib > said 2>&1 || true
cat checked said library.bib
has() { grep -qF -- "$2" "$1"; }
has library.bib 'nips # { 30}' && has library.bib '% read again' && has library.bib 'Заметки' &&
  ! has library.bib 2510 && ! has library.bib 2025-10-30 && ! has library.bib attention.pdf &&
  [ "$(grep -c year library.bib)" = 2 ] && has kept.bib 2510.26690 && has kept.bib 2025-10-30 &&
  has checked "'eprint' is not kept for @misc" && has said 'Fixed 5 violations' && ! has said eprint \
  || { echo "CHANGED: see above"; exit 1; }
echo "as stated: bibclean 1.0.0 deletes arXiv numbers and dates"
