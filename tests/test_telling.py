"""What stops a command or a page is told in one line that names a remedy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.errors import NotFound
from kb.library import Library
from kb.settings import Settings
from kb.telling import TOLD, line


def test_a_full_disk_is_told(library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_HOME", str(settings.home))
    library.store.read().execute("PRAGMA max_page_count = 1")
    with pytest.raises(TOLD) as stopped:
        library.intake.load_sample()
    assert str(settings.home) in line(stopped.value)
    assert "space" in line(stopped.value)


def test_a_lock_that_stays_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_HOME", str(settings.home))
    Library(settings).close()
    holding, waiting = (sqlite3.connect(settings.home / "jomo.sqlite", timeout=0) for _ in range(2))
    holding.execute("BEGIN IMMEDIATE")
    with pytest.raises(TOLD) as stopped:
        waiting.execute("BEGIN IMMEDIATE")
    assert "try again" in line(stopped.value)
    holding.close()
    waiting.close()


def test_it_is_told_in_russian(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KB_HOME", str(settings.home))
    Library(settings).close()
    with sqlite3.connect(settings.home / "jomo.sqlite", timeout=0) as one:
        one.execute("PRAGMA max_page_count = 1")
        with pytest.raises(TOLD) as full:
            one.execute("CREATE TABLE more AS SELECT randomblob(1000000) AS bytes")
    with pytest.raises(TOLD) as gone:
        (tmp_path / "none").read_text()
    with pytest.raises(TOLD) as wrong:
        Settings(must_have_limit=-1)
    with speaking(RUSSIAN):
        assert line(full.value) == (
            f"Диск с {settings.home} заполнен; освободите место и повторите: сохранённое раньше остаётся"
        )
        assert "Нет такого файла или папки" in line(gone.value)
        assert line(wrong.value) == (
            "KB_MUST_HAVE_LIMIT: значение должно быть не меньше 0; исправьте переменную или kb.toml"
        )


def test_another_file_is_not_taken_for_the_library(tmp_path: Path) -> None:
    with pytest.raises(TOLD) as stopped:
        (tmp_path / "none").read_text()
    assert "none" in line(stopped.value)
    assert "library" not in line(stopped.value)


def test_what_names_its_remedy_is_told_as_it_is() -> None:
    assert line(NotFound("No such item; look for it")) == "No such item; look for it"
