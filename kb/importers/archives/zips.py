"""Unpacking zip files that anybody may have made: nothing is written outside its folder, and never more than
the limits allow. What is left out is told by its reason; zip files inside are unpacked in their place."""

from __future__ import annotations

import os
import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kb.catalogue import _, cause, n_, noted, number
from kb.errors import ImportRefused
from kb.importers.archives.names import fitting, names_of, printable
from kb.importers.beside import PICTURES
from kb.importers.folder import may_be_source
from kb.types import Failure

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
"""How zip files begin: with an entry, or at once with the end (APPNOTE 4.3)."""
_NAME_AT = 30
"""Bytes before the first name (APPNOTE 4.3.7)."""
_HEAD_BYTES = 64
"""Long enough for that name."""
# What begins with one of these names is no archive to its owner: Office, OpenDocument, EPUB, Java.
_OF_ONE_DOCUMENT = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"mimetype", b"META-INF/")
_CHUNK = 1024 * 1024
"""Bytes that are held at once."""
_LIBRARY = "jomo.sqlite"
"""What a backup holds, beside uploads and a list of its files."""
_PROTECTED = 1
"""A bit of an entry's flags (APPNOTE 4.4.4)."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What every exporter packs with. The others give any amount of memory at once when they are unpacked."""
_END = b"PK\x05\x06"
_END_BYTES, _COMMENT_BYTES = 22, 65_535
"""The end of a zip file, and the comment that may follow it (APPNOTE 4.3.16)."""
_END_64 = b"PK\x06\x07"
_LEADS_OUT = noted("names lead out of it")
_ABSOLUTE = re.compile(r"/|[A-Za-z]:/")
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)\s*(?:\..*)?", re.IGNORECASE)
"""Names that open a device on Windows, whatever their ending."""
PICTURES_BYTES = 1024**3
"""Of pictures in one archive: those that a thousand saved pages show, with ten of 100 kB each. More would
take the room of what is to be read."""
_NAMED = 3
"""So many entries are named in a line; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold, all archives inside it included.

    The archive of a person who wrote much for twenty years has some ten thousand files; the largest file that
    people import is arXiv's snapshot, of 5 GB. Text is packed to a tenth, tables of repeated words to a
    fiftieth; small files may do better. Notion packs an archive into an archive.
    """

    entries: int = 50_000
    bytes: int = 8 * 1024**3
    ratio: int = 200
    ratio_from: int = 1024**2
    depth: int = 3
    directory_bytes: int = 16 * 1024**2


