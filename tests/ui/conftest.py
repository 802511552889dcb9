from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.library import Library
from kb.settings import Settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the library that pages open. Nothing is asked of the network, no copy made of its own."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("KB_HOME", str(folder))
    monkeypatch.setenv("KB_NETWORK", "false")
    monkeypatch.setenv("KB_BACKUPS", "0")
    return folder


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    """An empty library with background work stopped, which the app opens too."""
    opened = Library(Settings())
    opened.work.stop()
    yield opened
    opened.close()


@pytest.fixture
def sampled(home: Path, sample: Path) -> Iterator[Library]:
    """The sample library, likewise."""
    shutil.copy(sample, home)
    opened = Library(Settings())
    yield opened
    opened.close()
