"""Items made up to be mirrored, and what a reader of the folder gets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from kb.exporting.mirror.note import Kept
from kb.exporting.mirror.running import mirror
from kb.types import Annotation, Item, Kind, State, Verdict, Zone
from kb.types.mirror import Mirrored


def item(number: int, title: str, **given: object) -> Item:
    one = Item(
        id=number,
        key=f"arxiv:2510.{number:05}",
        kind=Kind.PAPER,
        title=title,
        summary="We show that it holds.",
        url=f"https://arxiv.org/abs/2510.{number:05}",
        source="arXiv",
        authors=("Анна Белова", "J. O'Neil"),
        tags=("LLM agents", "C++", "2024"),
        language="en",
        published="2025-10-30T10:00:00+00:00",
        saved_at="2025-11-11T14:31:02+00:00",
        zone=Zone.MUST_HAVE,
        state=State.READ,
        verdict=Verdict.DIRECT,
        minutes=12,
        stub=False,
    )
    return replace(one, **given)  # type: ignore[arg-type]


def kept(number: int, title: str, *annotations: Annotation, **given: object) -> Kept:
    return Kept(item(number, title, **given), f"belova2025n{number}", annotations=annotations)


def mirrored(
    folder: Path, chosen: Sequence[Kept], merged: Mapping[str, str] | None = None, **given: bool
) -> Mirrored:
    """Mirrors items; `merged` says of keys of items that are no more which items have them now."""
    leading = {one.item.key: one.item.key for one in chosen} | dict(merged or {})

    def leads_to(keys: Collection[str]) -> dict[str, str]:
        return {key: leading[key] for key in keys if key in leading}

    return mirror(folder, chosen, leads_to, **given)


def read(path: Path) -> tuple[dict[str, object], str]:
    """The properties of a note, as a reader of YAML has them, and its text."""
    _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), text


def notes(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.md"))


def states(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = (one for one in folder.rglob("*") if one.is_file())
    return {str(one): (one.stat().st_mtime_ns, one.read_bytes()) for one in files}
