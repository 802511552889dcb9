"""Zip files, and other archives: what is in one is unpacked beside the cache for as long as it is read, and
read as a folder is.

A document's address in an archive is `path:ARCHIVE!/inner`, wherever it was unpacked to.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kb.catalogue import _, cause, noted
from kb.errors import ImportRefused
from kb.importers.archives.folder import unpacked_folder
from kb.importers.archives.zips import ArchiveLimits, is_archive, unpack
from kb.importers.files import local_path
from kb.importers.notes.vault import Vault
from kb.importers.protocol import ImportContext
from kb.types import Document, Failure, Subscription


@dataclass(frozen=True, slots=True)
class ArchiveImporter:
    """An archive of anything that can be read. `read` reads a folder; `knows` tells its kind of archive,
    a zip file that is no document of an office program, and `unpacked` writes what is in
    one into a folder."""

    read: Callable[[str, ImportContext], Iterator[Document | Failure | Subscription]]
    limits: ArchiveLimits = field(default_factory=ArchiveLimits)
    name: str = noted("zip file")
    knows: Callable[[Path], bool] = is_archive
    unpacked: Callable[[Path, Path, ArchiveLimits], list[Failure]] = unpack

    def match(self, spec: str) -> bool:
        """Whether a file is such an archive."""
        path = local_path(spec)
        return path is not None and path.is_file() and self.knows(path)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure | Subscription]:
        """What a folder of the same files gives; a failure for each reason why entries were left out.

        :raises ImportRefused: the file is gone, no sound archive, or a backup of a library.
        """
        archive = local_path(spec)
        if archive is None:
            raise ImportRefused(_("{file} is gone; check the path", file=spec))
        archive = archive.resolve()
        with unpacked_folder(context.cache, archive.name) as folder:
            place = _Place(str(folder), f"{archive}!")
            inside = replace(
                context, reading=lambda found: context.reading(place.told(found)), vault=Vault(folder)
            )
            try:
                left_out = self.unpacked(archive, folder, self.limits)
            except zipfile.BadZipFile as error:
                raise ImportRefused(
                    _("{file} is damaged ({why}); get it again", file=archive.name, why=cause(error))
                ) from error
            yield from map(place.of, left_out)
            for found in self.read(str(folder), inside):
                yield place.of(found)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an archive lies for now, and what that place is called in the library."""

    folder: str
    name: str

    def told(self, spec: str) -> str:
        return spec.replace(self.folder, self.name)

    def of(self, found: Document | Failure | Subscription) -> Document | Failure | Subscription:
        if isinstance(found, Subscription):
            return found
        if isinstance(found, Failure):
            return replace(found, spec=self.told(found.spec), reason=self.told(found.reason))
        return replace(
            found,
            files=tuple(replace(file, place=self.told(file.place)) for file in found.files),
            aliases=tuple(self.told(alias) for alias in found.aliases),
            references=tuple(
                replace(one, url=self.told(one.url), key=self.told(one.key)) for one in found.references
            ),
        )
