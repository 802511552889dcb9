"""How the time of a computation grows with its input: the same on a busy machine as on an idle one, whatever
other threads of the process do meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

_RUNS = 3
"""The least of so many times is what a run takes that nothing disturbed."""
_ROOM = 4
"""What grows with its input takes at most so many times its share; what grows with its square takes more."""


def grows_with_its_input(work: Callable[[int], object], small: int, times: int = 16) -> bool:
    """Whether the processor time of this thread for `work(n)` grows about as n does, from `small` to `times`
    as much."""
    return _seconds(work, small * times) <= _ROOM * times * max(_seconds(work, small), 1e-3)


def _seconds(work: Callable[[int], object], n: int) -> float:
    taken = []
    for _ in range(_RUNS):
        began = time.thread_time()
        work(n)
        taken.append(time.thread_time() - began)
    return min(taken)
