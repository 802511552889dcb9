"""What a question owes to its language is found once a model, whatever becomes of the cache."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kb.vectors.language import language_axis
from tests.conftest import StemEncoder


class Counting(StemEncoder):
    """Counts the questions it is asked."""

    asked = 0

    def encode_query(self, text: str) -> NDArray[np.float32]:
        self.asked += 1
        return super().encode_query(text)


def test_it_is_found_once_a_model(tmp_path: Path) -> None:
    first = language_axis(Counting(), tmp_path)
    again = Counting()
    assert np.array_equal(language_axis(again, tmp_path), first) and again.asked == 0
    assert np.linalg.norm(first) == pytest.approx(1)
    other = Counting()
    other.fingerprint = "another model"
    language_axis(other, tmp_path)
    assert other.asked > 0


def cut(memory: Path) -> None:
    memory.write_text(memory.read_text()[:50])


def of_another_size(memory: Path) -> None:
    memory.write_text("[1.0, 0.0]")


def a_folder(memory: Path) -> None:
    memory.unlink()
    memory.mkdir()


@pytest.mark.parametrize("damage", [cut, of_another_size, a_folder])
def test_a_damaged_memory_is_found_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    first = language_axis(StemEncoder(), tmp_path)
    [memory] = tmp_path.iterdir()
    damage(memory)
    assert np.array_equal(language_axis(StemEncoder(), tmp_path), first)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("no folder")
    assert language_axis(StemEncoder(), nowhere / "cache").shape == (StemEncoder.dimension,)
