"""A folder whose files are imported once each when they are put there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.ingest import watching
from kb.library import Library
from kb.settings import Settings
from tests.conftest import Command, StemEncoder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "put here"
    there.mkdir()
    return there


@pytest.fixture
def watching_one(settings: Settings, folder: Path) -> Iterator[Library]:
    opened = Library(settings.model_copy(update={"watched": folder}), encoder=StemEncoder())
    yield opened
    opened.close()


def test_what_is_put_there_comes_once_and_again_when_it_changed(folder: Path) -> None:
    later = time.time() + 60
    (folder / "note.md").write_text("# A note\n")
    (folder / "vault").mkdir()
    (folder / "vault" / "inner.md").write_text("# Inner\n")
    (folder / "empty").mkdir()
    for name in (".hidden.md", "picture.png", "half.pdf.crdownload", "half.part"):
        (folder / name).write_text("x")
    first = watching.fresh(folder, {}, later)
    assert [Path(path).name for path in first] == ["note.md", "vault"]
    assert watching.fresh(folder, first, later) == {}
    (folder / "vault" / "another.md").write_text("# Another\n")
    assert [Path(path).name for path in watching.fresh(folder, first, later)] == ["vault"]


def test_what_is_still_being_written_waits(folder: Path) -> None:
    file = folder / "copy.md"
    file.write_text("# Half of")
    # As `cp -p` leaves it: the time of writing is that of the original.
    os.utime(file, (1_600_000_000, 1_600_000_000))
    assert watching.fresh(folder, {}, time.time()) == {}
    assert len(watching.fresh(folder, {}, time.time() + 6)) == 1


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert watching.fresh(tmp_path / "gone", {}, time.time()) == {}


def test_the_command_takes_each_file_once(
    watching_one: Library, folder: Path, kb_on: Callable[[Path], Command], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_WATCHED", str(folder))
    monkeypatch.setattr(watching, "_QUIET_S", 0.0)
    (folder / "note.md").write_text("# A note\n\nOf one line.\n")
    run = kb_on(watching_one.home)
    assert run("add", "--watched", "--no-embed", "--json").json["added"] == 1
    watching_one.history.undo()
    again = run("add", "--watched", "--no-embed", "--json")
    assert (again.status, again.json["added"]) == (0, 0)
    assert watching_one.items.count() == 0
