#!/usr/bin/env bash
# telegramify-markdown 1.4.1, which bots write what models answer into Telegram with, makes a/b² of (a/b)², and a done
# task of each open one.
#
# Guess, written down first: a formula in dollar signs becomes signs of Unicode that mean the same, as the README shows,
# or stays TeX; other text is told as it stands, in bold, italics and code.
# Seen: fractions with a sum in them get parentheses, and roots, sums and matrices are readable. But a simple fraction
# is a slash and nothing around it: \frac{a}{b}^2 is a/b², 1/\frac{a}{b} is 1/a/b, \frac{1}{2x} is 1/2x and
# \frac{a}{b}c is a/bc. With whole numbers it is one sign, and right. "- [ ] read" becomes "☑ read", a box with a check,
# beside "✅" for what is done (both can be set). What is in angle brackets is left out: vector<int> is "vector".
# What it means: readers of a channel get another formula than the author or the model wrote, and every plan looks
# finished. Write \left(\frac{a}{b}\right)^2, put types into code, and set the signs of tasks anew.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check telegramify-markdown==1.4.1 2> log || { cat log; exit 1; }
cat > convert.py <<'PY'
import telegramify_markdown

EXPECTED = {
    r"$\frac{a+b}{c}$": "(a+b)/c",
    r"$\frac{1}{2}^n$": "½ⁿ",
    r"$\left(\frac{a}{b}\right)^2$": "(a/b)²",
    r"$\frac{a}{b}^2$": "a/b²",
    r"$1/\frac{a}{b}$": "1/a/b",
    r"$\frac{1}{2x}$": "1/2x",
    r"$\frac{a}{b}c$": "a/bc",
    "- [ ] read\n- [x] written": "☑ read\n✅ written",
    "std::vector<int> x": "std::vector x",
    "`std::vector<int>` x": "std::vector<int> x",
}
seen = {text: telegramify_markdown.convert(text)[0].strip() for text in EXPECTED}
for text, told in seen.items():
    print(f"{text!r:36} {told!r}")
raise SystemExit(seen != EXPECTED)
PY
env/bin/python convert.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: telegramify-markdown 1.4.1 squares the denominator and ticks open tasks"
