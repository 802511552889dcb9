"""What measurements share: a clock, a table, a machine with no time to spare."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Table:
    """A result to print and to paste into the docs."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def as_markdown(self) -> str:
        lines = [f"### {self.title}", "", _row(self.columns), _row("---" for _ in self.columns)]
        lines += [_row(row) for row in self.rows]
        return "\n".join([*lines, "", *([self.note, ""] if self.note else [])])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def milliseconds(works: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """Median and 95th percentile over pieces of work, in milliseconds."""
    taken = 1000 * np.array([seconds(work) for work in works])
    return float(np.median(taken)), float(np.percentile(taken, 95))


@contextmanager
def busy_cores() -> Iterator[None]:
    """Keeps every core busy with something else: a process for each that computes without end."""
    spinning = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 2)
    ]
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()
