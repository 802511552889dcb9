"""All formats together: in any order they give the same library, and twice they change nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.library import Library
from kb.settings import Settings
from tests.conftest import StemEncoder
from tests.importers.exports.test_exports import Whole, whole
from tests.importers.exports.test_formats_table import FORMATS, HERE

SPECS = [str(HERE / fixture) for fixtures in FORMATS.values() for fixture in fixtures]
ORDERS = 3


@pytest.fixture
def empty(tmp_path: Path, cache: Path) -> Iterator[Library]:
    settings = Settings(home=tmp_path / "home", cache=cache, network=False)
    library = Library(settings, encoder=StemEncoder())
    yield library
    library.close()


@pytest.fixture(scope="module")
def in_one_order(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Whole:
    """What is kept of all formats in the order of the table, after they came in twice."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), cache=cache, network=False)
    library = Library(settings, encoder=StemEncoder())
    assert library.intake.add(SPECS).added
    kept = whole(library)
    again = library.intake.add(SPECS)
    assert (again.added, again.updated) == (0, 0), [item.key for item in again.touched]
    assert whole(library) == kept
    library.close()
    return kept


@pytest.mark.parametrize("seed", range(ORDERS))
def test_all_formats_give_one_library_in_any_order(seed: int, in_one_order: Whole, empty: Library) -> None:
    shuffled = random.Random(seed).sample(SPECS, len(SPECS))
    empty.intake.add(shuffled)
    kept = whole(empty)
    assert kept.keys() == in_one_order.keys()
    for key, item in in_one_order.items():
        assert kept[key] == item, key
