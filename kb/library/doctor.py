"""Looks a library over: what is wrong, what helps, and mending what can be derived from what is stored.

Each check stands by itself: one that the damage ends is its own finding, and the others go on.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kb.backup import daily
from kb.errors import JomoError
from kb.ingest.derived import reindex_words
from kb.settings import Settings
from kb.store import areas, checks, chunks, explained, facts, items, maps, words
from kb.types import Check
from kb.vectors.chroma import remote, seal_of

if TYPE_CHECKING:
    from kb.library import Library

_ROOM = 3
"""Free space a library wants, in its own sizes: a copy is written, packed and unpacked to be verified."""
_LEAST_ROOM = 100_000_000

Finding = tuple[bool, str]


def examine(library: Library, fix: bool) -> list[Check]:
    """All checks. With `fix`, the words index and the vector index are made anew where they are wrong, and
    vectors of a wrong size dropped; missing vectors are work for `embed`, papers known by id only for
    `complete`."""
    looks: dict[str, Callable[[], Finding]] = {
        "folder": lambda: _folder(library.home, library.store.read_only),
        "store": lambda: _store(library),
        "words index": lambda: _words(library, fix),
        "vectors": lambda: _vectors(library, fix),
        "vector index": lambda: _index(library, fix),
        "map": lambda: _map(library),
        "areas": lambda: _areas(library, fix),
        "papers": lambda: _stubs(library),
        "uploads": lambda: _uploads(library),
        "backups": lambda: _backups(library),
        "background work": lambda: _jobs(library),
    }
    return [_checked(name, look, library.store.path) for name, look in looks.items()]


def examine_closed(settings: Settings, error: JomoError) -> list[Check]:
    """What can be said of a library that cannot be opened, for this reason."""
    copies = daily.copies(settings)
    newest = f"the newest is {copies[0]}" if copies else f"none in {daily.folder(settings)}"
    return [
        Check("store", False, str(error)),
        Check("backups", bool(copies), newest),
        _checked("folder", lambda: _folder(settings.home, read_only=False), settings.home / "jomo.sqlite"),
    ]


def _checked(name: str, look: Callable[[], Finding], path: Path) -> Check:
    try:
        return Check(name, *look())
    except JomoError as error:
        return Check(name, False, str(error))
    except Exception as error:  # noqa: BLE001  (a damaged library may make a check fail in any way)
        told = explained(error, path) if isinstance(error, sqlite3.Error | OSError) else None
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return Check(
            name,
            False,
            str(told) if told else f"could not be looked at ({reason}); `restore` a backup or try `salvage`",
        )


def _folder(home: Path, read_only: bool) -> Finding:
    if read_only:
        return False, (
            f"{home} is read-only: everything can be read, nothing saved; make folder and file writable, or"
            " copy the folder and set KB_HOME to the copy"
        )
    file = home / "jomo.sqlite"
    size = file.stat().st_size if file.exists() else 0
    free, wanted = shutil.disk_usage(home).free, max(_LEAST_ROOM, _ROOM * size)
    if free < wanted:
        return (
            False,
            f"{free // 10**6} MB free, about {wanted // 10**6} are wanted for copies; free some space",
        )
    return True, f"{home}, {free // 10**9} GB free"


def _store(library: Library) -> Finding:
    db, path = library.store.read(), library.store.path
    remedy = f"`restore FILE` brings a backup back, `salvage {path} NEW_FOLDER` reads what can still be read"
    if problems := checks.integrity(db):
        return False, f"damaged ({'; '.join(problems)}); {remedy}"
    if lost := checks.lacking(db):
        return False, f"lacks {', '.join(lost)}; {remedy}"
    if dangling := checks.dangling(db):
        told = ", ".join(f"{count} rows of {table}" for table, count in dangling.items())
        return False, f"{told} point nowhere; {remedy}"
    if lacking := checks.without_passages(db):
        return False, f"{lacking} items have no passages; run `reindex`"
    return True, f"{len(items.every_id(db))} items, {chunks.count(db)} passages"


def _words(library: Library, fix: bool) -> Finding:
    problems = words.problems(library.store.read(), thorough=not library.store.read_only)
    if problems and fix:
        count = reindex_words(library.store)
        return True, f"made anew over {count} items (it was: {'; '.join(problems)})"
    if problems:
        return False, f"{'; '.join(problems)}; run `doctor --fix`"
    return True, "complete"


def _vectors(library: Library, fix: bool) -> Finding:
    space = library.space
    wrong = checks.misshapen_vectors(library.store.read(), space.fingerprint, space.dimension)
    if wrong and fix:
        with library.store.write() as db:
            checks.drop_misshapen_vectors(db, space.fingerprint, space.dimension)
        return True, f"{wrong} of a wrong size were dropped; run `embed`"
    if wrong:
        return False, f"{wrong} have a wrong size; run `doctor --fix`, then `embed`"
    if pending := library.pending():
        return True, f"{pending} passages wait for `embed`; found by words meanwhile"
    return True, f"complete, by {library.encoder.name}"


def _index(library: Library, fix: bool) -> Finding:
    if not library.own_index():
        return True, "not kept by this process"
    if not remote(library.settings) and not library.meaning_opened:
        # Looked at before it is opened: opening it would begin to mend it.
        seal = facts.get(library.store.read(), "index-seal")
        if seal and seal_of(library.home) != seal and not fix:
            return False, (
                "not as it was written last (damaged, replaced, or its process was killed); search is exact"
                " meanwhile; run `reindex`"
            )
    meaning = library.meaning
    meaning.connect()
    if meaning.trouble:
        return False, f"{meaning.trouble}; search is exact meanwhile"
    if (behind := meaning.behind()) and fix:
        return True, f"brought up to date, {meaning.sync()} passages"
    if behind:
        return True, f"{behind} passages behind; they are searched exactly, `reindex` adds them"
    return True, "complete"


def _map(library: Library) -> Finding:
    lacking = maps.unplaced(library.store.read(), library.space.fingerprint)
    return True, f"{lacking} items have no place yet; run `map`" if lacking else "complete"


def _areas(library: Library, fix: bool) -> Finding:
    if fix:
        library.find_members()
    if lacking := areas.unmeasured(library.store.read()):
        return False, f"members of {', '.join(lacking)} were not found yet; run `doctor --fix`"
    if not library.pending() and library.areas_behind():
        return True, "members are to be found anew; run `embed`"
    return True, "complete"


def _jobs(library: Library) -> Finding:
    if failed := library.failed_jobs():
        told = "; ".join(f"{job.kind} {job.id}: {job.message}" for job in failed[-3:])
        return False, f"{len(failed)} failed and not made good since ({told})"
    return True, "nothing failed"


def _stubs(library: Library) -> Finding:
    stubs = items.stub_keys(library.store.read())
    if stubs:
        return True, f"{len(stubs)} known by identifier only; run `complete` with a network"
    return True, "all have their details"


def _uploads(library: Library) -> Finding:
    files = checks.files_below(library.store.read(), library.home.resolve() / "uploads")
    missing = [file for file in files if not file.exists()]
    if missing:
        return False, (
            f"{len(missing)} of {len(files)} files are gone, {missing[0].name} among them; their text is"
            " kept, the files themselves are in a backup made before"
        )
    return True, f"{len(files)} files"


def _backups(library: Library) -> Finding:
    if not library.settings.backups:
        return True, "no daily copies (KB_BACKUPS is 0); `backup FILE` makes one"
    made = daily.last(library.store)
    if made is None:
        return True, "none yet; the app makes one a day, `backup FILE` one now"
    if made.trouble:
        return False, f"none was made on {made.day}: {made.trouble}"
    if not Path(made.file).exists():
        return False, f"the copy of {made.day} is gone from {Path(made.file).parent}; `backup FILE` makes one"
    return True, f"the last on {made.day}, {made.file}"
