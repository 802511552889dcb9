"""Simplenote's export: all notes in one JSON file, their first lines being their titles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.catalogue import noted
from kb.importers.records import JsonFormat, LeftOut, objects
from kb.importers.saved_link import SavedLink, moment, words


def _fits(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("activeNotes"), list)


def _links(value: dict[str, Any]) -> Iterator[SavedLink | LeftOut]:
    for note in objects(value["activeNotes"]):
        said = str(note.get("content") or "").replace("\r\n", "\n").strip()
        title, _, text = said.partition("\n")
        yield SavedLink(
            "", title.lstrip("# "), moment(note.get("creationDate")), words(note.get("tags")),
            text=text.strip() or title,
        )  # fmt: skip
    for _ in objects(value.get("trashedNotes")):
        yield LeftOut(noted("were thrown away"))


FORMAT = JsonFormat("Simplenote (JSON)", "Simplenote", _fits, _links)
