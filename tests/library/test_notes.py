"""A note that is kept as it is written is one step, whatever it was on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import JomoError
from kb.library import Library


def test_what_is_written_at_one_sitting_is_one_step(library: Library, tmp_path: Path) -> None:
    (tmp_path / "kernels.md").write_text("# Kernels\n\nTiles move through fast memory.")
    [item] = library.intake.add([str(tmp_path / "kernels.md")]).touched
    number = library.notes.add(item.key, "Try")
    for text in ("Try th", "Try the other", "Try the other schedule"):
        number = library.notes.change(number, text)
    assert [one.note for _, one in library.notes.of_item(item.key)] == ["Try the other schedule"]
    assert [hit.item for hit in library.search.find("other schedule").hits] == [item]
    library.history.undo()
    assert library.notes.of_item(item.key) == []
    library.history.undo()
    assert library.items.select() == []


def test_a_note_changed_later_goes_back_to_what_it_was(library: Library, tmp_path: Path) -> None:
    (tmp_path / "kernels.md").write_text("# Kernels\n\nTiles move through fast memory.")
    [item] = library.intake.add([str(tmp_path / "kernels.md")]).touched
    number = library.notes.add(item.key, "Try it")
    library.items.tag([item.key], "kernels")
    number = library.notes.change(number, "Tried it")
    assert library.notes.change(number, "Tried it") == number
    with pytest.raises(JomoError):
        library.notes.change(number, " ")
    library.history.undo()
    assert [one.note for _, one in library.notes.of_item(item.key)] == ["Try it"]


def test_a_note_does_not_become_another_of_its_item(library: Library, tmp_path: Path) -> None:
    (tmp_path / "kernels.md").write_text("# Kernels\n\nTiles move through fast memory.")
    [item] = library.intake.add([str(tmp_path / "kernels.md")]).touched
    library.notes.add(item.key, "Try it")
    number = library.notes.add(item.key, "Try")
    with pytest.raises(JomoError, match="there already"):
        library.notes.change(number, "Try it ")
    assert {one.note for _, one in library.notes.of_item(item.key)} == {"Try", "Try it"}
