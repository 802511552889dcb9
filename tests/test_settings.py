"""Settings: who wins, and folders that mean the same to a process started elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from kb.settings import PROJECT_ROOT, Origin, Settings


@pytest.fixture(autouse=True)
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody without settings, in a folder of their own."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KB_{name.upper()}", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_in_a_clone_the_library_lies_in_it() -> None:
    assert Settings().home == PROJECT_ROOT / "data" / "library"


@pytest.mark.parametrize("field", ["home", "cache", "backup_folder"])
def test_folders_are_meant_from_where_the_program_is_called(
    field: str, person: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for given, meant in (
        ("mine", person / "mine"),
        ("~/mine", person / "mine"),
        ("/srv/mine", Path("/srv/mine")),
    ):
        monkeypatch.setenv(f"KB_{field.upper()}", given)
        assert getattr(Settings(), field) == meant


@pytest.mark.parametrize("field", ["model", "reranker"])
def test_a_model_is_a_folder_only_where_there_is_one(
    field: str, person: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"KB_{field.upper()}", "intfloat/small")
    assert getattr(Settings(), field) == "intfloat/small"
    (person / "intfloat" / "small").mkdir(parents=True)
    assert getattr(Settings(), field) == str(person / "intfloat" / "small")


def test_a_process_started_elsewhere_has_the_same_settings(
    person: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_HOME", "mine")
    monkeypatch.setenv("KB_NETWORK", "no")
    here = Settings(backups=3)
    for name, value in here.as_environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir("/")
    assert Settings() == here


def test_a_folder_of_nobody_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_HOME", "~nobody-of-that-name/library")
    with pytest.raises(ValidationError, match="nobody-of-that-name"):
        Settings()


def test_what_holds_is_told_with_who_said_so_and_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_MCP_TOKEN", "a very secret word")
    monkeypatch.setenv("KB_SUMMARY_URL", "http://me:secret@localhost:11434/v1")
    monkeypatch.setenv("KB_NETWORK", "false")
    told = {one.name: one for one in Settings().told()}
    assert (told["KB_NETWORK"].value, told["KB_NETWORK"].origin) == ("false", Origin.ENVIRONMENT)
    assert told["KB_BACKUPS"].origin is Origin.DEFAULT
    assert told["KB_SUMMARY_URL"].value == "http://…@localhost:11434/v1"
    assert not any("secret" in one.value for one in told.values())
