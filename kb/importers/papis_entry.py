"""An entry of a library of Papis: a folder with what is known of a work, its files, and notes on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kb.importers.files import any_text_file
from kb.importers.notes.written_fields import yaml_value

INFO = "info.yaml"
"""What Papis calls the file unless it is told otherwise; other programs have files of this name too."""
_OWN = ("papis_id", "time-added", "author_list")
"""What Papis alone writes."""


def papis_entry(path: Path) -> Mapping[str, Any] | None:
    """What a file tells of a work, its scalars as texts; None where it is not one of Papis'."""
    file = any_text_file(str(path))
    if file is None or "title:" not in file.text or not any(f"{name}:" in file.text for name in _OWN):
        return None
    value = yaml_value(file.text)
    return value if isinstance(value, dict) and isinstance(value.get("title"), str) else None


def notes_of(entry: Mapping[str, Any]) -> str:
    """The name of the file beside an entry that holds the person's notes on the work; empty without one."""
    named = entry.get("notes")
    return named.strip() if isinstance(named, str) else ""


def read_with_entry(folder: Path, names: Sequence[str]) -> set[str]:
    """Which of the files of a folder are read with the entry that lies in it."""
    entry = papis_entry(folder / INFO) if INFO in names else None
    return {notes_of(entry)} & set(names) if entry else set()
