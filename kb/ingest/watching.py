"""A folder whose files are imported once each when somebody puts them there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kb.importers.folder import hidden, may_be_source

_QUIET_S = 5.0
"""Seconds for which nothing of a file may have changed before it is read: programs that copy or download
write at least every second."""


def fresh(folder: Path, known: Mapping[str, str], at: float) -> dict[str, str]:
    """What lies in a folder that is not known in its present form, by path: how it is told from another form.
    A folder within it counts as one, an export or a vault. What changed within the last seconds before `at`
    (since 1970) may still be being written, and waits. A folder that is not there holds nothing."""
    found: dict[str, str] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if hidden(path.name) or not (path.is_dir() or may_be_source(path)):
            continue
        sizes, changes = _looked_at(path)
        form = f"{len(sizes)} {sum(sizes)} {max(changes, default=0.0)}"
        if sizes and at - max(changes) >= _QUIET_S and known.get(str(path)) != form:
            found[str(path)] = form
    return found


def _looked_at(path: Path) -> tuple[list[int], list[float]]:
    """Size and last change of each file of an entry."""
    sizes, changes = [], []
    for file in _files(path):
        try:
            status = file.stat()
        except OSError:  # it went while it was looked at
            continue
        sizes.append(status.st_size)
        # A copy may be given its model's time of writing, not of changing.
        changes.append(max(status.st_mtime, status.st_ctime))
    return sizes, changes


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (one for one in path.rglob("*") if one.is_file())
    elif path.is_file():
        yield path
