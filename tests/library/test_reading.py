"""Where one is in a text is kept, comes back with it, and offers what was begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.errors import NotFound
from kb.library import Library
from kb.types import State
from kb.types.reading import ReadingPlace
from kb.ui.shell import humanize
from tests.conftest import Command


def saved(library: Library, folder: Path, *titles: str) -> list[str]:
    """The keys of texts of these titles."""
    files = [folder / f"{title}.md" for title in titles]
    for file in files:
        file.write_text(f"# {file.stem}\n\n{f'A sentence about {file.stem}. ' * 40}")
    return [library.intake.add([str(file)]).touched[0].key for file in files]


def test_the_place_moves_with_the_reading_and_is_no_step(library: Library, tmp_path: Path) -> None:
    [key] = saved(library, tmp_path, "Kernels")
    item, before = library.items.get(key).item, library.history.last()
    assert library.reading.places([item]) == {}
    library.reading.reached(key, 0.25, "p. 2")
    library.reading.reached(key, 0.5, " Results ")
    place = library.reading.places([item])[item.id]
    assert (place.share, place.place) == (0.5, "Results")
    assert library.history.last() == before
    library.reading.reached(key, 1.2)
    assert library.reading.places([item])[item.id].share == 1
    with pytest.raises(NotFound):
        library.reading.reached("arxiv:2401.99999", 0.5)


def test_begun_is_what_was_neither_only_looked_at_nor_ended(library: Library, tmp_path: Path) -> None:
    _, half, more, _, left = keys = saved(library, tmp_path, "Looked", "Half", "More", "Ended", "Left")
    for key, share in zip(keys, (0.01, 0.5, 0.6, 0.97, 0.5), strict=True):
        library.reading.reached(key, share)
    library.items.set_state([left], State.READ)
    assert {item.key for item, _ in library.reading.begun(9)} == {half, more}
    assert len(library.reading.begun(1)) == 1
    library.items.set_state([left], State.READING)
    assert left in {item.key for item, _ in library.reading.begun(9)}


def test_the_place_goes_with_a_merge_and_comes_back_when_parted(library: Library, tmp_path: Path) -> None:
    one, other = saved(library, tmp_path, "Kernels", "Schedules")
    library.reading.reached(other, 0.4, "p. 7")
    library.duplicates.merge(one, other)
    whole = library.items.get(one).item
    assert library.reading.places([whole])[whole.id].place == "p. 7"
    library.items.split(whole.key)
    assert library.reading.places([library.items.get(other).item]).popitem()[1].share == 0.4


def test_commands_tell_it(library: Library, tmp_path: Path, kb_on: Callable[[Path], Command]) -> None:
    [key] = saved(library, tmp_path, "Kernels")
    library.reading.reached(key, 0.5, "Results")
    [listed] = kb_on(library.home)("list", "--json").json
    told = listed["reading"]
    assert (told["share"], told["place"], told["of_minutes"]) == (0.5, "Results", 1)


@pytest.mark.parametrize(
    ("share", "minutes", "said"),
    [(0.3, 40, "12 of 40 min"), (0.5, 150, "1 h 15 min of 2 h 30 min"), (0.1, 300, "30 min of 5 h"),
     (0.001, 40, "0 of 40 min"), (0.5, 0, "")],
)  # fmt: skip
def test_how_far_one_is_said_in_minutes(share: float, minutes: int, said: str) -> None:
    assert humanize.progress(ReadingPlace(share, "", ""), minutes) == said
