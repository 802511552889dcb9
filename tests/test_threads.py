"""How many threads arithmetic takes: asked in a process of its own, as it is settled when NumPy is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys

_ASK = (
    "import json, kb.library, numpy, scipy.linalg; from threadpoolctl import threadpool_info;"
    "print(json.dumps([pool['num_threads'] for pool in threadpool_info() if pool['user_api'] == 'blas']))"
)


def test_short_vectors_are_multiplied_by_one_thread() -> None:
    plain = {key: value for key, value in os.environ.items() if not key.endswith("_NUM_THREADS")}
    told = subprocess.run([sys.executable, "-c", _ASK], env=plain, capture_output=True, text=True, check=True)
    threads = json.loads(told.stdout)
    assert threads
    assert set(threads) == {1}
