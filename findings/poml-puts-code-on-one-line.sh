#!/usr/bin/env bash
# poml 0.0.8, Microsoft's markup for prompts, puts Python on one line, makes 2510.2669 of an arXiv number, and writes
# nothing for true.
#
# Guess, written down first: what stands in <code> stays as it is, as in HTML's pre, other text may be flowed; a value
# comes into the prompt as it is.
# Seen: signs of Markdown, braces and tags in values are untouched, and tables keep "2510.26690". But the lines of
# <code> are joined with a space, comment and all: "def f(x): return x # twice", in backticks; with inline="false" it
# stands in a fence, and on one line, too. Only whiteSpace="pre" keeps it. A value of several lines in <p> is joined as
# well. <let name="paper">2510.26690</let> is the number 2510.2669 unless its type is given. "strict: {{strict}}" with
# true, and None, leave nothing behind the colon. Nothing is raised.
# What it means: the code that a model is to review is no Python, its comment swallows the rest, and settings that are
# switched on read as not set. Give whiteSpace="pre" to all code, types to all numbers that are names, and texts for
# true and false.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check poml==0.0.8 2> log || { cat log; exit 1; }
cat > render.py <<'PY'
from pathlib import Path

import poml

CODE = "def f(x):\n    # twice\n    return 2 * x"
VALUES = {"strict": True, "limit": None, "count": 0, "text": "*a* {{b}} <c>"}
EXPECTED = {
    f'<code lang="python">{CODE}</code>': "`def f(x): # twice return 2 * x`",
    f'<code lang="python" inline="false">{CODE}</code>': "```python\ndef f(x): # twice return 2 * x\n```",
    f'<code lang="python" inline="false" whiteSpace="pre">{CODE}</code>': f"```python\n{CODE}\n```",
    '<let name="paper">2510.26690</let><p>{{paper}}</p>': "2510.2669",
    '<let name="paper" type="string">2510.26690</let><p>{{paper}}</p>': "2510.26690",
    "<p>strict: {{strict}}, limit: {{limit}}, count: {{count}}</p>": "strict: , limit: , count: 0",
    "<p>{{text}}</p>": "*a* {{b}} <c>",
}
seen = {}
for markup in EXPECTED:
    Path("prompt.poml").write_text(f"<poml>{markup}</poml>", encoding="utf-8")
    seen[markup] = poml.poml("prompt.poml", context=VALUES)[0]["content"]
    print(f"{markup!r}\n   {seen[markup]!r}")
raise SystemExit(seen != EXPECTED)
PY
env/bin/python render.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: poml 0.0.8 puts code on one line"
