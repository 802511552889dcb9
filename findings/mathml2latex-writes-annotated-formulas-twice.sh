#!/usr/bin/env bash
# mathml2latex 1.1.3 writes a formula that carries its own TeX twice: x² becomes "x^{2}x^2", a product.
#
# Guess, written down first: of <semantics> the presentation is converted and the annotation left out, or taken as it
# is, being TeX already; a name of several letters stays one name; accents are accents.
# Seen: fractions, roots, sums, fences and matrices are right. The annotation, which KaTeX, arXiv's HTML and Pandoc
# write beside every formula, is appended as text: "x^{2}x^2", and of other kinds of annotation the raw letters. The
# name softmax is "soft\max", argmin "\arg \min"; a hat is a superscript, "x\limits^{^}"; the double-struck R is R.
# Nothing is thrown.
# What it means: formulas collected from papers on the web are squared or multiplied by themselves and still compile;
# what an evaluation compares, or a reader copies, is another claim. Where there is an annotation of TeX, take it, and
# remove annotations before converting.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts mathml2latex@1.1.3 >> log 2>&1
cat > convert.cjs <<'JS'
const { convert } = require('mathml2latex')

const SQUARE = '<msup><mi>x</mi><mn>2</mn></msup>'
const TEX = '<annotation encoding="application/x-tex">x^2</annotation>'
const EXPECTED = {
  [SQUARE]: 'x^{2}',
  '<mfrac><mi>a</mi><mi>b</mi></mfrac>': '\\frac{a}{b}',
  [`<semantics><mrow>${SQUARE}</mrow>${TEX}</semantics>`]: 'x^{2}x^2',
  '<semantics><mi>x</mi><annotation encoding="text/plain">an x</annotation></semantics>': 'xan x',
  '<mi>softmax</mi>': 'soft\\max',
  '<mi>argmin</mi>': '\\arg \\min',
  '<mover><mi>x</mi><mo>^</mo></mover>': 'x\\limits^{^}',
  '<mi mathvariant="double-struck">R</mi>': 'R'
}
let asStated = true
for (const [formula, expected] of Object.entries(EXPECTED)) {
  const seen = convert(`<math>${formula}</math>`).trim()
  console.log(formula, '->', seen)
  asStated = asStated && seen === expected
}
process.exit(asStated ? 0 : 1)
JS
node convert.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: mathml2latex 1.1.3 writes annotated formulas twice"
