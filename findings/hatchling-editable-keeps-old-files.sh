#!/usr/bin/env bash
# hatchling 1.33.0: an editable install copies what is force-included, and goes on serving the copy.
#
# Guess, written down first: after `pip install -e .` every file of the package is read from the working folder, so
# an edit is seen at once.
# Seen: a file that `force-include` brings into the package from elsewhere is copied to site-packages once. The
# package itself comes from the working folder; the copy beside it stays as it was when the file is edited.
# What it means: a program that carries its app script or its templates this way must not be tried by an editable
# install; install again, or read such files from the working folder where there is one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
mkdir -p project/tool
cd project
echo '"""A package."""' > tool/__init__.py
echo "first" > page.txt
cat > pyproject.toml <<'TOML'
[build-system]
requires = ["hatchling==1.33.0"]
build-backend = "hatchling.build"

[project]
name = "tool"
version = "1"

[tool.hatch.build.targets.wheel]
packages = ["tool"]

[tool.hatch.build.targets.wheel.force-include]
"page.txt" = "tool/page.txt"
TOML
../env/bin/pip install --quiet --disable-pip-version-check --editable .
echo "second" > page.txt
cat > ../look.py <<'PY'
import sys
import sysconfig
from pathlib import Path

import tool

copied = Path(sysconfig.get_path("purelib"), "tool", "page.txt")
package = Path(tool.__file__).parent
print("package in the working folder:", package == Path(sys.argv[1], "tool").resolve())
print("beside the package:", (package / "page.txt").exists())
print("copy in site-packages:", copied.read_text().strip() if copied.exists() else "none")
as_stated = not (package / "page.txt").exists() and copied.exists() and copied.read_text().strip() == "first"
sys.exit(not as_stated)
PY
cd ..
env/bin/python look.py "$work/project" || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: hatchling 1.33.0 leaves a copy that edits do not reach"
