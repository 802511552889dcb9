#!/usr/bin/env bash
# grobid-client-python 0.2.1, GROBID's own client, writes papers as Markdown without their tables, figures, lists and
# notes, and with other authors.
#
# Guess, written down first: what GROBID found in a paper is in the Markdown; layout may be lost. The README says so,
# too: "Preserved Content: All text content with proper section organization". The JSON beside it is called lossy.
# Seen: a table is left out with its caption and note, and so are captions of figures, items of lists and footnotes; the
# mark of a footnote stays and turns "n" into "n1". Of an author with a middle name, A. B. Lee, the middle one goes.
# References lose the place of publication, if it is a conference or a book, the pages' end and the arXiv number. The
# JSON has the tables, but no lists, no footnotes and no conference. Nothing is told.
# What it means: a collection of papers that is searched or given to a model in this form has no results in it, as these
# stand in tables, and a model answers that the paper gives none. Read the TEI itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check grobid-client-python==0.2.1 2> log || { cat log; exit 1; }
cat > paper.tei.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<TEI xml:space="preserve" xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader xml:lang="en"><fileDesc><titleStmt><title level="a" type="main">On attention</title></titleStmt>
<publicationStmt><publisher/><date type="published" when="2025-10-30">30 Oct 2025</date></publicationStmt>
<sourceDesc><biblStruct><analytic><author><persName><forename type="first">Ann</forename>
<forename type="middle">B</forename><surname>Lee</surname></persName></author>
<title level="a" type="main">On attention</title></analytic><monogr><imprint/></monogr></biblStruct></sourceDesc>
</fileDesc><profileDesc><abstract><p>We measure attention.</p></abstract></profileDesc></teiHeader>
<text xml:lang="en"><body>
<div><head n="1">Results</head><p>Attention costs n<ref type="foot" target="#foot_0">1</ref> squared, see
<ref type="table" target="#tab_0">Table 1</ref>. There are two cases:</p>
<list><item>short contexts</item><item>long contexts</item></list>
<formula xml:id="formula_0">L = a + b<label>(1)</label></formula></div>
<figure xml:id="fig_0"><head>Figure 1</head><label>1</label><figDesc>The curve of the loss.</figDesc></figure>
<figure type="table" xml:id="tab_0"><head>Table 1</head><label>1</label><figDesc>Scores of the models.</figDesc>
<table><row><cell>Model</cell><cell>Score</cell></row><row><cell>ours</cell><cell>0.91</cell></row></table>
<note>Higher is better.</note></figure>
<note place="foot" n="1" xml:id="foot_0"><p>The number of tokens.</p></note>
</body><back><div type="references"><listBibl>
<biblStruct xml:id="b0"><analytic><title level="a" type="main">All you need</title><author><persName>
<forename type="first">Noam</forename><surname>Vas</surname></persName></author>
<idno type="arXiv">arXiv:1706.03762</idno></analytic>
<monogr><title level="m">NeurIPS</title><imprint>
<biblScope unit="page" from="5998" to="6008"/>
<date type="published" when="2017">2017</date></imprint></monogr></biblStruct></listBibl></div></back></text></TEI>
XML
cat > convert.py <<'PY'
import json

from grobid_client.format.TEI2LossyJSON import TEI2LossyJSONConverter
from grobid_client.format.TEI2Markdown import TEI2MarkdownConverter

markdown = TEI2MarkdownConverter().convert_tei_file("paper.tei.xml")
lossy = json.dumps(TEI2LossyJSONConverter().convert_tei_file("paper.tei.xml", stream=False), ensure_ascii=False)
print(markdown)
print(lossy)
kept = {
    "text": "There are two cases", "formula": "L = a + b", "reference": "All you need", "table": "0.91",
    "caption": "Scores of the models", "note to the table": "Higher is better", "figure": "curve of the loss",
    "list": "long contexts", "footnote": "number of tokens", "conference": "NeurIPS", "arXiv": "1706.03762",
    "middle name": "Ann B", "glued mark": "n1 squared",
}  # fmt: skip
in_markdown = {what for what, words in kept.items() if words in markdown}
in_json = {what for what, words in kept.items() if words in lossy}
print("Markdown has", sorted(in_markdown), "\nJSON lacks", sorted(set(kept) - in_json))
as_stated = in_markdown == {"text", "formula", "reference", "glued mark"} and set(kept) - in_json == {
    "list", "footnote", "conference", "middle name",
}  # fmt: skip
raise SystemExit(not as_stated)
PY
env/bin/python convert.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: the Markdown of grobid-client-python 0.2.1 has no tables, lists or notes"
