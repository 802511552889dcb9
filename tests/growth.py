"""How the time of a computation grows with its input: the same on a busy machine as on an idle one, whatever
other threads of the process do meanwhile and however much the tests before it left in memory."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_RUNS = 5
"""The least of so many times is what a run takes that nothing disturbed. Small and large take turns, so that
a machine which slows down for a while slows both."""
_ROOM = 4
"""What grows with its input takes at most so many times its share; what grows with its square takes more."""


def grows_with_its_input(work: Callable[[int], object], small: int, times: int = 16) -> bool:
    """Whether the processor time of this thread for `work(n)` grows about as n does, from `small` to `times`
    as much."""
    collects = gc.isenabled()
    gc.disable()  # A collection walks all that other tests left, and comes in the large runs only.
    try:
        rounds = [(_seconds(work, small), _seconds(work, small * times)) for _ in range(_RUNS)]
    finally:
        if collects:
            gc.enable()
    little, much = min(little for little, _ in rounds), min(much for _, much in rounds)
    return much <= _ROOM * times * max(little, 1e-3)


def _seconds(work: Callable[[int], object], n: int) -> float:
    began = time.thread_time()
    work(n)
    return time.thread_time() - began
