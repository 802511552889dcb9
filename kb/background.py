"""Long work, outside the app: one process at a time takes up what is queued and what lacks vectors.

The process is `python -m kb work`. It may be killed at any moment: everything it does can be repeated,
and what is left to do is read from the store.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kb.backup import daily
from kb.clock import now
from kb.errors import JomoError, LibraryBusy
from kb.settings import PROJECT_ROOT, Settings
from kb.store import Store, facts, jobs, maps
from kb.types import AddReport, Job, Zone

if TYPE_CHECKING:
    from kb.library import Library

_STOPPED = "work-stopped"
_TELL_EVERY_S = 0.5
_NICENESS = 5
_TOUCHED_KEPT = 10
"""How many items of an import its record names."""
_logger = logging.getLogger("jomo")
_starting = threading.Lock()


# -- what a page or a command asks for ------------------------------------------------------------


def queue(library: Library, kind: str, payload: dict[str, object]) -> int:
    """Queues work and sees to it that somebody does it; returns the job's number."""
    with library.store.write(silent=True) as db:
        number = jobs.enqueue(db, kind, payload, now())
        facts.put(db, _STOPPED, "")
    ensure(library)
    return number


def listed(store: Store, active_only: bool) -> list[Job]:
    moment = datetime.now(UTC)
    return jobs.active(store.read(), moment) if active_only else jobs.recent(store.read(), moment, 20)


def stop(store: Store) -> None:
    """Asks the process to stop after the step it is at; what is left waits for `resume`."""
    with store.write(silent=True) as db:
        facts.put(db, _STOPPED, "yes")


def stopped(store: Store) -> bool:
    return facts.get(store.read(), _STOPPED) == "yes"


def resume(library: Library) -> None:
    with library.store.write(silent=True) as db:
        facts.put(db, _STOPPED, "")
    ensure(library)


def ensure(library: Library) -> None:
    """Starts the process if there is work for it, and brings this process's index up to date."""
    if library.store.read_only:
        return
    if library.keeps_index and library.meaning_opened and library.meaning.behind():
        threading.Thread(target=library.sync_index, name="index", daemon=True).start()
    if (
        library.store.read_only
        or stopped(library.store)
        or not has_work(library)
        or _is_running(library.home)
    ):
        return
    with _starting:
        logs = library.home / "logs"
        logs.mkdir(exist_ok=True)
        with (logs / "work.log").open("ab") as log_file:
            child = subprocess.Popen(
                [sys.executable, "-m", "kb", "work"],
                cwd=PROJECT_ROOT,
                env={**os.environ, **_as_environment(library.settings)},
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=log_file,
                start_new_session=True,
            )
        # Waiting for it in a thread lets the system forget the process once it has ended.
        threading.Thread(target=child.wait, name="work", daemon=True).start()
        _until_locked(library.home, child)


def _as_environment(settings: Settings) -> dict[str, str]:
    """The settings of this process, for a process to come."""
    given = settings.model_dump(exclude_none=True)
    given["home"], given["cache"] = settings.home.resolve(), settings.cache.resolve()
    return {f"KB_{name.upper()}": str(value) for name, value in given.items()}


def has_work(library: Library) -> bool:
    return (
        bool(listed(library.store, active_only=True))
        or library.pending() > 0
        or daily.due(library.settings, library.store)
    )


def _until_locked(home: Path, child: subprocess.Popen[bytes]) -> None:
    """Waits until the new process holds its lock, so that the next page does not start another."""
    deadline = time.monotonic() + 5
    while not _is_running(home) and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)


def _is_running(home: Path) -> bool:
    try:
        with working(home, patience_s=0):
            return False
    except LibraryBusy:
        return True


@contextmanager
def working(home: Path, patience_s: float = 1.0) -> Iterator[None]:
    """Holds the right to do long work. The patience outlasts somebody who only asks whether it is held.

    :raises LibraryBusy: another process has it.
    """
    lock = FileLock(home / "work.lock")
    try:
        lock.acquire(timeout=patience_s)
    except Timeout as error:
        raise LibraryBusy(
            "Another Jomo process is working on this library and will finish what is waiting; see `stats`"
        ) from error
    try:
        yield
    finally:
        lock.release()


# -- the process itself ---------------------------------------------------------------------------


def work(library: Library) -> None:
    """Does everything that waits, then returns. Returns at once if another process is at it."""
    try:
        with working(library.home):
            if hasattr(os, "nice"):
                os.nice(_NICENESS)
            with library.store.write(silent=True) as db:
                jobs.requeue_interrupted(db)
            while not stopped(library.store) and _one_step(library):
                pass
            if daily.due(library.settings, library.store):
                daily.make(library.settings, library.store)
    except LibraryBusy:
        return


def _one_step(library: Library) -> bool:
    """Does the next piece of work; returns whether there was any."""
    store = library.store
    task = jobs.next_task(store.read())
    if task is None:
        if not library.pending():
            return False
        with store.write(silent=True) as db:
            number = jobs.enqueue(db, jobs.EMBED, {}, now())
        task = jobs.Task(number, jobs.EMBED, {})
    with store.write(silent=True) as db:
        jobs.start(db, task.id, now())
    try:
        state, message, report = _do(library, task)
    except JomoError as error:
        state, message, report = jobs.FAILED, str(error), None
        if task.kind == jobs.EMBED:
            # Nothing will change by trying again at once; the person sees why and resumes.
            stop(store)
    with store.write() as db:
        jobs.finish(db, task.id, state, message, report, now())
    return True


def _do(library: Library, task: jobs.Task) -> tuple[str, str, dict[str, object] | None]:
    tell = _Teller(library.store, task.id)
    if task.kind == jobs.EMBED:
        done = library.embed_here(
            lambda done, total: tell(done, total, "Reading for meaning"), lambda: stopped(library.store)
        )
        if stopped(library.store):
            return jobs.STOPPED, f"Stopped after {done}; the rest waits", None
        _draw_newcomers(library)
        return jobs.DONE, f"{done} passages", None
    if task.kind == jobs.MAP:
        tell(0, 0, "Drawing the map")
        library.update_map(bool(task.payload.get("rebuild")))
        return jobs.DONE, "The map is up to date", None
    tell(0, 0, "Importing")
    if task.kind == jobs.COMPLETE:
        report = library.complete_stubs()
    else:
        specs = [str(spec) for spec in _list(task.payload["specs"])]
        zone, source = task.payload.get("zone"), task.payload.get("source")
        report = library.add(
            specs,
            zone=Zone(str(zone)) if zone else None,
            source=str(source) if source else None,
            progress=lambda done: tell(done, 0, "Importing"),
        )
    return jobs.DONE, f"{report.added} added", _as_dict(report)


def _draw_newcomers(library: Library) -> None:
    """New items get their place on the map; the first map is drawn as soon as there is anything to draw."""
    if maps.unplaced(library.store.read(), library.space.fingerprint):
        library.update_map()


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _as_dict(report: AddReport) -> dict[str, object]:
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "failed": [{"spec": failure.spec, "reason": failure.reason} for failure in report.failed],
        "warnings": list(report.warnings),
        "touched": [item.key for item in report.touched[:_TOUCHED_KEPT]],
    }


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


def log(message: str) -> None:
    """A line for the log file of this process."""
    _logger.warning("%s", message)
