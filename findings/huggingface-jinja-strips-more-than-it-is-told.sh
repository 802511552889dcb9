#!/usr/bin/env bash
# @huggingface/jinja 0.5.11, which Transformers.js fills chat templates with, writes another prompt than Python's Jinja
# does: the first line of code loses its indentation, None is nothing, and a list of tools is JSON.
#
# Guess, written down first: a template of a model gives the same prompt as jinja2 3.1.6 in the setting of transformers,
# since a model was trained on that text; what is not known raises.
# Seen: filters and methods that are not known do raise. But `strip("\n")` and `lstrip("\n")`, which templates cut the
# line ends around a message or behind "</think>" with, ignore what they are told to strip: "\n    return x" becomes
# "return x", and `rstrip("</s>")` leaves the sign where it stands. True is "true", None is "" and 1.0 is "1"; a list of
# tools that is written without `tojson` comes as JSON, with null for None.
# What it means: a model in the browser is asked something else than the same model was evaluated on in Python, and
# code in an answer of before comes back as code that does not run. Compare the filled texts before comparing scores,
# and write `tojson` wherever a value is no text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jinja2==3.1.6 2> log || { cat log; exit 1; }
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/jinja@0.5.11 >> log 2>&1 || { cat log; exit 1; }
cat > cases.json <<'JSON'
[
  ["{{ text.split('</think>')[-1].lstrip('\\n') }}", {"text": "<think>\nshort\n</think>\n\n    return x\n"}],
  ["{{ text.strip('\\n') }}", {"text": "\n    return x\n"}],
  ["{{ text.rstrip('</s>') }}", {"text": "done</s>"}],
  ["strict: {{ strict }}, limit: {{ limit }}", {"strict": true, "limit": null}],
  ["{{ tools }}", {"tools": [{"name": "search", "limit": null}]}],
  ["{{ tools | tojson }}", {"tools": [{"name": "поиск", "limit": null}]}],
  ["{{ text | trim }}", {"text": "\n  a  "}]
]
JSON
cat > fill.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { Template } from '@huggingface/jinja'

const cases = JSON.parse(readFileSync('cases.json', 'utf8'))
console.log(JSON.stringify(cases.map(([template, values]) => new Template(template).render(values))))
JS
node fill.mjs > browser.json || { echo "CHANGED: it raises"; exit 1; }
cat > compare.py <<'PY'
import json
from pathlib import Path

from jinja2.sandbox import ImmutableSandboxedEnvironment

environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
environment.filters["tojson"] = lambda value: json.dumps(value, ensure_ascii=False)
cases = json.loads(Path("cases.json").read_text(encoding="utf-8"))
browser = json.loads(Path("browser.json").read_text(encoding="utf-8"))
python = [environment.from_string(template).render(values) for template, values in cases]
for (template, _), here, there in zip(cases, python, browser, strict=True):
    print(f"{template}\n  Python  {here!r}\n  browser {there!r}")
as_stated = python == [
    "    return x\n", "    return x", "done", "strict: True, limit: None",
    "[{'name': 'search', 'limit': None}]", '[{"name": "поиск", "limit": null}]', "a",
] and browser == [
    "return x\n", "return x", "done</s>", "strict: true, limit: ",
    '[{"name": "search", "limit": null}]', '[{"name": "поиск", "limit": null}]', "a",
]  # fmt: skip
raise SystemExit(not as_stated)
PY
env/bin/python compare.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: @huggingface/jinja 0.5.11 fills chat templates with other texts"
