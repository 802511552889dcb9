"""The folder that items are mirrored into, as it is found: what was written there, where that lies now, which
names are taken."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.appearing import write_whole
from kb.catalogue import _
from kb.errors import JomoError
from kb.exporting.mirror.names import compared
from kb.exporting.mirror.properties import Said
from kb.text.mirrored import key_of

STATE = ".jomo-mirror.json"
"""What was written last, beside it: so it goes wherever the notes go. Hidden: no program shows it as a
note."""
_OBSIDIAN = ".obsidian"
_HEAD_BYTES = 65_536
"""Front matter is shorter, whatever was added to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of a note: where it lay below the folder, and the properties as they were
    written."""

    file: str
    properties: Mapping[str, Said]


class Place:
    """A folder to mirror into, and the vault around it. Made anew for each run.

    :raises JomoError: it cannot be made or looked at.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().absolute()
        if self.folder.exists() and not self.folder.is_dir():
            raise JomoError(
                _("{path} is a file; name a folder, for example one in your vault", path=self.folder)
            )
        if not self.folder.parent.is_dir():
            raise JomoError(_("{path} is not there; make it, or check the path", path=self.folder.parent))
        self.vault = next(
            (one for one in (self.folder, *self.folder.parents) if (one / _OBSIDIAN).is_dir()), None
        )
        self.root = self.vault or self.folder
        self.entries = self._remembered()

    def _remembered(self) -> dict[str, Entry]:
        """What the last run kept; nothing where that cannot be read: the notes themselves say what they
        are."""
        try:
            kept = json.loads((self.folder / STATE).read_text(encoding="utf-8"))
            return {key: Entry(one["file"], one["properties"]) for key, one in kept["notes"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}

    def remember(self, entries: Mapping[str, Entry]) -> None:
        """Keeps what was written, where that is something else than before.

        :raises OSError: it cannot be written.
        """
        if entries != self.entries:
            notes = {
                key: {"file": one.file, "properties": dict(one.properties)}
                for key, one in sorted(entries.items())
            }
            write_whole(
                self.folder / STATE, json.dumps({"notes": notes}, ensure_ascii=False, indent=1) + "\n"
            )

    def name(self, path: Path) -> str:
        """Where a file lies below the folder, or, where it was moved, beside it."""
        return Path(os.path.relpath(path, self.folder)).as_posix()

    def path(self, name: str) -> Path:
        """The file of a name."""
        return Path(os.path.normpath(self.folder / name))

    def target(self, path: Path) -> str:
        """What a link to a note says: its name, with its folders where others are called so too."""
        return (
            path.stem
            if self._stems[compared(path.stem)] < 2
            else path.relative_to(self.root).with_suffix("").as_posix()
        )

    def take(self, path: Path) -> None:
        """Notes that a file will be written."""
        self._stems[compared(path.stem)] += 1

    @property
    def taken(self) -> Collection[str]:
        """Names of notes of the whole vault, as they are compared."""
        return self._stems.keys()

    @cached_property
    def _stems(self) -> Counter[str]:
        return Counter(compared(path.stem) for path in self._files)

    @cached_property
    def _files(self) -> list[Path]:
        return list(_notes(self.root))

    @cached_property
    def elsewhere(self) -> dict[str, Path]:
        """The notes of the vault that were mirrored, by their keys, wherever they lie: one a key, that in the
        fewest folders with the shortest name."""
        found: dict[str, Path] = {}
        for path in sorted(self._files, key=lambda one: (len(one.parts), len(one.name), str(one))):
            if key := key_of(_head(path)):
                found.setdefault(key, path)
        return found


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES).decode("utf-8-sig", "replace")
    except OSError:  # it went, or is nobody's to read
        return ""


def _notes(root: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in names if name.lower().endswith(".md"))
