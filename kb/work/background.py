"""Long work, outside the app: what is queued, and that a process takes it up.

Two lanes, a process each: one saves what must be read first (files, folders, answers of arXiv), the other
thinks about what is saved (vectors, areas, the map). So saving never waits for meaning. The processes are
`python -m kb work LANE`. They may be killed at any moment: everything they do can be repeated, and what is
left to do is read from the store.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kb.backup import daily
from kb.clock import now
from kb.errors import LibraryBusy
from kb.settings import PROJECT_ROOT, Settings
from kb.store import Store, facts, jobs
from kb.types import AddReport, Job

if TYPE_CHECKING:
    from kb.library import Library


class Lane(StrEnum):
    """Work that one process does in turn."""

    SAVE = "save"
    THINK = "think"


KINDS = {Lane.SAVE: (jobs.IMPORT, jobs.COMPLETE), Lane.THINK: (jobs.EMBED, jobs.MAP)}
_LOCKS = {Lane.SAVE: "save.lock", Lane.THINK: "work.lock"}
_HELD = "meaning-held"
"""Why embedding waits for `resume`: it was stopped, or would only fail again. Empty where it does not."""
_TOUCHED_KEPT = 10
"""How many items of an import its record names."""
_starting = threading.Lock()


def queue(library: Library, kind: str, payload: dict[str, object]) -> int:
    """Queues work and sees to it that somebody does it, also where earlier work was stopped; returns the
    job's number."""
    with library.store.write(silent=True) as db:
        number = jobs.enqueue(db, kind, payload, now())
    ensure(library)
    return number


def record(store: Store, specs: list[str], report: AddReport) -> int:
    """Notes an import that was done at once among those of the background; returns its number."""
    with store.write(silent=True) as db:
        number = jobs.enqueue(db, jobs.IMPORT, {"specs": specs}, now())
        jobs.finish(db, number, jobs.DONE, f"{report.added} added", as_record(report), now())
    return number


def as_record(report: AddReport) -> dict[str, object]:
    """A report as a job keeps it."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "failed": [{"spec": failure.spec, "reason": failure.reason} for failure in report.failed],
        "warnings": list(report.warnings),
        "touched": [item.key for item in report.touched[:_TOUCHED_KEPT]],
    }


def listed(store: Store, active_only: bool) -> list[Job]:
    moment = datetime.now(UTC)
    return jobs.active(store.read(), moment) if active_only else jobs.recent(store.read(), moment, 20)


def stop(store: Store) -> None:
    """Asks for an end after the step that is being done; what is left waits for `resume`. What is queued
    afterwards is done all the same."""
    with store.write(silent=True) as db:
        facts.put(db, _HELD, "stopped")
        jobs.stop_all(db)


def hold(store: Store) -> None:
    """Lets embedding wait for `resume` because trying again would change nothing."""
    with store.write(silent=True) as db:
        facts.put(db, _HELD, "failed")


def held(store: Store) -> bool:
    """Whether embedding waits for `resume`."""
    return facts.get(store.read(), _HELD) != ""


def stopped(store: Store) -> bool:
    """Whether anything waits for `resume`, or would once it came."""
    return held(store) or jobs.count_stopped(store.read()) > 0


def resume(library: Library) -> None:
    with library.store.write(silent=True) as db:
        facts.put(db, _HELD, "")
        jobs.resume_all(db)
    ensure(library)


def ensure(library: Library) -> None:
    """Starts a process for each lane that has work and none, and brings this process's index up to date."""
    if library.store.read_only:
        return
    if library.keeps_index and library.meaning_opened and library.meaning.behind():
        threading.Thread(target=library.sync_index, name="index", daemon=True).start()
    for lane in Lane:
        if has_work(library, lane) and not is_running(library.home, lane):
            _start(library, lane)


def has_work(library: Library, lane: Lane) -> bool:
    if jobs.waiting(library.store.read(), KINDS[lane]):
        return True
    if lane is Lane.SAVE:
        return False
    wanted = not held(library.store) and library.wants_thinking()
    return wanted or daily.due(library.settings, library.store)


def _start(library: Library, lane: Lane) -> None:
    with _starting:
        logs = library.home / "logs"
        logs.mkdir(exist_ok=True)
        with (logs / "work.log").open("ab") as log_file:
            child = subprocess.Popen(
                [sys.executable, "-m", "kb", "work", lane],
                cwd=PROJECT_ROOT,
                env={**os.environ, **_as_environment(library.settings)},
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=log_file,
                start_new_session=True,
            )
        # Waiting for it in a thread lets the system forget the process once it has ended.
        threading.Thread(target=child.wait, name="work", daemon=True).start()
        _until_locked(library.home, lane, child)


def _as_environment(settings: Settings) -> dict[str, str]:
    """The settings of this process, for a process to come."""
    given = settings.model_dump(exclude_none=True)
    given["home"], given["cache"] = settings.home.resolve(), settings.cache.resolve()
    return {f"KB_{name.upper()}": str(value) for name, value in given.items()}


def _until_locked(home: Path, lane: Lane, child: subprocess.Popen[bytes]) -> None:
    """Waits until the new process holds its lock, so that the next page does not start another."""
    deadline = time.monotonic() + 5
    while not is_running(home, lane) and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)


def is_running(home: Path, lane: Lane) -> bool:
    try:
        with working(home, lane, patience_s=0):
            return False
    except LibraryBusy:
        return True


@contextmanager
def working(home: Path, lane: Lane = Lane.THINK, patience_s: float = 1.0) -> Iterator[None]:
    """Holds the right to do a lane's work. The patience outlasts somebody who only asks whether it is held.

    :raises LibraryBusy: another process has it.
    """
    lock = FileLock(home / _LOCKS[lane])
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
