#!/usr/bin/env bash
# commonmeta-py 0.312, which converts descriptions of scholarly works into one another, makes authors of editors, and
# reads RIS without title and journal.
#
# Guess, written down first: from CSL-JSON, BibTeX and RIS come the authors in their order with particles and suffixes,
# title, journal and date. Noted after a first look: editors stay editors or go.
# Seen: BibTeX is read as guessed. In CSL-JSON an editor becomes the last author, of a chapter as of an article, so that
# the reference names the volume's editor as having written it; "van der Maaten" is Maaten, and "Jr." is gone. In RIS
# the title is looked for in T1 and the journal in T2 only; TI and JO, which Zotero and many publishers write, are
# read as nothing, and the reference is authors and a year. The first is said to be valid. What is written as BibTeX has
# the date of publication as `urldate`, the day somebody looked the page up.
# What it means: works change their authors when they pass through, and chapters look as if the editor had written all
# of them. Compare the number of authors before and after, and see that there is a title.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check commonmeta-py==0.312 2> log || { cat log; exit 1; }
cat > chapter.json <<'JSON'
{"type": "chapter", "id": "https://doi.org/10.1234/abc.5", "DOI": "10.1234/abc.5", "title": "A chapter",
 "author": [{"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
            {"family": "Lee", "given": "Ann", "suffix": "Jr."}],
 "editor": [{"family": "Keller", "given": "Eva"}],
 "container-title": "A volume", "issued": {"date-parts": [[2020, 5]]}}
JSON
printf '%s\r\n' 'TY  - JOUR' 'AU  - Lee, Ann' 'TI  - A title' 'JO  - A journal' 'PY  - 2020' 'DO  - 10.1234/abc.6' 'ER  - ' > a.ris
printf '%s\r\n' 'TY  - JOUR' 'AU  - Lee, Ann' 'T1  - A title' 'T2  - A journal' 'PY  - 2020' 'DO  - 10.1234/abc.6' 'ER  - ' > b.ris
cat > a.bib <<'BIB'
@article{lee, author = {van der Maaten, Laurens and Lee, Ann}, title = {A title}, journal = {A journal},
 year = {2020}, doi = {10.1234/abc.7}}
BIB
cat > read.py <<'PY'
from commonmeta import Metadata


def authors(work: Metadata) -> list[tuple[str, str]]:
    return [(person["person"]["family_name"], *person["roles"]) for person in work.contributors]


chapter = Metadata("chapter.json", via="csl")
by_ti, by_t1 = Metadata("a.ris", via="ris"), Metadata("b.ris", via="ris")
bibtex = Metadata("a.bib", via="bibtex")
written = bibtex.write(to="bibtex").decode()
print(authors(chapter), chapter.is_valid)
print(chapter.write(to="citation").decode())
print(by_ti.title, by_ti.container, by_t1.title, by_t1.container)
print(authors(bibtex), written)
raise SystemExit(
    authors(chapter) != [("Maaten", "Author"), ("Lee", "Author"), ("Keller", "Author")]
    or not chapter.is_valid
    or bool(by_ti.title or by_ti.container)
    or (by_t1.title, by_t1.container["title"]) != ("A title", "A journal")
    or authors(bibtex) != [("van der Maaten", "Author"), ("Lee", "Author")]
    or "urldate = {2020}" not in written
)
PY
env/bin/python -W ignore read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: commonmeta-py 0.312 makes authors of editors"
