"""Looks a library over: what is wrong, what helps, and mending what can be derived from what is stored.

Each check stands by itself: one that the damage ends is its own finding, and the others go on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kb.backup import daily
from kb.catalogue import _, n_, noted
from kb.errors import JomoError
from kb.ingest.derived import reindex_words
from kb.library import doctor_files
from kb.library.areas import Areas
from kb.library.doctor_files import Finding
from kb.library.vectors import Vectors
from kb.settings import Settings
from kb.store import Store, areas, checks, chunks, explained, items, key_values, maps, words
from kb.types import Check
from kb.vectors.chroma import remote, seal_of
from kb.work import queue


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
        noted("folder"): lambda: doctor_files.folder(patient.settings.home, patient.store.read_only),
        noted("store"): lambda: _store(patient),
        noted("words index"): lambda: _words(patient, fix),
        noted("vectors"): lambda: _vectors(patient, fix),
        noted("vector index"): lambda: _index(patient, fix),
        noted("map"): lambda: _map(patient),
        noted("areas"): lambda: _areas(patient, fix),
        noted("papers"): lambda: _stubs(patient),
        noted("uploads"): lambda: doctor_files.uploads(patient.settings, patient.store),
        noted("originals"): lambda: doctor_files.kept_originals(patient.settings, patient.store, fix),
        noted("backups"): lambda: doctor_files.backups(patient.settings, patient.store),
        noted("background work"): lambda: _jobs(patient),
    }
    return [_checked(name, look, patient.store.path) for name, look in looks.items()]


def examine_closed(settings: Settings, error: JomoError) -> list[Check]:
    """What can be said of a library that cannot be opened, for this reason."""
    copies = daily.copies(settings)
    newest = _("none in {folder}", folder=daily.folder(settings))
    if copies:
        newest = _("the newest is {file}", file=copies[0])
    return [
        Check("store", False, str(error)),
        Check("backups", bool(copies), newest),
        _checked(
            "folder",
            lambda: doctor_files.folder(settings.home, read_only=False),
            settings.home / "jomo.sqlite",
        ),
    ]


def _checked(name: str, look: Callable[[], Finding], path: Path) -> Check:
    try:
        return Check(name, *look())
    except JomoError as error:
        return Check(name, False, str(error))
    except Exception as error:  # noqa: BLE001  (a damaged library may make a check fail in any way)
        told = explained(error, path) if isinstance(error, sqlite3.Error | OSError) else None
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        instead = _("could not be looked at ({why}); `restore` a backup or try `salvage`", why=reason)
        return Check(name, False, str(told) if told else instead)


def _store(patient: Patient) -> Finding:
    db, path = patient.store.read(), patient.store.path
    remedy = _(
        "`restore FILE` brings a backup back, `salvage {file} NEW_FOLDER` reads what can still be read",
        file=path,
    )
    if problems := checks.integrity(db):
        return False, f"{_('damaged ({why})', why='; '.join(problems))}; {remedy}"
    if lost := checks.lacking(db):
        return False, f"{_('lacks {tables}', tables=', '.join(lost))}; {remedy}"
    if dangling := checks.dangling(db):
        told = ", ".join(
            n_("{count} row of {table}", "{count} rows of {table}", count, table=table)
            for table, count in dangling.items()
        )
        return False, f"{_('{rows} point nowhere', rows=told)}; {remedy}"
    if lacking := checks.without_passages(db):
        return False, n_(
            "{count} item has no passages; run `reindex`",
            "{count} items have no passages; run `reindex`",
            lacking,
        )
    every = n_("{count} item", "{count} items", len(items.every_id(db)))
    return True, f"{every}, {n_('{count} passage', '{count} passages', chunks.count(db))}"


def _words(patient: Patient, fix: bool) -> Finding:
    problems = words.problems(patient.store.read(), thorough=not patient.store.read_only)
    if problems and fix:
        return True, n_(
            "made anew over {count} item (it was: {problems})",
            "made anew over {count} items (it was: {problems})",
            reindex_words(patient.store),
            problems="; ".join(problems),
        )
    if problems:
        return False, _("{problems}; run `doctor --fix`", problems="; ".join(problems))
    return True, _("complete")


def _vectors(patient: Patient, fix: bool) -> Finding:
    space = patient.vectors.space
    wrong = checks.misshapen_vectors(patient.store.read(), space.fingerprint, space.dimension)
    if wrong and fix:
        with patient.store.write() as db:
            checks.drop_misshapen_vectors(db, space.fingerprint, space.dimension)
        return True, n_(
            "{count} of a wrong size was dropped; run `embed`",
            "{count} of a wrong size were dropped; run `embed`",
            wrong,
        )
    if wrong:
        return False, n_(
            "{count} has a wrong size; run `doctor --fix`, then `embed`",
            "{count} have a wrong size; run `doctor --fix`, then `embed`",
            wrong,
        )
    if pending := patient.vectors.pending():
        return True, n_(
            "{count} passage waits for `embed`; found by words meanwhile",
            "{count} passages wait for `embed`; found by words meanwhile",
            pending,
        )
    return True, _("complete, by {model}", model=patient.vectors.encoder.name)


def _index(patient: Patient, fix: bool) -> Finding:
    if not patient.vectors.own_index():
        return True, _("not kept by this process")
    if not remote(patient.settings) and not patient.vectors.opened:
        # Looked at before it is opened: opening it would begin to mend it.
        seal = key_values.get(patient.store.read(), "index-seal")
        if seal and seal_of(patient.settings.home) != seal and not fix:
            return False, _(
                "not as it was written last (damaged, replaced, or its process was killed); search is exact"
                " meanwhile; run `reindex`"
            )
    index = patient.vectors.passages.index
    index.connect()
    if index.trouble:
        return False, _("{trouble}; search is exact meanwhile", trouble=index.trouble)
    if (behind := index.behind()) and fix:
        return True, n_(
            "brought up to date, {count} passage", "brought up to date, {count} passages", index.sync()
        )
    if behind:
        return True, n_(
            "{count} passage behind; it is searched exactly, `reindex` adds it",
            "{count} passages behind; they are searched exactly, `reindex` adds them",
            behind,
        )
    return True, _("complete")


def _map(patient: Patient) -> Finding:
    lacking = maps.unplaced(patient.store.read(), patient.vectors.space.fingerprint)
    if not lacking:
        return True, _("complete")
    return True, n_(
        "{count} item has no place yet; run `map`", "{count} items have no place yet; run `map`", lacking
    )


def _areas(patient: Patient, fix: bool) -> Finding:
    if fix:
        patient.areas.find_members()
    if lacking := areas.unmeasured(patient.store.read()):
        return False, _("members of {areas} were not found yet; run `doctor --fix`", areas=", ".join(lacking))
    if not patient.vectors.pending() and patient.areas.behind():
        return True, _("members are to be found anew; run `embed`")
    return True, _("complete")


def _jobs(patient: Patient) -> Finding:
    if failed := queue.failed(patient.store):
        told = "; ".join(f"{job.kind} {job.id}: {job.message}" for job in failed[-3:])
        return False, n_(
            "{count} failed and not made good since ({jobs})",
            "{count} failed and not made good since ({jobs})",
            len(failed),
            jobs=told,
        )
    return True, _("nothing failed")


def _stubs(patient: Patient) -> Finding:
    stubs = items.stub_keys(patient.store.read())
    if stubs:
        return True, n_(
            "{count} known by identifier only; run `complete` with a network",
            "{count} known by identifier only; run `complete` with a network",
            len(stubs),
        )
    return True, _("all have their details")
