"""The background processes of a library, found among those of this machine."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path


def workers_of(home: Path, lane: str = "") -> list[int]:
    """The ids of processes that do a library's work, of one lane or of all."""
    listing = subprocess.run(
        ["pgrep", "-f", "--", f"-m kb work {lane}"], capture_output=True, text=True, check=False
    ).stdout
    return [pid for pid in map(int, listing.split()) if f"KB_HOME={home}" in _environment(pid)]


def end_workers(home: Path) -> None:
    """Ends them: what nobody looks at any more only keeps the cores busy."""
    for pid in workers_of(home):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:  # it has ended by itself
            continue


def _environment(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    except (FileNotFoundError, ProcessLookupError):  # it has ended, before or while it was looked at
        return []
