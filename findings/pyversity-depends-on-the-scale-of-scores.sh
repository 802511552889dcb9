#!/usr/bin/env bash
# pyversity 0.2.0 lets near copies stand when the scores are of the size that BM25 gives.
#
# Guess, written down first: relevance and similarity are brought to one scale before MMR weighs them, so that
# `diversity=0.5` means the same whatever the scores are counted in.
# Seen: scores are taken as they come. With cosines (0.9 and below) the two near copies of the best hit make room
# for other works; the same ranking with the scores multiplied by 20 keeps all three copies, in MMR and in MSD. DPP
# chooses alike for both.
# What it means: bring scores into 0 to 1 before diversifying, or the setting does nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyversity==0.2.0
cat > choose.py <<'PY'
import sys

import numpy as np
from pyversity import Strategy, diversify

vectors = np.array([[1, 0, 0], [1, 0.01, 0], [0.99, 0, 0.01], [0, 1, 0], [0, 0, 1]], dtype=float)
cosines = np.array([0.90, 0.89, 0.88, 0.70, 0.60])
chosen = {}
for strategy in (Strategy.MMR, Strategy.MSD, Strategy.DPP):
    for name, scores in (("cosine", cosines), ("times 20", 20 * cosines)):
        found = diversify(embeddings=vectors, scores=scores, k=3, strategy=strategy, diversity=0.5)
        chosen[strategy, name] = [int(i) for i in found.indices]
        print(strategy.name, name, chosen[strategy, name])
as_stated = all(
    chosen[strategy, "cosine"] == [0, 3, 4] and chosen[strategy, "times 20"] == [0, 1, 2]
    for strategy in (Strategy.MMR, Strategy.MSD)
) and chosen[Strategy.DPP, "cosine"] == chosen[Strategy.DPP, "times 20"]
sys.exit(not as_stated)
PY
env/bin/python choose.py || { echo "CHANGED: see the lines above"; exit 1; }
echo "as stated: pyversity 0.2.0 diversifies cosines and not larger scores"
