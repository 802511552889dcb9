"""Which way of running a model is the fastest on this machine, found by measuring."""

from __future__ import annotations

import hashlib
import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from kb.appearing import write_whole

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to unit vectors (n, d)."""

AGREES = 0.9999
"""The cosine to the vectors of float32 below which a way of running a model counts as another model. Vectors
that agree so far share one fingerprint, and a library moves between machines without embedding anew."""

_SAMPLE = [
    "We study how large language models keep track of long documents and propose a method. " * 8,
    "Мы изучаем, как большие языковые модели читают длинные документы, и предлагаем метод. " * 8,
] * 4
"""What all are timed on: eight passages of usual length, in both languages."""
_RUNTIMES = ("torch", "openvino")
"""Packages whose version decides how fast a way is."""


def fastest(ways: Mapping[str, Callable[[], Embed]], cache: Path) -> Embed:
    """The fastest of `ways`, which are loaded by their names. The first is float32 as it was trained: another
    one counts where it starts, and where its vectors agree with that one's.

    Measured once, in some seconds, and remembered in `cache` for this machine and these packages.
    """
    memory = cache / f"fastest-{_machine_hash(ways)}.txt"
    # Two processes that measure at once would measure each other.
    with FileLock(memory.with_suffix(".lock")):
        remembered = memory.read_text(encoding="ascii") if memory.exists() else ""
        if remembered not in ways:
            return _measured(ways, memory)
    return ways[remembered]()


def _measured(ways: Mapping[str, Callable[[], Embed]], memory: Path) -> Embed:
    name, *others = ways
    best = ways[name]()
    true, least = best(_SAMPLE), _seconds(best)
    for other in others:
        try:
            rival = ways[other]()
            agreement = float(np.sum(rival(_SAMPLE) * true, axis=1).min())
        except (ImportError, RuntimeError):
            continue
        if agreement >= AGREES and (taken := _seconds(rival)) < least:
            name, best, least = other, rival, taken
    write_whole(memory, name)
    return best


def _machine_hash(ways: Mapping[str, Callable[[], Embed]]) -> str:
    facts = [platform.machine(), platform.processor(), str(os.cpu_count()), *ways]
    for package in _RUNTIMES:
        try:
            facts.append(metadata.version(package))
        except metadata.PackageNotFoundError:
            facts.append("")
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:12]


def _seconds(embed: Embed) -> float:
    """Seconds for the sample, the best of two runs; one before them warmed up."""
    durations = []
    for _ in range(2):
        start = time.perf_counter()
        embed(_SAMPLE)
        durations.append(time.perf_counter() - start)
    return min(durations)
