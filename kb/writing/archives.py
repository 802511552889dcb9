"""A marked zip file, as Overleaf and exports of blogs come: unpacked for as long as it is looked at, and read
as a folder is."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from kb.catalogue import _, cause
from kb.errors import ImportRefused
from kb.importers.archives.zips import ArchiveLimits, unpack
from kb.importers.boundary import attempted
from kb.types import Failure
from kb.writing.walking import may_be_written


class Unpacked:
    """What an archive holds, in the folder `root`, which goes with this object. `failures` say what could not
    be unpacked."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._parent = tempfile.TemporaryDirectory(prefix="jomo-", ignore_cleanup_errors=True)
        self.root = Path(self._parent.name).resolve() / archive.name
        self.root.mkdir()
        left_out = attempted(str(archive), self._unpack)
        self.failures = [left_out] if isinstance(left_out, Failure) else left_out

    def _unpack(self) -> list[Failure]:
        try:
            return unpack(self._archive, self.root, ArchiveLimits(), may_be_written)
        except zipfile.BadZipFile as error:
            told = _("{file} is damaged ({why}); get it again", file=self._archive.name, why=cause(error))
            raise ImportRefused(told) from error

    def told(self, failure: Failure) -> Failure:
        """A failure of a file in it, by the archive's own place."""
        inside, place = str(self.root), self.place
        return replace(
            failure,
            spec=failure.spec.replace(inside, place),
            reason=failure.reason.replace(inside, place),
        )

    @property
    def place(self) -> str:
        """Where its files lie, as imports call them."""
        return f"{self._archive}!"
