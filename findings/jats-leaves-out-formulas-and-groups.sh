#!/usr/bin/env bash
# jats 0.2.2, which turns articles in JATS, the XML of PubMed Central and many journals, into Markdown, leaves out each
# formula that stands by itself, and makes 106 of ten to the sixth.
#
# Guess, written down first: raised and lowered signs stay apart from the line (<sup>, ^ or Unicode), formulas in TeX
# are kept as TeX, lists, quotations and code as such, and the authors as in the article.
# Seen: a formula within a line is kept as $...$; one that is displayed is gone with its number, and so are quotations,
# code, lines of verse and definitions. 5×10<sup>6</sup> is 5×106, 10<sup>-4</sup> is 10-4, and 1.5 with a note a is
# "1.5a". A list that stands by itself is gone, the points of one within a paragraph are one word, "onetwo". A group
# that is an author is left out, so an article by a group has none. The headings of an abstract are glued to what is
# beside them. litdown 0.7.0 gives all of this right from the same file.
# What it means: a methods section without its equations, and rates off by powers of ten, go into indexes and prompts,
# and read well. Take litdown, or compare the number of <disp-formula> with what came out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jats==0.2.2 litdown==0.7.0 2> log || { cat log; exit 1; }
cat > article.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article"><front>
<journal-meta><journal-title-group><journal-title>Journal of Rates</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="doi">10.1000/rates</article-id>
<title-group><article-title>On rates</article-title></title-group>
<contrib-group><contrib contrib-type="author"><collab>The Rates Group</collab></contrib></contrib-group>
<pub-date pub-type="epub"><day>3</day><month>5</month><year>2023</year></pub-date>
<abstract><sec><title>Aims</title><p>It is short.</p></sec><sec><title>Results</title><p>It is.</p></sec></abstract>
</article-meta></front><body><sec id="s1"><title>Methods</title>
<p>Of 5×10<sup>6</sup> cells, a rate of 10<sup>-4</sup> with <inline-formula><tex-math>x_0</tex-math></inline-formula>.</p>
<disp-formula id="e1"><label>(1)</label><tex-math>E = mc^2</tex-math></disp-formula>
<p>In this order:</p><list list-type="order"><list-item><p>first</p></list-item></list>
<p>Or: <list list-type="order"><list-item><p>one</p></list-item><list-item><p>two</p></list-item></list></p>
<disp-quote><p>Nobody knows.</p></disp-quote>
<code language="python">rate = 1 / count</code>
<def-list><def-item><term>LLM</term><def><p>a large model</p></def></def-item></def-list>
</sec></body></article>
XML
env/bin/jats convert article.xml > by-jats.md
env/bin/litdown article.xml > by-litdown.md
cat by-jats.md
cat > compare.py <<'PY'
from pathlib import Path

jats, litdown = (Path(f"by-{name}.md").read_text(encoding="utf-8") for name in ("jats", "litdown"))
kept = ("x_0", "5×10<sup>6</sup>", "10<sup>-4</sup>", "E = mc^2", "first", "Nobody knows.", "1 / count", "a large model")
as_stated = all(part in litdown for part in (*kept, "The Rates Group"))
print("left out:", [part for part in (*kept, "The Rates Group") if part not in jats])
as_stated &= [part for part in kept if part in jats] == ["x_0"] and "The Rates Group" not in jats
as_stated &= all(part in jats for part in ("5×106 cells", "rate of 10-4", "Or: onetwo", "short.Results"))
raise SystemExit(not as_stated)
PY
env/bin/python compare.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: jats 0.2.2 leaves out formulas and groups"
