"""The processes that do what is queued: one a lane, each holding its lane's lock.

One saves what must be read first (files, folders), one asks arXiv and fetches pages, one asks feeds, one
thinks about what is saved (vectors, areas, the map). So saving waits neither for meaning nor for other
people's servers.

The processes are `python -m kb work LANE`. They may be killed at any moment: everything they do can be
repeated, and what is left to do is read from the store.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kb.errors import LibraryBusy
from kb.settings import PROJECT_ROOT, Settings
from kb.work.queue import Lane

_LOCKS = {
    Lane.SAVE: "save.lock",
    Lane.WEB: "web.lock",
    Lane.FEEDS: "feeds.lock",
    Lane.THINK: "work.lock",
}
_STARTS_WITHIN_S = 5.0
"""How long a new process is waited for; it takes its lock in about one second."""
_starting = threading.Lock()


def start(settings: Settings, lanes: Sequence[Lane]) -> None:
    """Starts the processes of lanes, apart from this one, and returns when they are at work."""
    with _starting:
        children = {lane: _started(settings, lane) for lane in lanes}
        for lane, child in children.items():
            _until_locked(settings.home, lane, child)


def _started(settings: Settings, lane: Lane) -> subprocess.Popen[bytes]:
    logs = settings.home / "logs"
    logs.mkdir(exist_ok=True)
    with (logs / "work.log").open("ab") as log_file:
        child = subprocess.Popen(
            [sys.executable, "-m", "kb", "work", lane],
            cwd=PROJECT_ROOT,
            env={**os.environ, **settings.as_environment()},
            stdin=subprocess.DEVNULL,
            stdout=log_file,
            stderr=log_file,
            start_new_session=True,
        )
    # Waiting for it in a thread lets the system forget the process once it has ended.
    threading.Thread(target=child.wait, name="work", daemon=True).start()
    return child


def _until_locked(home: Path, lane: Lane, child: subprocess.Popen[bytes]) -> None:
    """Waits until the new process holds its lock, so that the next page does not start another."""
    deadline = time.monotonic() + _STARTS_WITHIN_S
    while not is_running(home, lane) and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)


def is_running(home: Path, lane: Lane) -> bool:
    """Whether a process works in a lane."""
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
