#!/usr/bin/env bash
# latex2mathml 3.81.1 writes MathML that no XML parser reads wherever lines of a formula are aligned within it.
#
# Guess, written down first: the formulas of papers, cases and matrices too, come out right. Noted after a first look:
# what it does not know it shows as it was written, and what it returns is XML.
# Seen: `align` and `split` become tables. `aligned`, `alignedat` and `dcases`, of the same package, are not known and
# not refused: the & between columns becomes <mi>&</mi>, unescaped, so that the whole formula is no XML. An unknown
# command is shown as written.
# What it means: an EPUB or a JATS file with one such formula is refused by its readers as a whole; a browser shows a
# stray "&". Parse each formula after it was made, or write `aligned` as `split` first, which has the same columns.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check latex2mathml==3.81.1 2> log || { cat log; exit 1; }
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
from xml.etree import ElementTree

from latex2mathml.converter import convert


def is_xml(environment: str, argument: str = "") -> bool:
    lines = r"a &= b \\ &= c"
    made = convert(rf"\begin{{{environment}}}{argument} {lines} \end{{{environment}}}")
    try:
        ElementTree.fromstring(made)
    except ElementTree.ParseError as fault:
        print(environment, "->", fault, "; holds <mi>&</mi>:", "<mi>&</mi>" in made)
        return False
    print(environment, "-> XML; a table:", "<mtable" in made)
    return True


unknown = convert(r"\unheardof x")
print(unknown)
as_stated = (
    all(is_xml(environment) for environment in ("align", "align*", "split", "cases"))
    and not any([is_xml("aligned"), is_xml("alignedat", "{2}"), is_xml("dcases")])
    and r"<mi>\unheardof</mi>" in unknown
)
raise SystemExit(not as_stated)
PY
echo "as stated: latex2mathml 3.81.1 writes aligned lines as what is no XML"
