"""Looks a library over: what is wrong, what helps, and mending what can be derived from what is stored.

Each check stands by itself: one that the damage ends is its own finding, and the others go on.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kb.backup import daily
from kb.errors import JomoError
from kb.ingest import originals
from kb.ingest.derived import reindex_words
from kb.library.areas import Areas
from kb.library.vectors import Vectors
from kb.settings import Settings
from kb.store import Store, areas, checks, chunks, explained, items, key_values, maps, words
from kb.store import originals as files
from kb.types import Check
from kb.vectors.chroma import remote, seal_of
from kb.work import queue

_ROOM = 3
"""Free space a library wants, in its own sizes: a copy is written, packed and unpacked to be verified."""
_LEAST_ROOM = 100_000_000
"""Bytes; below this even a small library should not be written to."""

Finding = tuple[bool, str]


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at of a library."""

    settings: Settings
    store: Store
    vectors: Vectors
    areas: Areas


def examine(patient: Patient, fix: bool) -> list[Check]:
    """All checks. With `fix`, the words index and the vector index are made anew where they are wrong, and
    vectors of a wrong size dropped; missing vectors are work for `embed`, papers known by id only for
    `complete`."""
    looks: dict[str, Callable[[], Finding]] = {
        "folder": lambda: _folder(patient.settings.home, patient.store.read_only),
        "store": lambda: _store(patient),
        "words index": lambda: _words(patient, fix),
        "vectors": lambda: _vectors(patient, fix),
        "vector index": lambda: _index(patient, fix),
        "map": lambda: _map(patient),
        "areas": lambda: _areas(patient, fix),
        "papers": lambda: _stubs(patient),
        "uploads": lambda: _uploads(patient),
        "originals": lambda: _originals(patient, fix),
        "backups": lambda: _backups(patient),
        "background work": lambda: _jobs(patient),
    }
    return [_checked(name, look, patient.store.path) for name, look in looks.items()]


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


def _store(patient: Patient) -> Finding:
    db, path = patient.store.read(), patient.store.path
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


def _words(patient: Patient, fix: bool) -> Finding:
    problems = words.problems(patient.store.read(), thorough=not patient.store.read_only)
    if problems and fix:
        count = reindex_words(patient.store)
        return True, f"made anew over {count} items (it was: {'; '.join(problems)})"
    if problems:
        return False, f"{'; '.join(problems)}; run `doctor --fix`"
    return True, "complete"


def _vectors(patient: Patient, fix: bool) -> Finding:
    space = patient.vectors.space
    wrong = checks.misshapen_vectors(patient.store.read(), space.fingerprint, space.dimension)
    if wrong and fix:
        with patient.store.write() as db:
            checks.drop_misshapen_vectors(db, space.fingerprint, space.dimension)
        return True, f"{wrong} of a wrong size were dropped; run `embed`"
    if wrong:
        return False, f"{wrong} have a wrong size; run `doctor --fix`, then `embed`"
    if pending := patient.vectors.pending():
        return True, f"{pending} passages wait for `embed`; found by words meanwhile"
    return True, f"complete, by {patient.vectors.encoder.name}"


def _index(patient: Patient, fix: bool) -> Finding:
    if not patient.vectors.own_index():
        return True, "not kept by this process"
    if not remote(patient.settings) and not patient.vectors.opened:
        # Looked at before it is opened: opening it would begin to mend it.
        seal = key_values.get(patient.store.read(), "index-seal")
        if seal and seal_of(patient.settings.home) != seal and not fix:
            return False, (
                "not as it was written last (damaged, replaced, or its process was killed); search is exact"
                " meanwhile; run `reindex`"
            )
    passages = patient.vectors.passages
    passages.connect()
    if passages.trouble:
        return False, f"{passages.trouble}; search is exact meanwhile"
    if (behind := passages.behind()) and fix:
        return True, f"brought up to date, {passages.sync()} passages"
    if behind:
        return True, f"{behind} passages behind; they are searched exactly, `reindex` adds them"
    return True, "complete"


def _map(patient: Patient) -> Finding:
    lacking = maps.unplaced(patient.store.read(), patient.vectors.space.fingerprint)
    return True, f"{lacking} items have no place yet; run `map`" if lacking else "complete"


def _areas(patient: Patient, fix: bool) -> Finding:
    if fix:
        patient.areas.find_members()
    if lacking := areas.unmeasured(patient.store.read()):
        return False, f"members of {', '.join(lacking)} were not found yet; run `doctor --fix`"
    if not patient.vectors.pending() and patient.areas.behind():
        return True, "members are to be found anew; run `embed`"
    return True, "complete"


def _jobs(patient: Patient) -> Finding:
    if failed := queue.failed(patient.store):
        told = "; ".join(f"{job.kind} {job.id}: {job.message}" for job in failed[-3:])
        return False, f"{len(failed)} failed and not made good since ({told})"
    return True, "nothing failed"


def _stubs(patient: Patient) -> Finding:
    stubs = items.stub_keys(patient.store.read())
    if stubs:
        return True, f"{len(stubs)} known by identifier only; run `complete` with a network"
    return True, "all have their details"


def _uploads(patient: Patient) -> Finding:
    uploaded = checks.files_below(patient.store.read(), patient.settings.home.resolve() / "uploads")
    missing = [file for file in uploaded if not file.exists()]
    if missing:
        return False, (
            f"{len(missing)} of {len(uploaded)} files are gone, {missing[0].name} among them; their text is"
            " kept, the files themselves are in a backup made before"
        )
    return True, f"{len(uploaded)} files"


def _originals(patient: Patient, fix: bool) -> Finding:
    db, home = patient.store.read(), patient.settings.home
    every = {one.sha256: (item_id, one) for item_id, one in files.every(db)}
    missing, damaged = [], []
    for item_id, one in every.values():
        path = originals.find(db, home, item_id, one)
        if not one.linked and path != originals.path_of(home, one.sha256):
            path = None
        if path is None:
            missing.append(one)
        elif not one.linked and not originals.is_whole(path, one.sha256):
            damaged.append(one)
    dropped = originals.drop_unused(patient.store) if fix else 0
    troubles = [
        f"{len(those)} {trouble} ({those[0].name}, from {those[0].place}, among them)"
        for those, trouble in ((missing, "are missing"), (damaged, "are damaged"))
        if those
    ]
    if troubles:
        return False, (
            f"of {len(every)} files {' and '.join(troubles)}; add them again, or `restore` a backup made"
            " before; texts and notes are kept"
        )
    more = f"; {dropped} that no item needs were deleted" if dropped else ""
    return True, f"{len(every)} files, {sum(one.linked for _, one in every.values())} of them linked{more}"


def _backups(patient: Patient) -> Finding:
    if not patient.settings.backups:
        return True, "no daily copies (KB_BACKUPS is 0); `backup FILE` makes one"
    made = daily.last(patient.store)
    if made is None:
        return True, "none yet; the app makes one a day, `backup FILE` one now"
    if made.trouble:
        return False, f"none was made on {made.day}: {made.trouble}"
    if not Path(made.file).exists():
        return False, f"the copy of {made.day} is gone from {Path(made.file).parent}; `backup FILE` makes one"
    return True, f"the last on {made.day}, {made.file}"
