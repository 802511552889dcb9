#!/usr/bin/env bash
# tomotopy 0.14.0 leaves out empty documents, and the number it returns for a document is no index.
#
# Guess, written down first: `add_doc` of a text without words raises or makes an empty document, and what it
# returns is the document's place in `docs`.
# Seen: it returns None and adds nothing, so every later document moves up by one; for the others it returns 1 each
# time. Four texts give three rows of topics, and from the empty text on each row belongs to the text after it.
# What it means: where texts can be empty after stop words are taken out, remember yourself which were added, or
# topics are shown under the wrong titles.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check tomotopy==0.14.0
cat > topics.py <<'PY'
import sys

import tomotopy

texts = [["loss", "rate"], [], ["graph", "edge"], ["token", "mask"]]
model = tomotopy.LDAModel(k=2, seed=1)
returned = [model.add_doc(words) for words in texts]
model.train(10, workers=1)
rows = [[model.vocabs[word] for word in doc.words] for doc in model.docs]
print("returned:", returned)
print("documents:", rows)
sys.exit(not (returned == [1, None, 1, 1] and rows == [["loss", "rate"], ["graph", "edge"], ["token", "mask"]]))
PY
env/bin/python topics.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: tomotopy 0.14.0 skips empty documents and returns no index"
