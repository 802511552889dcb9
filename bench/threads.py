"""What a second thread of BLAS brings to vectors as short as a library's, on idle cores and on busy ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.measuring import Table, busy_cores
from kb.settings import PROJECT_ROOT

_BEGIN_S = 1.0
"""Within so long an interpreter is at work."""

_WORK = """
import json, sys
import numpy as np
from bench.measuring import milliseconds
from kb.embedding.unit import unit_rows
from kb.vectors.item_vectors import ItemVectors
from kb.vectors.whitening import whiten

told = {}
for count in (3_000, 20_000):
    rows = unit_rows(np.random.default_rng(0).standard_normal((count, 384)).astype(np.float32))
    items = ItemVectors(np.arange(count), rows, rows[:0])
    told[f"{count:,} items against one vector"] = milliseconds([lambda: rows @ rows[0]] * 30)[0]
    told[f"what areas of {count:,} items are measured on"] = milliseconds([lambda: whiten(items)] * 9)[0]
json.dump(told, sys.stdout)
"""


def measure(_corpus: Path, _folder: Path) -> Table:
    """Medians in milliseconds, each by a process of its own; busy means a process at work for each core."""
    idle = [_timed(threads) for threads in (1, 2)]
    with busy_cores():
        time.sleep(_BEGIN_S)
        busy = [_timed(threads) for threads in (1, 2)]
    rows = [
        (name, *(f"{times[name]:.2f}" for times in (*idle, *busy)), f"{busy[1][name] / busy[0][name]:.1f}")
        for name in idle[0]
    ]
    return Table(
        "Threads of BLAS, ms",
        ("what", "idle, 1 thread", "idle, 2", "busy, 1 thread", "busy, 2", "busy, 2 against 1"),
        tuple(rows),
    )


def _timed(threads: int) -> dict[str, float]:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": str(threads)}
    environment.pop("OMP_NUM_THREADS", None)
    done = subprocess.run(
        [sys.executable, "-c", _WORK],
        cwd=PROJECT_ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found
