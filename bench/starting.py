"""How long a start takes and what it keeps in memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from bench.measuring import Table, seconds
from bench.serving import app, until_it_answers
from kb.settings import PROJECT_ROOT


def measure(corpus: Path, folder: Path) -> Table:
    """Commands and the server, beside a bare interpreter and a bare import of torch."""
    home = folder / "home"
    environment = {**os.environ, "KB_HOME": str(home), "KB_NETWORK": "false"}
    commands = {
        "python, doing nothing": ["-c", "pass"],
        "python -m kb stats": ["-m", "kb", "stats"],
        "python -m kb search, words": ["-m", "kb", "search", "attention", "--mode", "words"],
        "python -m kb search, hybrid": ["-m", "kb", "search", "attention"],
        "import torch and sentence-transformers": ["-c", "import torch, sentence_transformers"],
    }
    subprocess.run(
        [sys.executable, "-m", "kb", "add", str(corpus), "--no-embed"],
        cwd=PROJECT_ROOT, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    rows = []
    for name, arguments in commands.items():
        taken, peak = [], 0
        for _ in range(3):
            script = _WITH_PEAK.format(arguments=[sys.executable, *arguments])
            started = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", script],
                cwd=PROJECT_ROOT, env=environment, check=True, capture_output=True, text=True,
            )  # fmt: skip
            taken.append(time.perf_counter() - started)
            peak = max(peak, int(done.stdout.split()[-1]))
        rows.append((name, f"{sorted(taken)[1]:.2f}", f"{peak / 1024:.0f}"))
    rows.append(_server(environment))
    return Table("Starting", ("what", "seconds (median of 3)", "peak memory, MB"), tuple(rows), _NOTE)


_WITH_PEAK = """
import resource, subprocess
subprocess.run({arguments!r}, check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_NOTE = "The server's row is the time until it answers and the memory it then holds; it loads no torch."


def _server(environment: dict[str, str]) -> tuple[str, str, str]:
    with app(environment) as (server, address):
        taken = seconds(lambda: until_it_answers(address))
        status = Path(f"/proc/{server.pid}/status")
        found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
        return ("the app's server", f"{taken:.2f}", f"{int(found[1]) / 1024:.0f}" if found else "unknown")
