#!/usr/bin/env bash
# jira2md 3.0.1 and markdown-to-mrkdwn 0.3.3, which bring notes to Jira and Slack and back, change code and products.
#
# Guess, written down first: marks become the other language's marks; code, addresses and signs that are no marks stay.
# Seen: both replace signs in pairs wherever they stand. In markdown-to-mrkdwn "5 * 3 * 2" is "5 _ 3 _ 2", which is no
# emphasis in Markdown, "C* and D* algebras" "C_ and D_ algebras", the address https://site.example/a*b*c another one,
# and `a **b**` within backticks `a *b*`; fenced code stays. jira2md changes fenced code, too: a comment "# setup" is
# the heading "h1. setup" in Jira, and from Jira `x = a[1] * b` comes as `x = a<1> * b`; snake_case_name becomes
# snake*case*name, "C+ and D+" an insertion. Nothing is logged.
# What it means: commands copied from such a ticket or message fail or do something else, and formulas lose their
# products. Put code where it is sent as a file, or use a converter that parses (slackify-markdown 5.0.0 leaves all but
# 2*3*4, which is emphasis).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts jira2md@3.0.1 >> log 2>&1
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check markdown-to-mrkdwn==0.3.3 2> log || { cat log; exit 1; }
cat > jira.cjs <<'JS'
const { to_jira, to_markdown } = require('jira2md')

const same = (found, expected) => (console.log(JSON.stringify(found)), found === expected)
const asStated = [
  same(to_jira('```py\n# setup\nx = 1\n```'), '{code:py}\nh1. setup\nx = 1\n{code}'),
  same(to_jira('5 * 3 and 2*3*4'), '5 * 3 and 2_3_4'),
  same(to_markdown('{code:python}\nx = a[1] * b\n{code}'), '```python\nx = a<1> * b\n```'),
  same(to_markdown('snake_case_name'), 'snake*case*name'),
  same(to_markdown('C+ and D+'), 'C<ins> and D</ins>'),
]
process.exit(asStated.every(Boolean) ? 0 : 1)
JS
cat > slack.py <<'PY'
from markdown_to_mrkdwn import SlackMarkdownConverter

EXPECTED = {
    "5 * 3 * 2 = 30": "5 _ 3 _ 2 = 30",
    "C* and D* algebras": "C_ and D_ algebras",
    "https://site.example/a*b*c": "https://site.example/a_b_c",
    "`a **b**`": "`a *b*`",
    "```py\nx = a ** b ** c\n```": "```py\nx = a ** b ** c\n```",
}
found = {text: SlackMarkdownConverter().convert(text) for text in EXPECTED}
print(found)
raise SystemExit(found != EXPECTED)
PY
node jira.cjs && env/bin/python slack.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: jira2md 3.0.1 and markdown-to-mrkdwn 0.3.3 change code and products"
