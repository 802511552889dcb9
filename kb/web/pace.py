"""How fast many addresses are asked: each host is left alone for a while between two requests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import chain, zip_longest
from math import inf
from typing import TypeVar

_DELAY_S = 3.0
"""Between two requests to one host: what arXiv's terms ask for; few sites ask for more."""
_LOOK_EVERY_S = 0.2
"""So often somebody who waits asks whether to stop."""
_One = TypeVar("_One")


class Pace:
    """Remembers when each host was last asked. `trusted` hosts, of the person's own network, need no rest."""

    def __init__(self, trusted: frozenset[str] = frozenset(), delay_s: float = _DELAY_S) -> None:
        self._trusted, self._delay_s = trusted, delay_s
        self._asked: dict[str, float] = {}

    def wait(self, host: str, should_stop: Callable[[], bool] = lambda: False) -> bool:
        """Waits until `host` may be asked; returns False if asked to stop meanwhile."""
        rest_s = 0.0 if host in self._trusted else self._delay_s
        free = self._asked.get(host, -inf) + rest_s
        while (left := free - time.monotonic()) > 0:
            if should_stop():
                return False
            time.sleep(min(left, _LOOK_EVERY_S))
        self._asked[host] = time.monotonic()
        return True


def spread(found: Iterable[_One], host: Callable[[_One], str]) -> list[_One]:
    """Everything, with hosts taking turns, so that least is waited; within a host the order stays."""
    by_host: dict[str, list[_One]] = {}
    for one in found:
        by_host.setdefault(host(one), []).append(one)
    turns = chain.from_iterable(zip_longest(*by_host.values()))
    return [one for one in turns if one is not None]
