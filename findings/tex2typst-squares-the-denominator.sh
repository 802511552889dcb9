#!/usr/bin/env bash
# tex2typst 0.6.2, which editors turn TeX's formulas into Typst's with, squares the denominator where the fraction is
# squared, and makes x to the 23rd of x squared times three.
#
# Guess, written down first: a formula means in Typst what it meant in TeX, or stays unknown so that Typst complains;
# that is so for sums, cases, matrices, \left and \right.
# Seen: those are right. But a fraction is written with a slash and nothing around it, and Typst binds ^, _ and primes
# before the slash: \frac{a}{b}^2, and {\frac{a}{b}}^2 too, become a/b^2, which Typst 0.15.2 sets as a over b squared,
# and \frac{\partial L}{\partial w}_i gives the index to w alone. \dfrac is right. TeX takes one sign as exponent where
# there are no braces, Typst a whole number: x^23 and x_10 are x²3 and x₁0 in TeX, and x to the 23rd and x-ten in Typst.
# What it means: formulas of a paper or a note are other formulas after the move, well set and without a warning. Write
# \left(\frac{a}{b}\right)^2 and x^{2}\,3 before, or \dfrac.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 2> log || { cat log; exit 1; }
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts tex2typst@0.6.2 >> log 2>&1 || { cat log; exit 1; }
cat > convert.mjs <<'JS'
import { tex2typst } from 'tex2typst'

const formulas = [
  '\\left(\\frac{a}{b}\\right)^2', '\\frac{a}{b}^2', '{\\frac{a}{b}}^2', '\\dfrac{a}{b}^2',
  '\\frac{\\partial L}{\\partial w}_i', 'x^23', 'x_10', 'x^{2}3', '\\sum_{i=1}^{n} x_i^2',
]
console.log(JSON.stringify(Object.fromEntries(formulas.map((formula) => [formula, tex2typst(formula)]))))
JS
node convert.mjs > converted.json
cat > compare.py <<'PY'
import json
from pathlib import Path

import typst

converted = json.loads(Path("converted.json").read_text(encoding="utf-8"))
Path("read.typ").write_text("".join(f"#metadata(repr(${formula}$)) <f>\n" for formula in converted.values()))
tree = {}
meanings = json.loads(typst.query("read.typ", "<f>", field="value"))
for (tex, formula), meant in zip(converted.items(), meanings, strict=True):
    tree[tex] = "".join(meant.split())
    print(f"{tex:36} {formula:28} {tree[tex]}")
squared = "frac(num:[a],denom:attach(base:[b],t:[2]))"
as_stated = (
    squared in tree[r"\frac{a}{b}^2"]
    and squared in tree[r"{\frac{a}{b}}^2"]
    and "attach(base:frac(" in tree[r"\dfrac{a}{b}^2"]
    and "attach(base:lr(" in tree[r"\left(\frac{a}{b}\right)^2"]
    and "denom:attach(base:lr(" in tree[r"\frac{\partial L}{\partial w}_i"]
    and "t:[23]" in tree["x^23"]
    and "b:[10]" in tree["x_10"]
    and "t:[2]),[],[3])" in tree["x^{2}3"].replace(",)", ")")
)
raise SystemExit(not as_stated)
PY
env/bin/python compare.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: tex2typst 0.6.2 squares the denominator where the fraction is squared"
