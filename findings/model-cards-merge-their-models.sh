#!/usr/bin/env bash
# huggingface_hub 2.4.0 gives the results of all models of a card to the last one, when the card is read and written.
#
# Guess, written down first: a card whose `model-index` names two models (a family in one repository) comes back with
# both when it is loaded and saved; only layout and order may differ.
# Seen: the results go into one list without their model's name, and the name that came last is written above all of
# them: "large" now has the accuracies 0.7 and 0.9, and "small" is gone. Nothing is raised.
# What it means: a tool that adds a tag to cards changes who reached which figure. Before saving, compare the names in
# the YAML of `model-index` with `data.model_name`; edit the YAML itself where there are several.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check huggingface_hub==2.4.0
cat > card.md <<'MD'
---
license: mit
model-index:
- name: small
  results:
  - task: {type: text-classification}
    dataset: {name: Reviews, type: reviews}
    metrics: [{type: accuracy, value: 0.7}]
- name: large
  results:
  - task: {type: text-classification}
    dataset: {name: Reviews, type: reviews}
    metrics: [{type: accuracy, value: 0.9}]
---
# Two models
MD
cat > save.py <<'PY'
from huggingface_hub import ModelCard

card = ModelCard.load("card.md")
card.save("saved.md")
again = ModelCard.load("saved.md")
index = again.data.to_dict()["model-index"]
seen = [
    (model["name"], [metric["value"] for result in model["results"] for metric in result["metrics"]])
    for model in index
]
print("written: [('small', [0.7]), ('large', [0.9])]")
print("read and saved:", seen)
raise SystemExit(seen != [("large", [0.7, 0.9])])
PY
env/bin/python save.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: huggingface_hub 2.4.0 makes one model of two"
