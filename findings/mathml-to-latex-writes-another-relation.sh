#!/usr/bin/env bash
# mathml-to-latex 1.8.0, which web clippers turn the formulas of pages into TeX with, writes other relations.
#
# Guess, written down first: fractions, scripts, matrices, accents and letters come out as TeX that sets the same
# formula; only scripts before a base are lost. Noted after a first look: a sign of relation becomes the command of
# this sign, or stays as the sign.
# Seen: the first half holds, scripts before a base too. But "less up to a constant" (U+2272) becomes \leq, "does not
# precede" (U+2280) becomes \preceq, which is nearly its opposite, "less and not equal" (U+2268) becomes \nleqslant,
# "not less or equal"; a disjoint or multiset union (U+228E) becomes \cup; the sign of \gtrsim becomes \geg, which is no
# command. Several arrows and operators (U+219A, U+2240, U+2A1F) vanish. Nothing is logged.
# What it means: bounds in clipped theory papers claim more than the papers do, and the clip does not show it. Where
# the page has its own TeX (alttext, or an annotation, as arXiv's pages have), take that.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts mathml-to-latex@1.8.0 >> log 2>&1
cat > read.cjs <<'JS'
const { MathMLToLaTeX } = require('mathml-to-latex')

const tex = (between) => MathMLToLaTeX.convert(`<math><mi>a</mi>${between}<mi>b</mi></math>`)
const related = (sign) => tex(`<mo>${sign}</mo>`)
const seen = {
  '\u2264': 'a \\leq b',
  '\u2272': 'a \\leq b',
  '\u2273': 'a \\geg b',
  '\u227a': 'a \\prec b',
  '\u227c': 'a \\preceq b',
  '\u2280': 'a \\preceq b',
  '\u2268': 'a \\nleqslant b',
  '\u222a': 'a \\cup b',
  '\u228e': 'a \\cup b',
  '\u219a': 'a b',
  '\u2240': 'a b',
  '\u2a1f': 'a b',
}
let asStated = true
for (const [sign, expected] of Object.entries(seen)) {
  console.log(`U+${sign.charCodeAt(0).toString(16)} ${sign}: ${related(sign)}`)
  asStated &&= related(sign) === expected
}
const power = tex('<mo>=</mo><msup><mfrac><mi>x</mi><mi>y</mi></mfrac><mn>10</mn></msup>')
console.log(power)
process.exit(asStated && power === 'a = \\left(\\frac{x}{y}\\right)^{10} b' ? 0 : 1)
JS
node read.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: mathml-to-latex 1.8.0 writes relations that the page does not have"
