"""Who writes: a note beside the database, for those who wait for the one that may write at a time."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kb.catalogue import _


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that writes. `doing` is its command, `since` the time of day it began at."""

    pid: int
    doing: str
    since: str

    def __str__(self) -> str:
        return _("process {pid} ({doing}) since {since}", pid=self.pid, doing=self.doing, since=self.since)


@contextmanager
def noted(database: Path) -> Iterator[None]:
    """Notes that this process writes, for as long as the block lasts. That is within the transaction, so that
    no other process's note is taken away. A note that cannot be written is done without."""
    told = {"pid": os.getpid(), "doing": _command(), "since": f"{datetime.now():%H:%M:%S}"}
    with suppress(OSError):
        _note(database).write_text(json.dumps(told), encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            _note(database).unlink()


def read(database: Path) -> Holder | None:
    """The process that writes; None where none noted it, or that process is gone."""
    try:
        told = json.loads(_note(database).read_text(encoding="utf-8"))
        holder = Holder(int(told["pid"]), str(told["doing"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return holder if _lives(holder.pid) else None


def _note(database: Path) -> Path:
    return database.with_name("writing.json")


def _lives(pid: int) -> bool:
    if sys.platform == "win32":
        # There a signal of 0 is no question but ends the process.
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # It lives, as somebody else's.
        return True
    return True


def _command() -> str:
    """This process as a person knows it: `python -m kb add vault`, `streamlit run app.py`."""
    program, *given = sys.argv or [""]
    path = Path(program)
    name = f"python -m {path.parent.name}" if path.name == "__main__.py" else path.name
    return " ".join((name or "python", *given))[:80]
