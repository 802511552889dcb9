#!/usr/bin/env bash
# safetensors 0.8.0, the format of model weights, saves other numbers than a NumPy array holds when the array is a part
# or a transpose of another one; 0.7.0 did not.
#
# Guess, written down first: an array comes back equal, a transposed one, too. Noted after a first look: or it is
# refused, as tensors of torch that do not lie in one piece are.
# Seen: `safetensors.numpy.save_file` and `save` write what lies in memory from the array's first number on, under the
# array's shape. The first two of three dimensions of vectors, `vectors[:, :2]`, come back as the first four numbers of
# the table; a transpose, and whatever is in Fortran's order, as components of scikit-learn's PCA are, with its numbers
# in another order. Shape and type are right, and nothing is raised or warned of. 0.7.0 gave all of them back equal. The
# docstring asks for "contiguous and dense" tensors in both releases; the project was told in August 2026. Arrays of
# big-endian numbers are copied first, and come back right.
# What it means: embeddings that were cut to fewer dimensions, or turned by a PCA, are noise after a save and a load,
# and a search over them answers as if it worked. Pass `numpy.ascontiguousarray(array)`, and compare once after saving.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > save.py <<'PY'
import sys

import numpy as np
import safetensors
from safetensors.numpy import load_file, save_file

vectors = np.arange(6, dtype=np.float32).reshape(2, 3)
arrays = {
    "whole": vectors,
    "cut": vectors[:, :2],
    "transposed": vectors.T,
    "Fortran": np.asfortranarray(vectors),
    "big-endian": vectors.astype(">f4"),
    "made contiguous": np.ascontiguousarray(vectors[:, :2]),
}
save_file(arrays, "vectors.safetensors")
loaded = load_file("vectors.safetensors")
for name, array in arrays.items():
    print(safetensors.__version__, name, array.tolist(), "->", loaded[name].tolist())
equal = [name for name, array in arrays.items() if np.array_equal(array, loaded[name])]
expected = list(arrays) if sys.argv[1] == "before" else ["whole", "big-endian", "made contiguous"]
raise SystemExit(equal != expected or any(loaded[name].shape != array.shape for name, array in arrays.items()))
PY
for release in before:0.7.0 now:0.8.0; do
  python3 -m venv env
  env/bin/pip install --quiet --disable-pip-version-check "safetensors==${release#*:}" numpy==2.4.6 2> log ||
    { cat log; exit 1; }
  env/bin/python save.py "${release%:*}" || { echo "CHANGED: see above"; exit 1; }
done
echo "as stated: safetensors 0.8.0 saves other vectors than NumPy shows"
