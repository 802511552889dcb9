#!/usr/bin/env bash
# marimo 0.25.2, asked to convert a Jupyter notebook, makes one in which functions go on with the first value of a
# setting that was changed since.
#
# Guess, written down first: a notebook that gives a name a second value prints after the conversion what it printed
# before. Noted after a first look: names with an underscore, which marimo keeps to their cell, are renamed.
# Seen: neither. A name that gets a second value is another name from there on (`rate_1`), in the cells below it. A
# function is above: it keeps the name it was written with. So "rate = 0.1", a function that uses `rate`, "rate = 0.01"
# and a call print 0.01 in Jupyter and 0.1 after `marimo convert`, which says only that it saved the notebook. A name
# with an underscore is not renamed, and the cell that uses it raises.
# What it means: a second experiment is run with the settings of the first, and gives its figures under the heading of
# the second. After converting look for names that end in _1, and pass to functions what they use.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check marimo==0.25.2 2> log || { cat log; exit 1; }
cat > run.py <<'PY'
import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path

CELLS = [
    "rate = 0.1",
    "def trained():\n    return f'trained at {rate}'",
    "print(trained())",
    "rate = 0.01",
    "print(trained())",
]


def converted(*cells: str) -> str:
    kept = [
        {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": cell} for cell in cells
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": kept}
    Path("run.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    command = [sys.executable, "-m", "marimo", "-y", "convert", "run.ipynb", "-o", "converted.py"]
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())
    return Path("converted.py").read_text(encoding="utf-8")


def printed() -> tuple[list[str], int]:
    run = subprocess.run([sys.executable, "converted.py"], capture_output=True, text=True)
    return run.stdout.splitlines(), run.returncode


jupyter = io.StringIO()
with contextlib.redirect_stdout(jupyter):
    names: dict[str, object] = {}
    for cell in CELLS:
        exec(cell, names)
source = converted(*CELLS)
in_marimo, code = printed()
print("cell by cell, as Jupyter:", jupyter.getvalue().splitlines())
print("after marimo convert:", in_marimo)
as_stated = jupyter.getvalue().splitlines() == ["trained at 0.1", "trained at 0.01"]
as_stated &= in_marimo == ["trained at 0.1", "trained at 0.1"] and code == 0 and "rate_1 = 0.01" in source
converted("_rate = 0.1", "print(_rate)")
underscore, code = printed()
print("with an underscore:", underscore, "exit", code)
as_stated &= not underscore and code != 0
raise SystemExit(not as_stated)
PY
env/bin/python run.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: marimo 0.25.2 runs later calls with the first setting"
