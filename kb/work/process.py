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

from kb.catalogue import _, language
from kb.errors import LibraryBusy
from kb.settings import PROJECT_ROOT, Settings
from kb.work.queue import Lane

_LOCKS = {
    Lane.SAVE: "save.lock",
    Lane.WEB: "web.lock",
    Lane.FEEDS: "feeds.lock",
    Lane.THINK: "work.lock",
}
# Thinking is the one that lasts, and gives way to the app and to saving.
_NICENESS = {Lane.SAVE: 2, Lane.WEB: 4, Lane.FEEDS: 5, Lane.THINK: 7}
_STARTS_WITHIN_S = 5.0
"""So long a new process may take to its lock before another is started; it takes about one second."""
_starting = threading.Lock()
_on_the_way: dict[Path, tuple[subprocess.Popen[bytes], float]] = {}
"""What this process started last for each lock, and when."""


def start(settings: Settings, lanes: Sequence[Lane]) -> None:
    """Starts the processes of lanes, apart from this one, and waits for none of them: who saves something is
    answered at once. One that was started a moment ago is left to take its lock."""
    with _starting:
        for lane in lanes:
            lock = settings.home / _LOCKS[lane]
            if not _is_on_the_way(lock):
                _on_the_way[lock] = _started(settings, lane), time.monotonic()


def _is_on_the_way(lock: Path) -> bool:
    if lock not in _on_the_way:
        return False
    child, at = _on_the_way[lock]
    return child.poll() is None and time.monotonic() < at + _STARTS_WITHIN_S


def _started(settings: Settings, lane: Lane) -> subprocess.Popen[bytes]:
    logs = settings.home / "logs"
    logs.mkdir(exist_ok=True)
    with (logs / "work.log").open("ab") as log_file:
        child = subprocess.Popen(
            [sys.executable, "-m", "kb", "work", lane],
            cwd=PROJECT_ROOT,
            # What it tells is read by whoever looks on here: a browser that speaks another language than
            # the system, perhaps.
            env={**os.environ, **settings.as_environment(), "KB_LANGUAGE": language()},
            stdin=subprocess.DEVNULL,
            stdout=log_file,
            stderr=log_file,
            start_new_session=True,
        )
    if hasattr(os, "setpriority"):  # Not on Windows.
        os.setpriority(os.PRIO_PROCESS, child.pid, _NICENESS[lane])
    # Waiting for it in a thread lets the system forget the process once it has ended.
    threading.Thread(target=child.wait, name="work", daemon=True).start()
    return child


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
            _("Another Jomo process is working on this library and will finish what is waiting; see `stats`")
        ) from error
    try:
        yield
    finally:
        lock.release()
