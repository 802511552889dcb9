"""Random kills over the commands that write: what was acknowledged stays, nothing is doubled, the doctor is
content or tells what is wrong."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Table
from kb.clock import now
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.store import jobs
from kb.types import Zone

_KILLS = 200
_NOTES = 12
_KEY = "arxiv:2501.00001"
State = frozenset[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class _Command:
    """A command line; `steps` says that it commits more than once, so that a part of it may stand."""

    words: tuple[str, ...]
    steps: bool = False


def _commands(folder: Path) -> list[_Command]:
    return [
        _Command(("add", str(folder / "vault"), "--no-embed"), steps=True),
        _Command(("embed",)),
        _Command(("move", _KEY, "must-have")),
        _Command(("state", _KEY, "read")),
        _Command(("judge", _KEY, "direct")),
        _Command(("tag", _KEY, "new")),
        _Command(("areas", "set", "Memory", "--stance", "tracked", "--example", _KEY)),
        _Command(("areas", "remove", "Attention")),
        _Command(("map", "--rebuild")),
        _Command(("undo",)),
        _Command(("reindex",)),
        _Command(("backup", str(folder / "copy.zip"), "--force")),
        _Command(("work", "save"), steps=True),
    ]


def measure(corpus: Path, folder: Path) -> Table:
    """Each command in turn is killed at a random moment of its run, on a copy of one small library."""
    base = _base(folder)
    rng = random.Random(1)
    before = _state(base, folder)[0]
    found: dict[str, Counter[str]] = {}
    commands = [_timed(command, base, folder) for command in _commands(folder)]
    for number in range(_KILLS):
        command, after, lasts = commands[number % len(commands)]
        home = _copy(base, folder / "killed")
        status = _run(command, home, folder, kill_after=rng.uniform(0.2, 1.0) * lasts)
        holds, doubled, doctor = _state(home, folder)
        counted = found.setdefault(" ".join(command.words[:2]).replace(str(folder), ""), Counter())
        counted["killed" if status < 0 else "ended first"] += 1
        between = command.steps and before <= holds <= after
        acknowledged = holds == after if status == 0 else holds in (before, after) or between
        counted["lost"] += not acknowledged
        counted["doubled"] += doubled
        counted["doctor"] += doctor
    columns = ("killed", "ended first", "lost", "doubled", "doctor")
    rows = tuple((name, *(str(counts[column]) for column in columns)) for name, counts in found.items())
    return Table(
        f"{_KILLS} kills at random moments",
        ("command", "killed", "ended first", "acknowledged lost", "doubled", "doctor has a complaint"),
        rows,
    )


def _base(folder: Path) -> Path:
    """A small library with vectors, a map, an area, a step to take back and an import that waits."""
    home, vault = folder / "base", folder / "vault"
    vault.mkdir(parents=True)
    for n in range(150):
        (vault / f"{n}.md").write_text(f"# Note {n}\n\nWords of note {n} on memory.\n", encoding="utf-8")
    library = Library(_settings(home, folder), keep_index=True)
    library.stop_jobs()
    library.add([f"2501.{n:05}" for n in range(_NOTES)])
    library.embed()
    library.sync_index()
    library.update_map()
    library.set_area("Attention", examples=[_KEY])
    library.move(["arxiv:2501.00002"], Zone.MUST_HAVE)
    with library.store.write(silent=True) as db:
        jobs.enqueue(db, jobs.IMPORT, {"specs": [str(vault)]}, now())
    library.close()
    return home


def _settings(home: Path, folder: Path) -> Settings:
    return Settings(home=home, cache=folder / "cache", network=False, backups=0)


def _copy(base: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(base, target)
    return target


def _timed(command: _Command, base: Path, folder: Path) -> tuple[_Command, State, float]:
    """The state that a command leads to, and the seconds it takes."""
    home = _copy(base, folder / "whole")
    began = time.perf_counter()
    status = _run(command, home, folder, kill_after=None)
    lasted = time.perf_counter() - began
    if status:
        raise RuntimeError(f"{command.words} ended with {status}")
    return command, _state(home, folder)[0], lasted


def _run(command: _Command, home: Path, folder: Path, kill_after: float | None) -> int:
    """Exit status of a command; negative where it was killed."""
    environment = {
        **os.environ,
        "KB_HOME": str(home),
        "KB_CACHE": str(folder / "cache"),
        "KB_NETWORK": "false",
        "KB_BACKUPS": "0",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "kb", *command.words],
        cwd=PROJECT_ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return process.wait(kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _state(home: Path, folder: Path) -> tuple[State, bool, bool]:
    """What a library holds; whether anything is in it twice; whether its doctor complains."""
    library = Library(_settings(home, folder), keep_index=True)
    items = library.items()
    held: list[tuple[object, ...]] = [
        (item.key, item.zone, item.state, item.verdict, item.tags) for item in items
    ]
    held += [("area", area.name, area.stance, area.examples, "") for area in library.areas()]
    titles = [(item.title, item.key.partition(":")[0]) for item in items]
    events = [(e.action, e.after, item.id) for item in items for e in library.item(item.key).events]
    doubled = len(set(held)) < len(held) or len(set(titles)) < len(titles) or len(set(events)) < len(events)
    complaints = any(not check.ok for check in library.doctor())
    library.close()
    return frozenset(held), doubled, complaints