def unpack(
    archive: Path,
    folder: Path,
    limits: ArchiveLimits,
    wanted: Callable[[Path], bool] = may_be_source,
) -> list[Failure]:
    """Writes the entries that are `wanted`, and the pictures beside them, into `folder`; tells what of
    the wanted was left out, a line a reason.

    :raises zipfile.BadZipFile: it is no zip file, or a damaged one.
    :raises ImportRefused: it is a backup of a library.
    """
    # At most half of what is free, so that the library itself can go on writing.
    room = min(limits.bytes, shutil.disk_usage(folder).free // 2)
    unpacking = _Unpacking(limits, wanted, limits.entries, room, min(PICTURES_BYTES, room // 4))
    unpacking.unpack(archive, folder, depth=1)
    return unpacking.failures


def names_in(path: Path) -> list[str]:
    """The names of what a zip file holds; none of another file, or of one that cannot be read."""
    try:
        with path.open("rb") as file:
            if not file.read(_HEAD_BYTES).startswith(_MAGIC):
                return []
        with zipfile.ZipFile(path) as parts:
            return parts.namelist()
    except (zipfile.BadZipFile, OSError):
        return []


def is_archive(path: Path) -> bool:
    """Whether a file begins like a zip file, and is no document of an office program.

    :raises OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    return head.startswith(_MAGIC) and not head[_NAME_AT:].startswith(_OF_ONE_DOCUMENT)


@dataclass(slots=True)
class _Unpacking:
    """One archive with those inside it: what may still be unpacked, and what was left out."""

    limits: ArchiveLimits
    wanted: Callable[[Path], bool]
    entries: int
    bytes: int
    picture_bytes: int
    failures: list[Failure] = field(default_factory=list)
    reached: str = ""

    def unpack(self, archive: Path, folder: Path, depth: int) -> None:
        """:raises zipfile.BadZipFile: the archive is damaged.
        :raises ImportRefused: it is a backup of a library.
        """
        left_out: dict[str, list[str]] = {}
        inner: dict[Path, None] = {}
        if _directory_bytes(archive) > self.limits.directory_bytes:
            self.reached = self._too_many()
        else:
            with _opened(archive) as opened:
                entries = [entry for entry in opened.infolist() if not entry.is_dir()]
                if any(entry.filename == _LIBRARY for entry in entries):
                    raise ImportRefused(
                        _(
                            "{file} is a backup of a library; `restore` brings it back into a new folder",
                            file=archive.name,
                        )
                    )
                for entry, name in zip(entries, names_of(entries), strict=True):
                    target = folder.joinpath(*map(fitting, filter(None, name.split("/"))))
                    reason = self._unpack_entry(opened, entry, name, target, folder)
                    if self.reached:
                        break
                    if reason:
                        left_out.setdefault(reason, []).append(name)
                    elif target.is_file() and is_archive(target):
                        inner[target] = None
        for packed in inner:
            if depth == self.limits.depth:
                reason = _("archives lie more than {depth} deep in each other", depth=self.limits.depth)
                left_out.setdefault(reason, []).append(packed.name)
            elif not self.reached:
                self._unpack_inner(packed, depth + 1)
            packed.unlink()
        self.failures += _told(archive, left_out)
        if self.reached and depth == 1:
            told = _("{file} {what}, and the rest was left out", file=archive.name, what=self.reached)
            self.failures.append(_failure(archive, told))

    def _too_many(self) -> str:
        return n_("holds more than {count} file", "holds more than {count} files", self.limits.entries)

    def _unpack_inner(self, packed: Path, depth: int) -> None:
        """Unpacks a zip file beside itself; one that is damaged costs itself only."""
        folder = packed.with_name(f"{packed.name}!")
        try:
            folder.mkdir(exist_ok=True)
            self.unpack(packed, folder, depth)
        except ImportRefused as refused:
            self.failures.append(_failure(packed, str(refused)))
        except OSError as error:
            told = _("{file} could not be unpacked ({why})", file=packed.name, why=cause(error))
            self.failures.append(_failure(packed, told))
        except zipfile.BadZipFile as error:
            told = _("{file} is damaged ({why}); it was left out", file=packed.name, why=cause(error))
            self.failures.append(_failure(packed, told))

    def _unpack_entry(
        self, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, target: Path, folder: Path
    ) -> str | None:
        """Writes an entry that may be a source; returns why another was left out that should not be."""
        self.entries -= 1
        if self.entries < 0:
            self.reached = self._too_many()
            return None
        reason = _why_not(name) or _why_no_file(entry)
        if reason is None and not target.is_relative_to(folder):
            reason = _(_LEADS_OUT)
        is_source = self.wanted(target)
        if reason or not (is_source or self._may_be_shown(entry, target)):
            return reason
        reason = _why_not_unpacked(entry, self.limits) or self._write(opened, entry, target)
        return reason if is_source else None

    def _may_be_shown(self, entry: zipfile.ZipInfo, target: Path) -> bool:
        """Whether it is a picture that a page or a post beside it may name, and there is room for it."""
        if target.suffix.lower() not in PICTURES or not 0 < entry.file_size <= self.picture_bytes:
            return False
        self.picture_bytes -= entry.file_size
        return True

    def _write(self, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> str | None:
        """Returns why an entry could not be written whole; nothing of it is left then."""
        reason = None
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with opened.open(entry) as source, target.open("wb") as out:
                while not self.reached and (chunk := source.read(_CHUNK)):
                    self.bytes -= len(chunk)
                    if self.bytes < 0:
                        self.reached = _("unfolds to more than is allowed, or than half of the free disk")
                    out.write(chunk)
        except OSError as error:
            reason = _("files could not be written ({why})", why=cause(error))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error):
            reason = _("files are damaged or break off")
        if (reason or self.reached) and target.is_file():
            target.unlink()
        return reason


def _opened(archive: Path) -> zipfile.ZipFile:
    """:raises zipfile.BadZipFile: its list of entries makes no sense."""
    try:
        return zipfile.ZipFile(archive)
    except (NotImplementedError, ValueError, struct.error) as error:
        raise zipfile.BadZipFile(_("its list of files cannot be read")) from error


def _told(archive: Path, left_out: Mapping[str, Sequence[str]]) -> Iterator[Failure]:
    for reason, names in left_out.items():
        shown = ", ".join(map(printable, names[:_NAMED]))
        if len(names) > _NAMED:
            shown = _("{names} and {number} more", names=shown, number=number(len(names) - _NAMED))
        told = _("In {file}, {reason}; left out: {names}", file=archive.name, reason=reason, names=shown)
        yield _failure(archive, told)


def _failure(archive: Path, reason: str) -> Failure:
    return Failure(str(archive), reason)


def _why_not(name: str) -> str | None:
    """Why a name is not to be written, None where it is sound."""
    parts = name.split("/")
    if _ABSOLUTE.match(name) or ".." in parts:
        return _(_LEADS_OUT)
    if any(map(_DEVICE.fullmatch, parts)):
        return _("names are those of devices")
    return None


def _why_no_file(entry: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind in (0, stat.S_IFREG):
        return None
    return _("entries are links") if kind == stat.S_IFLNK else _("entries are no files but pipes or devices")


def _why_not_unpacked(entry: zipfile.ZipInfo, limits: ArchiveLimits) -> str | None:
    if entry.flag_bits & _PROTECTED:
        return _("files are protected by a password (unpack it yourself and add the folder)")
    if entry.compress_type not in _METHODS:
        return _("files are packed by a method that is not read (unpack it yourself and add the folder)")
    if entry.file_size > limits.ratio_from and entry.file_size > entry.compress_size * limits.ratio:
        return _("files unfold to more than {ratio} times their size", ratio=limits.ratio)
    return None


def _directory_bytes(archive: Path) -> int:
    """The size of an archive's list of entries, which is held in memory whole.

    :raises zipfile.BadZipFile: it has no end.
    """
    with archive.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
        tail = file.read()
        ends_plainly = tail[-_END_BYTES:].startswith(_END) and tail.endswith(b"\0\0")
        at = len(tail) - _END_BYTES if ends_plainly else tail.rfind(_END)
        if at < 0 or len(tail) < at + _END_BYTES:
            raise zipfile.BadZipFile(_("it has no end"))
        directory = int.from_bytes(tail[at + 12 : at + 16], "little")
        if at >= 20 and tail[at - 20 : at - 16] == _END_64:
            file.seek(min(size, int.from_bytes(tail[at - 12 : at - 4], "little")))
            directory = int.from_bytes(file.read(56)[40:48], "little")
    return directory
