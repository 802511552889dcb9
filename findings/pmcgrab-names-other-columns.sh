#!/usr/bin/env bash
# pmcgrab 3.0.1, which makes JSON of articles from PubMed Central for language models, puts the numbers of tables under
# other headings, and leaves columns out.
#
# Guess, written down first: tables come with their headings, spans and footnotes; what is raised stays apart; formulas
# keep their TeX. Noted after a first look: 10^-4^ and display formulas are right, so is the table of one plain head.
# Seen: a heading that is empty, as the first of most tables of results is, is left out of the columns and its cells are
# not, so the model's name stands under A, A's score under B, and B's nowhere. Two headings of one name, "Mean, p, Mean,
# p", keep the last of each; below a heading over two columns the second is lost, and the second line of the head with
# it. A row whose first cell reaches over two rows is there for its first row only. Each row looks whole, and nothing
# counts or reports it. A fraction or a power in MathML is its numbers with a space: "1 2" for ½, "10 6" for 10^6.
# What it means: comparisons of models that are drawn from such JSON are wrong by a column. Take tables from the XML
# itself, or only where the head has one line, and each of its cells a name of its own and no span.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pmcgrab==3.0.1 2> log || { cat log; exit 1; }
cat > grab.py <<'PY'
from pathlib import Path

import pmcgrab

ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<article article-type="research-article"><front>
<journal-meta><journal-title-group><journal-title>Journal of Rates</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmc">PMC123</article-id>
<title-group><article-title>On rates</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Smith</surname><given-names>Ann</given-names></name>
</contrib></contrib-group><pub-date pub-type="epub"><year>2023</year></pub-date></article-meta></front>
<body><sec id="s1"><title>Results</title>
<p>By <inline-formula><mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mn>10</mml:mn>
<mml:mn>6</mml:mn></mml:msup></mml:math></inline-formula> or 10<sup>-4</sup> steps.</p>
<table-wrap id="t1"><label>Table 1</label><table>%s</table></table-wrap></sec></body></article>"""


def row(cells: str, kind: str = "td") -> str:
    return "<tr>" + "".join(f"<{kind}>{cell}</{kind}>" for cell in cells.split(",")) + "</tr>"


def grabbed(head: str, body: str) -> list[dict[str, str]]:
    Path("article.xml").write_text(ARTICLE % f"<thead>{head}</thead><tbody>{body}</tbody>", encoding="utf-8")
    told = pmcgrab.process_single_local_xml("article.xml")
    (table,) = told["assets"]["tables"]
    print(table["columns"], table["rows"])
    grabbed.text = told["paper"]["body"][0]["content"][0]["text"]
    return table["rows"]


plain = grabbed(row("Model,A,B", "th"), row("X,1.5,2.5"))
empty = grabbed(row(",A,B", "th"), row("X,1.5,2.5"))
twice = grabbed(row("Model,Mean,p,Mean,p", "th"), row("X,1.5,.04,2.5,.9"))
spanned = grabbed(
    '<tr><th rowspan="2">Model</th><th colspan="2">Score</th></tr>' + row("A,B", "th"), row("X,1.5,2.5")
)
tall = grabbed(row("Model,Run,A", "th"), '<tr><td rowspan="2">X</td><td>1</td><td>1.5</td></tr>' + row("2,2.5"))
print("text:", grabbed.text)
as_stated = (
    plain == [{"Model": "X", "A": "1.5", "B": "2.5"}]
    and empty == [{"A": "X", "B": "1.5"}]
    and twice == [{"Model": "X", "Mean": "2.5", "p": ".9"}]
    and spanned == [{"Model": "X", "Score": "1.5"}]
    and tall == [{"Model": "X", "Run": "1", "A": "1.5"}]
    and "10 6" in grabbed.text
    and "10^-4^" in grabbed.text
)
raise SystemExit(not as_stated)
PY
env/bin/python grab.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: pmcgrab 3.0.1 names other columns"
