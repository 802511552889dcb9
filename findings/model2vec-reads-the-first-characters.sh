#!/usr/bin/env bash
# model2vec 0.10.0 cuts a text by characters before it counts tokens.
#
# Guess, written down first: `encode` reads the first 512 tokens (its max_length) of a text.
# Seen: it reads the first 512 x m characters, m being the median length of the vocabulary's entries. Where the
# tokens of a text are longer than that median, fewer than 512 are read: of the 301 words here the last, the only
# one that differs, has no weight at all.
# What it means: the end of a long text is missing from its vector though it has few enough tokens. Cut texts
# yourself, and pass `max_length=None`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check model2vec==0.10.0
cat > encode.py <<'PY'
import sys

import numpy as np
from model2vec import StaticModel
from tokenizers import Tokenizer, models, pre_tokenizers

words = ["[UNK]", "a", "the", "cat", "dog", "нейросеть"]
tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
model = StaticModel(vectors=np.eye(len(words), dtype=np.float32), tokenizer=tokenizer)

text = "нейросеть " * 300 + "cat"
tokens = len(tokenizer.encode(text).ids)
cut, whole = model.encode(text), model.encode(text, max_length=None)
print("tokens:", tokens, "characters:", len(text), "median length:", model.median_token_length)
print("weight of the last word, by default:", cut[3], "with max_length=None:", whole[3])
sys.exit(not (tokens == 301 and cut[3] == 0 and whole[3] > 0))
PY
env/bin/python encode.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: model2vec 0.10.0 leaves out the end of a text of 301 tokens"
