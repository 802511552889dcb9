"""The process of a lane: takes up what waits, one job after another, and ends when nothing does."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from kb import logs
from kb.backup import daily
from kb.clock import now
from kb.errors import JomoError, LibraryBusy
from kb.store import Store, jobs, maps
from kb.types import Zone
from kb.work import background
from kb.work.background import KINDS, Lane

if TYPE_CHECKING:
    from kb.library import Library

_TELL_EVERY_S = 0.5
# Thinking is the one that lasts, and gives way to the app and to saving.
_NICENESS = {Lane.SAVE: 2, Lane.THINK: 7}
_Outcome = tuple[str, str, dict[str, object] | None]
"""State, message and report of a job that ended by itself; None stands for one that was stopped: whoever did
that has noted it."""


def work(library: Library, lane: Lane) -> None:
    """Does everything that waits in a lane, then returns. Returns at once if another process is at it."""
    try:
        with background.working(library.home, lane):
            if hasattr(os, "nice"):
                os.nice(_NICENESS[lane])
            with library.store.write(silent=True) as db:
                given_up = jobs.requeue_interrupted(db, KINDS[lane], now())
            if jobs.EMBED in given_up:
                background.hold(library.store)
            while _one_job(library, lane):
                pass
            if lane is Lane.THINK and daily.due(library.settings, library.store):
                daily.make(library.settings, library.store)
    except LibraryBusy:
        return


def _one_job(library: Library, lane: Lane) -> bool:
    """Does the next piece of work; returns whether there was any."""
    store = library.store
    task = _next(library, lane)
    if task is None:
        return False
    with store.write(silent=True) as db:
        jobs.start(db, task.id, now())
    try:
        outcome = _do(library, task)
    except SystemExit:
        # Asked to end: that is no death of the job's.
        with store.write(silent=True) as db:
            jobs.put_back(db, task.id)
        raise
    except JomoError as error:
        outcome = jobs.FAILED, str(error), None
    except Exception as error:  # noqa: BLE001 - a job that raises has failed, and the next one is done
        told = logs.fault(f"Job {task.id} ({task.kind})", error)
        outcome = jobs.FAILED, f"{told}; {logs.FILE} tells where it failed", None
    if outcome is None:
        return True
    state, message, report = outcome
    if state == jobs.FAILED and task.kind == jobs.EMBED:
        background.hold(store)
    with store.write() as db:
        jobs.finish(db, task.id, state, message, report, now())
        if task.kind == jobs.EMBED and state == jobs.DONE and _lacks_places(library):
            jobs.enqueue(db, jobs.MAP, {}, now())
    return True


def _next(library: Library, lane: Lane) -> jobs.Task | None:
    """Meaning before the map. That something lacks a vector is known without a job; it gets one, so that
    pages can tell how far it is."""
    db = library.store.read()
    if lane is Lane.SAVE:
        return jobs.next_task(db, KINDS[lane])
    queued = jobs.next_task(db, (jobs.EMBED,))
    if queued is None and library.wants_thinking() and not background.held(library.store):
        with library.store.write(silent=True) as writing:
            jobs.enqueue(writing, jobs.EMBED, {}, now())
        queued = jobs.next_task(db, (jobs.EMBED,))
    return queued or jobs.next_task(db, (jobs.MAP,))


def _lacks_places(library: Library) -> bool:
    """Whether new items need places on the map and no drawing is queued yet."""
    db = library.store.read()
    return not jobs.waiting(db, (jobs.MAP,)) and bool(maps.unplaced(db, library.space.fingerprint))


def _do(library: Library, task: jobs.Task) -> _Outcome | None:
    tell = _Teller(library.store, task.id)
    if task.kind == jobs.EMBED:
        return _embed(library, task, tell)
    if task.kind == jobs.MAP:
        tell(0, 0, "Drawing the map")
        library.update_map(bool(task.payload.get("rebuild")))
        return jobs.DONE, "The map is up to date", None
    return _import(library, task, tell)


def _embed(library: Library, task: jobs.Task, tell: _Teller) -> _Outcome | None:
    def stopped() -> bool:
        return not jobs.is_running(library.store.read(), task.id)

    done = library.embed_here(lambda done, total: tell(done, total, "Reading for meaning"), stopped)
    if stopped():
        return None
    return jobs.DONE, f"{done} passages", None


def _import(library: Library, task: jobs.Task, tell: _Teller) -> _Outcome | None:
    def stopped() -> bool:
        return not jobs.is_running(library.store.read(), task.id)

    tell(0, 0, "Importing")
    if task.kind == jobs.COMPLETE and "specs" not in task.payload:
        specs = library.stub_keys()
    else:
        specs = [str(spec) for spec in _list(task.payload["specs"])]
    zone, source = task.payload.get("zone"), task.payload.get("source")
    report = library.add(
        specs,
        zone=Zone(str(zone)) if zone else None,
        source=str(source) if source else None,
        progress=lambda done: tell(done, 0, "Importing"),
        reading=tell.place,
        should_stop=stopped,
        one_by_one=task.deaths > 0,
    )
    if stopped():
        return None
    return jobs.DONE, f"{report.added} added", background.as_record(report)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


class _Teller:
    """Writes progress to the store, now and then: each write is a transaction."""

    def __init__(self, store: Store, job_id: int) -> None:
        self._store, self._job_id, self._told = store, job_id, 0.0

    def __call__(self, done: int, total: int, message: str) -> None:
        if time.monotonic() - self._told < _TELL_EVERY_S:
            return
        self._told = time.monotonic()
        with self._store.write(silent=True) as db:
            jobs.advance(db, self._job_id, done, total, message)

    def place(self, spec: str) -> None:
        """Notes what is read next, each time: it may be what ends the process."""
        with self._store.write(silent=True) as db:
            jobs.note_place(db, self._job_id, f"reading {spec}")
