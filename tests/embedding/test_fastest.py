"""The fastest way of running a model is chosen once, among those that start and agree."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kb.embedding import fastest as module
from kb.embedding.fastest import Embed, fastest

ROW = np.array([1, 0], dtype=np.float32)


def way(row: NDArray[np.float32] = ROW) -> Embed:
    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.tile(row, (len(texts), 1))

    return embed


@pytest.fixture
def timed(monkeypatch: pytest.MonkeyPatch) -> dict[int, float]:
    """Seconds that a way is said to take, by its identity: clocks of busy machines decide nothing here."""
    seconds: dict[int, float] = {}
    monkeypatch.setattr(module, "_seconds", lambda embed: seconds[id(embed)])
    return seconds


def test_the_fastest_that_agrees_is_taken_and_remembered(timed: dict[int, float], tmp_path: Path) -> None:
    plain, quick, wrong = way(), way(), way(np.array([0.99, 0.141], dtype=np.float32))
    timed.update({id(plain): 3.0, id(quick): 2.0, id(wrong): 1.0})
    loaded: list[str] = []

    def load(name: str, embed: Embed) -> Callable[[], Embed]:
        def loading() -> Embed:
            loaded.append(name)
            return embed

        return loading

    def broken() -> Embed:
        raise RuntimeError("no such precision here")

    ways = {"plain": load("plain", plain), "broken": broken, "wrong": load("wrong", wrong)}
    ways["quick"] = load("quick", quick)
    assert fastest(ways, tmp_path) is quick
    loaded.clear()
    assert fastest(ways, tmp_path) is quick
    assert loaded == ["quick"]


def test_of_two_that_begin_at_once_one_measures(timed: dict[int, float], tmp_path: Path) -> None:
    plain, quick = way(), way()
    timed.update({id(plain): 2.0, id(quick): 1.0})
    loaded: list[str] = []

    def load(name: str, embed: Embed) -> Callable[[], Embed]:
        def loading() -> Embed:
            loaded.append(name)
            time.sleep(0.1)
            return embed

        return loading

    ways = {"plain": load("plain", plain), "quick": load("quick", quick)}
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda _: fastest(ways, tmp_path), range(2))) == [quick, quick]
    assert loaded == ["plain", "quick", "quick"]


def test_what_is_slower_is_left(timed: dict[int, float], tmp_path: Path) -> None:
    plain, slow = way(), way()
    timed.update({id(plain): 1.0, id(slow): 2.0})
    assert fastest({"plain": lambda: plain, "slow": lambda: slow}, tmp_path) is plain
