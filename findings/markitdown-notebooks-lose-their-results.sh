#!/usr/bin/env bash
# markitdown 0.1.9, which turns files into Markdown for language models, leaves out what a notebook's cells printed.
#
# Guess, written down first: the outputs of code cells are kept, at least those that are plain text.
# Seen: of a code cell only the source comes out. What it printed, the value of its last line, a Markdown output and
# the text of an error are all gone, without a word.
# What it means: an index or a summary made from such Markdown knows the code of an experiment and none of its
# results. Read a notebook's outputs from the notebook itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check markitdown==0.1.9
cat > convert.py <<'PY'
import json
import sys

from markitdown import MarkItDown

outputs = [
    {"output_type": "stream", "name": "stdout", "text": ["accuracy 0.83\n"]},
    {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": ["0.91"]}},
    {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": ["**recall** 0.77"]}},
    {"output_type": "error", "ename": "ValueError", "evalue": "seed is missing", "traceback": []},
]
cells = [
    {"cell_type": "markdown", "metadata": {}, "source": ["# Ablation\n"]},
    {"cell_type": "code", "execution_count": 1, "metadata": {}, "source": ["score(model)"], "outputs": outputs},
]
with open("ablation.ipynb", "w", encoding="utf-8") as file:
    json.dump({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, file)
found = MarkItDown().convert("ablation.ipynb").text_content
print(found)
written = all(one in found for one in ("# Ablation", "score(model)"))
results = [one for one in ("0.83", "0.91", "0.77", "seed is missing") if one in found]
sys.exit(0 if written and not results else 1)
PY
venv/bin/python convert.py || { echo "CHANGED: see the Markdown above"; exit 1; }
echo "as stated: markitdown 0.1.9 keeps the source of a notebook's cells and none of their outputs"
