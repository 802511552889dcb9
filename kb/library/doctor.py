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
from kb.types import Check, Remedy
from kb.vectors.chroma import remote, seal_of
from kb.work import queue

_COMMANDS = {
    Remedy.FIX: noted("run `doctor --fix`"),
    Remedy.REINDEX: noted("run `reindex`"),
    Remedy.EMBED: noted("run `embed`"),
    Remedy.MAP: noted("run `map`"),
    Remedy.COMPLETE: noted("run `complete` with a network"),
}


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
        _told("store", Finding(False, str(error))),
        _told("backups", Finding(bool(copies), newest)),
        _checked(
            "folder",
            lambda: doctor_files.folder(settings.home, read_only=False),
            settings.home / "jomo.sqlite",
        ),
    ]


def _checked(name: str, look: Callable[[], Finding], path: Path) -> Check:
    try:
        return _told(name, look())
    except JomoError as error:
        return _told(name, Finding(False, str(error)))
    except Exception as error:  # noqa: BLE001  (a damaged library may make a check fail in any way)
        told = explained(error, path) if isinstance(error, sqlite3.Error | OSError) else None
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        instead = _("could not be looked at ({why}); `restore` a backup or try `salvage`", why=reason)
        return _told(name, Finding(False, str(told) if told else instead))


def _told(name: str, finding: Finding) -> Check:
    helps = finding.helps or (_(_COMMANDS[finding.remedy]) if finding.remedy else "")
    detail = f"{finding.found}; {helps}" if helps else finding.found
    return Check(name, finding.ok, detail, finding.found, finding.remedy)


def _store(patient: Patient) -> Finding:
    db, path = patient.store.read(), patient.store.path
    helps = _(
        "`restore FILE` brings a backup back, `salvage {file} NEW_FOLDER` reads what can still be read",
        file=path,
    )
    if problems := checks.integrity(db):
        return Finding(False, _("damaged ({why})", why="; ".join(problems)), helps)
    if lost := checks.lacking(db):
        return Finding(False, _("lacks {tables}", tables=", ".join(lost)), helps)
    if dangling := checks.dangling(db):
        told = ", ".join(
            n_("{count} row of {table}", "{count} rows of {table}", count, table=table)
            for table, count in dangling.items()
        )
        return Finding(False, _("{rows} point nowhere", rows=told), helps)
    if lacking := checks.without_passages(db):
        return Finding(
            False,
            n_("{count} item has no passages", "{count} items have no passages", lacking),
            remedy=Remedy.REINDEX,
        )
    every = n_("{count} item", "{count} items", len(items.every_id(db)))
    return Finding(True, f"{every}, {n_('{count} passage', '{count} passages', chunks.count(db))}")


def _words(patient: Patient, fix: bool) -> Finding:
    problems = words.problems(patient.store.read(), thorough=not patient.store.read_only)
    if problems and fix:
        return Finding(
            True,
            n_(
                "made anew over {count} item (it was: {problems})",
                "made anew over {count} items (it was: {problems})",
                reindex_words(patient.store),
                problems="; ".join(problems),
            ),
        )
    if problems:
        return Finding(False, "; ".join(problems), remedy=Remedy.FIX)
    return Finding(True, _("complete"))


def _vectors(patient: Patient, fix: bool) -> Finding:
    space = patient.vectors.space
    wrong = checks.misshapen_vectors(patient.store.read(), space.fingerprint, space.dimension)
    if wrong and fix:
        with patient.store.write() as db:
            checks.drop_misshapen_vectors(db, space.fingerprint, space.dimension)
        return Finding(
            True,
            n_("{count} of a wrong size was dropped", "{count} of a wrong size were dropped", wrong),
            remedy=Remedy.EMBED,
        )
    if wrong:
        return Finding(
            False,
            n_("{count} has a wrong size", "{count} have a wrong size", wrong),
            _("run `doctor --fix`, then `embed`"),
            Remedy.FIX,
        )
    if pending := patient.vectors.pending():
        return Finding(
            True,
            n_(
                "{count} passage waits to be found by meaning; it is found by words meanwhile",
                "{count} passages wait to be found by meaning; they are found by words meanwhile",
                pending,
            ),
            remedy=Remedy.EMBED,
        )
    return Finding(True, _("complete, by {model}", model=patient.vectors.encoder.name))


def _index(patient: Patient, fix: bool) -> Finding:
    if not patient.vectors.own_index():
        return Finding(True, _("not kept by this process"))
    if not remote(patient.settings) and not patient.vectors.opened:
        # Looked at before it is opened: opening it would begin to mend it.
        seal = key_values.get(patient.store.read(), "index-seal")
        if seal and seal_of(patient.settings.home) != seal and not fix:
            return Finding(
                False,
                _(
                    "not as it was written last (damaged, replaced, or its process was killed); search is"
                    " exact meanwhile"
                ),
                remedy=Remedy.REINDEX,
            )
    index = patient.vectors.passages.index
    index.connect()
    if index.trouble:
        return Finding(False, _("{trouble}; search is exact meanwhile", trouble=index.trouble))
    if (behind := index.behind()) and fix:
        return Finding(
            True,
            n_("brought up to date, {count} passage", "brought up to date, {count} passages", index.sync()),
        )
    if behind:
        return Finding(
            True,
            n_(
                "{count} passage behind; it is searched exactly meanwhile",
                "{count} passages behind; they are searched exactly meanwhile",
                behind,
            ),
            remedy=Remedy.FIX,
        )
    return Finding(True, _("complete"))


def _map(patient: Patient) -> Finding:
    lacking = maps.unplaced(patient.store.read(), patient.vectors.space.fingerprint)
    if not lacking:
        return Finding(True, _("complete"))
    return Finding(
        True,
        n_("{count} item has no place yet", "{count} items have no place yet", lacking),
        remedy=Remedy.MAP,
    )


def _areas(patient: Patient, fix: bool) -> Finding:
    if fix:
        patient.areas.find_members()
    if lacking := areas.unmeasured(patient.store.read()):
        return Finding(
            False, _("members of {areas} were not found yet", areas=", ".join(lacking)), remedy=Remedy.FIX
        )
    if not patient.vectors.pending() and patient.areas.behind():
        return Finding(True, _("members are to be found anew"), remedy=Remedy.EMBED)
    return Finding(True, _("complete"))


def _jobs(patient: Patient) -> Finding:
    if failed := queue.failed(patient.store):
        told = "; ".join(f"{job.kind} {job.id}: {job.message}" for job in failed[-3:])
        return Finding(
            False,
            n_(
                "{count} failed and not made good since ({jobs})",
                "{count} failed and not made good since ({jobs})",
                len(failed),
                jobs=told,
            ),
        )
    return Finding(True, _("nothing failed"))


def _stubs(patient: Patient) -> Finding:
    stubs = items.stub_keys(patient.store.read())
    if stubs:
        return Finding(
            True,
            n_("{count} known by identifier only", "{count} known by identifier only", len(stubs)),
            remedy=Remedy.COMPLETE,
        )
    return Finding(True, _("all have their details"))
