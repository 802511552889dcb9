"""Templates of notes: files that hold places to be filled in and nothing to keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

_FOLDERS = frozenset({"templates", "_templates", "template", "шаблоны", "archetypes"})
_CODE = r"<%.{0,200}?%>"
_PLACE = re.compile(rf"{_CODE}|\{{\{{[^{{}}]*\}}\}}", re.DOTALL)
# Obsidian's own places, and those of its Templater.
_OBSIDIAN = re.compile(rf"\{{\{{\s*(?:title|date|time)\b[^{{}}]*\}}\}}|{_CODE}", re.DOTALL)
_TEMPLATER = re.compile(r"<%[-_*+~]*\s*(?:tp\.|await\s|let\s|const\s|if\s*\()")


def is_template(path: Path, named: Sequence[str], heading: str, prose: str) -> bool:
    """Whether a note is still to be filled in. `named` are title and dates as its front matter gives them,
    `heading` is the one it begins with, `prose` its text without code."""
    if any(_PLACE.fullmatch(text) or _OBSIDIAN.search(text) for text in named):
        return True
    if _PLACE.fullmatch(heading) or _TEMPLATER.search(prose):
        return True
    return path.parent.name.lower() in _FOLDERS and _PLACE.search(prose) is not None
