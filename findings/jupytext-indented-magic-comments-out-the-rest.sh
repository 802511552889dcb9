#!/usr/bin/env bash
# jupytext 1.19.6 brings every magic of a notebook back as a comment if one of them is indented and the script has no
# head.
#
# Guess, written down first: magics that were commented for the script are magics again in the notebook, each by itself;
# a script without jupytext's head, which the option notebook_metadata_filter=-all leaves out, is read like one with it.
# Seen: with the head, and without it as long as all magics begin a line, they come back. One indented line, as
# Colab's "if colab:" with "!pip install" beneath it, and all of the file's magics stay comments, "# %matplotlib inline"
# in the first cell too: jupytext then takes the script for one whose magics were never commented. No warning.
# jupytext-rs 0.1.0 does the same.
# What it means: notebooks kept as plain scripts come back without their installs and settings, and cells run with other
# packages or in another folder. Keep the head, or give --opt comment_magics=true on the
# way back.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jupytext==1.19.6 2> log || { cat log; exit 1; }
cat > turn.py <<'PY'
import json
import subprocess
from pathlib import Path

PLAIN = ["%matplotlib inline\nfiles = !ls", "!pip install x"]
INDENTED = ["%matplotlib inline\nfiles = !ls", "if colab:\n    !pip install x"]
COMMENTED = ["# %matplotlib inline\n# files = !ls", "if colab:\n    # !pip install x"]
NO_HEAD = ["--opt", "notebook_metadata_filter=-all"]


def cell(text):
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": text}


def jupytext(*arguments):
    return subprocess.run(["env/bin/jupytext", *arguments], check=False, capture_output=True, text=True)


def turned(cells, *options):
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    book = {"cells": [cell(text) for text in cells], "metadata": kernel, "nbformat": 4, "nbformat_minor": 4}
    Path("book.ipynb").write_text(json.dumps(book))
    jupytext("--to", "py:percent", *options, "book.ipynb", "-o", "book.py")
    back = jupytext("--to", "ipynb", "book.py", "-o", "back.ipynb")
    seen = ["".join(cell["source"]) for cell in json.loads(Path("back.ipynb").read_text())["cells"]]
    print(*options, seen)
    return seen, "warning" in (back.stdout + back.stderr).lower()


as_stated = turned(INDENTED) == (INDENTED, False) and turned(PLAIN, *NO_HEAD) == (PLAIN, False)
raise SystemExit(not as_stated or turned(INDENTED, *NO_HEAD) != (COMMENTED, False))
PY
python3 turn.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: jupytext 1.19.6 leaves all magics comments where one is indented"
