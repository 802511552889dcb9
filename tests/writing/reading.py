"""Pages of what the person wrote, as they are read from a folder."""

from __future__ import annotations

from pathlib import Path

from kb.types import Failure
from kb.types.evidence import WrittenPage
from kb.writing.reading import Place


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def read(path: Path, called: str = "") -> tuple[dict[str, WrittenPage], list[Failure]]:
    place = Place(path, called)
    place.look()
    found = [page for file in place.files for page in place.pages(file)]
    failures = place.failures + [one for one in found if isinstance(one, Failure)]
    return {one.place: one for one in found if isinstance(one, WrittenPage)}, failures


def page(root: Path, name: str) -> WrittenPage:
    return read(root)[0][f"{root.name}/{name}"]


KEYS = ("gu", "other", "third")
