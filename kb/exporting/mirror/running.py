"""Items mirrored into a folder: each has one note, told by the key in it. Nothing is ever deleted."""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kb.appearing import write_whole
from kb.catalogue import _, cause
from kb.clock import today
from kb.errors import FrontMatterRefused, JomoError, MarkerGone
from kb.exporting.mirror.names import free
from kb.exporting.mirror.note import Kept, note, wikilink
from kb.exporting.mirror.place import Entry, Place
from kb.exporting.mirror.properties import Value, said
from kb.exporting.mirror.update import beside, brought_up, flagged, fresh, same
from kb.text.mirrored import key_of
from kb.types import Failure
from kb.types.mirror import Mirrored


@dataclass(frozen=True, slots=True)
class _File:
    """A mirrored note that is there: the key in it and, as it was read, its text and state."""

    path: Path
    key: str
    text: str
    changed_ns: int


@dataclass(slots=True)
class _Done:
    """What a run came to so far."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    left_out: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


def mirror(
    folder: Path,
    chosen: Sequence[Kept],
    leads_to: Callable[[Collection[str]], Mapping[str, str]],
    *,
    dry_run: bool = False,
    again: bool = False,
) -> Mirrored:
    """Writes what changed of the chosen items' notes. `leads_to` says of keys which items' keys they lead to,
    where items were merged too. With `again` notes that the person deleted are written once more; with
    `dry_run` nothing is.

    :raises JomoError: the folder cannot be used.
    """
    run = _Run(Place(folder), chosen, leads_to, dry_run, again)
    return run.result()


class _Run:
    def __init__(
        self,
        place: Place,
        chosen: Sequence[Kept],
        leads_to: Callable[[Collection[str]], Mapping[str, str]],
        dry_run: bool,
        again: bool,
    ) -> None:
        self._place, self._dry_run = place, dry_run
        self._chosen = {one.item.key: one for one in chosen}
        self._done = _Done()
        self._unread: set[str] = set()
        files = self._found()
        owners = leads_to([*files, *place.entries])
        self._files, self._others = self._assigned(files, owners)
        missing = {owners[key] for key in place.entries if key not in files and key in owners}
        self._gone = set() if again else missing - self._files.keys() - self._unread
        self._owners = owners
        self._paths = self._named()
        # A note that cannot be read just now is there all the same.
        there = {key: place.path(place.entries[key].file) for key in self._unread}
        self._links = {key: place.target(path) for key, path in {**there, **self._paths}.items()}
        self._entries: dict[str, Entry] = {}
        self._settled: set[str] = set()

    # -- what is there ------------------------------------------------------------------------------

    def _found(self) -> dict[str, _File]:
        """The mirrored notes that are there, by the keys in them: where they lay, else wherever they were
        moved to."""
        place = self._place
        found: dict[str, _File] = {}
        for key, entry in place.entries.items():
            if (one := self._read(place.path(entry.file))) and one.key == key:
                found[key] = one
        if found.keys() != place.entries.keys() or self._chosen.keys() - found.keys():
            for key, path in place.elsewhere.items():
                if key not in found and key not in self._unread and (one := self._read(path)):
                    found[key] = one
        return found

    def _read(self, path: Path) -> _File | None:
        """A mirrored note; None for what is none, or is not there."""
        try:
            changed = path.stat().st_mtime_ns
            text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            why = cause(error) if isinstance(error, OSError) else _("it is not UTF-8")
            self._fail(path, _("{file} could not be read ({reason})", file=path.name, reason=why))
            self._unread |= {
                key for key, one in self._place.entries.items() if self._place.path(one.file) == path
            }
            return None
        return _File(path, key, text, changed) if (key := key_of(text)) else None

    def _assigned(
        self, files: Mapping[str, _File], owners: Mapping[str, str]
    ) -> tuple[dict[str, _File], dict[str, _File]]:
        """The notes of the chosen items by their keys, and the others that were written here: of items that
        are not chosen or are gone, and of those that were merged into another."""
        of_items: dict[str, _File] = {}
        for key in sorted(files, key=lambda key: owners.get(key) != key):
            owner = owners.get(key)
            if owner in self._chosen and owner is not None:
                of_items.setdefault(owner, files[key])
        taken = {one.path for one in of_items.values()}
        others = {
            key: one for key, one in files.items() if one.path not in taken and key in self._place.entries
        }
        merged = {
            key: one for key, one in files.items() if one.path not in taken and owners.get(key) in of_items
        }
        return of_items, others | merged

    def _named(self) -> dict[str, Path]:
        """Where the notes of the chosen items lie, or will lie, by key."""
        place = self._place
        paths = {key: one.path for key, one in self._files.items()}
        for key, one in self._chosen.items():
            if key not in paths and key not in self._gone and key not in self._unread:
                paths[key] = place.folder / f"{free(one.item.title, key, place.taken)}.md"
                place.take(paths[key])
        return paths

    # -- what becomes of it -------------------------------------------------------------------------

    def result(self) -> Mirrored:
        """Does it, and says what was done."""
        if not self._dry_run and not self._place.folder.exists():
            try:
                self._place.folder.mkdir()
            except OSError as error:
                raise JomoError(
                    _(
                        "{folder} cannot be made ({reason}); choose another folder",
                        folder=self._place.folder,
                        reason=cause(error),
                    )
                ) from error
        for key, path in self._paths.items():
            self._one(key, path)
        for key, file in self._others.items():
            self._left_out(key, file)
        carried = self._place.entries.keys() - self._settled
        self._entries = {key: self._place.entries[key] for key in carried} | self._entries
        self._done.deleted = [self._chosen[key].item.title for key in self._chosen if key in self._gone]
        if not self._dry_run:
            try:
                self._place.remember(self._entries)
            except OSError as error:
                folder = self._place.folder
                said_so = _("{file} cannot be written ({reason})", file=folder.name, reason=cause(error))
                self._fail(folder, said_so)
        done = self._done
        return Mirrored(
            str(self._place.folder),
            tuple(done.written),
            done.unchanged,
            tuple(done.left_out),
            tuple(done.deleted),
            tuple(done.edited),
            tuple(done.beside),
            tuple(done.failed),
        )

    def _one(self, key: str, path: Path) -> None:
        made = note(self._chosen[key], path.stem, self._links)
        entry = Entry(self._place.name(path), said(made.properties))
        file = self._files.get(key)
        if file is None:
            if self._write(path, fresh(made), None):
                self._entries[key] = entry
            return
        with self._readable(file):
            remembered = self._place.entries.get(file.key)
            update = brought_up(file.text, made, remembered.properties if remembered else {})
            if update.edited:
                self._done.edited.append(entry.file)
            if same(update.text, file.text):
                self._done.unchanged += 1
            else:
                if update.kept and not self._keep(key, file, update.kept):
                    return
                if not self._write(path, update.text, file):
                    return
            self._entries[key] = entry
            self._settled.add(file.key)

    def _keep(self, key: str, file: _File, words: str) -> bool:
        """Keeps what the person had changed above the marker in a file beside the note."""
        place = self._place
        named = free(f"{file.path.stem} (edited {today()})", f"{key} {words}", place.taken)
        path = file.path.with_name(f"{named}.md")
        link = wikilink(place.target(file.path), "")
        if not self._write(path, beside(words, key, link, today()), None, counted=False):
            return False
        place.take(path)
        self._done.beside.append(place.name(path))
        return True

    def _left_out(self, key: str, file: _File) -> None:
        owner = self._owners.get(key)
        flags: dict[str, Value] = {"mirrored": False}
        if owner is not None and owner != key and owner in self._links:
            flags["merged_into"] = wikilink(self._links[owner], self._chosen[owner].item.title)
        with self._readable(file):
            text = flagged(file.text, flags)
            if not same(text, file.text) and self._write(file.path, text, file):
                self._done.left_out.append(self._place.name(file.path))
        if entry := self._place.entries.get(key):
            self._entries[key] = Entry(self._place.name(file.path), entry.properties)

    # -- files ----------------------------------------------------------------------------------------
    @contextmanager
    def _readable(self, file: _File) -> Iterator[None]:
        """What is done with a note as long as it is one."""
        try:
            yield
        except MarkerGone:
            self._done.edited.append(self._place.name(file.path))
        except FrontMatterRefused as error:
            self._fail(
                file.path,
                _(
                    "{file} has properties that are no YAML ({reason}); mend them in its front matter",
                    file=file.path.name,
                    reason=error,
                ),
            )

    def _write(self, path: Path, text: str, file: _File | None, *, counted: bool = True) -> bool:
        """Writes a file whole or not at all; whether that went well. What changed since it was read, or may
        not be written, is left."""
        if not self._dry_run:
            try:
                if trouble := _untouchable(path, file):
                    self._fail(path, trouble)
                    return False
                # As bytes: lines end as they did, on Windows too.
                write_whole(path.resolve(), text.encode())
            except OSError as error:
                self._fail(
                    path,
                    _(
                        "{file} could not be written ({reason}); it was left as it is",
                        file=path.name,
                        reason=cause(error),
                    ),
                )
                return False
        if counted:
            self._done.written.append(self._place.name(path))
        return True

    def _fail(self, path: Path, what: str) -> None:
        self._done.failed.append(Failure(self._place.name(path), what))


def _untouchable(path: Path, file: _File | None) -> str:
    """Why a file may not be written now; empty where it may."""
    if file is None:
        appeared = _("{file} appeared meanwhile; mirror again", file=path.name)
        return appeared if path.exists() else ""
    status = path.stat()
    if not status.st_mode & stat.S_IWUSR:
        return _(
            "{file} is read-only and was left as it is; allow writing to it and mirror again",
            file=path.name,
        )
    if status.st_mtime_ns != file.changed_ns:
        return _("{file} was changed just now and was left as it is; mirror again", file=path.name)
    return ""
