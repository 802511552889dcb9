"""Random kills over every command that writes: what was acknowledged stays, nothing is doubled, the doctor is
content or tells, and the same command afterwards leads where it would have led at once.

`python -m bench.kills [--kills N] [--seed N]` runs another selection.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bench.measuring import Table
from bench.writing import Command, Place, commands, template
from kb.backup import archive
from kb.errors import JomoError
from kb.exporting import Format
from kb.library import Library
from kb.settings import Settings
from kb.store import areas, chunks
from kb.store.embedded import OF_ITEMS

_KILLS = 200
_COLUMNS = ("killed", "nothing done", "part done", "all done", "lost", "doubled", "doctor told", "not mended")
_PRELOADED = ["kb.cli", "chromadb", "torch", "sentence_transformers"]
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+:.\d]*")
_EVERY = 10**6
_SHOWN = 3
_LOOKS_EVERY_S = 0.0005
_OF_THE_TIME = 0.1
"""A short command writes in less than a tenth of its time."""


@dataclass(frozen=True, slots=True)
class _State:
    """A library and what was written beside it: what it holds, line by line, what is derived from that as a
    whole, and what its doctor complains of. Times, which no two runs share, are left out."""

    holds: Counter[str]
    derived: Counter[str]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """A command, the states before and after it, and the seconds it takes."""

    command: Command
    before: _State
    after: _State
    lasts: float


@dataclass(frozen=True, slots=True)
class _Run:
    """How a command ended (negative: it was killed), and what it had printed by then."""

    status: int
    printed: str


def measure(corpus: Path, folder: Path) -> Table:
    """Each command in turn is killed at a random moment of its run, on a copy of one small library."""
    return kills(folder, _KILLS, seed=1)


def kills(folder: Path, count: int, seed: int, names: Sequence[str] = ()) -> Table:
    """As many kills as asked for, over all commands or those that begin with one of the names."""
    cache = folder / "cache"
    base, place, given = Place(folder / "base", cache), Place(folder / "run", cache), folder / "given"
    if not base.folder.exists():
        template(base, given)
    _copied(base, place)
    chosen = [one for one in commands(place, given) if not names or one.name.startswith(tuple(names))]
    rng = random.Random(seed)
    known: dict[str, _Known] = {}
    found: dict[str, Counter[str]] = {}
    complaints: list[str] = []
    _run(("stats",), place)  # The modules are loaded before anything is timed.
    for turn, command in _in_turn(chosen):
        if sum(counted["killed"] for counted in found.values()) >= count:
            break
        if command.name not in known:
            known[command.name] = _known(command, base, place)
        _copied(base, place, command.anew)
        # In every second round the moment comes after the first write: most of a short command is its start.
        run = _run(command.words, place, rng.uniform(0, known[command.name].lasts), writing=turn % 2 == 1)
        counted, told = _judged(known[command.name], run, place)
        found.setdefault(command.name, Counter()).update(counted)
        complaints += [f"{command.name}: {line}" for line in told[:_SHOWN]]
        print(f"{command.name}: {dict(+counted)}", file=sys.stderr)
        for line in told:
            print(f"  {line}", file=sys.stderr)
    rows = [(name, *(str(counts[column]) for column in _COLUMNS)) for name, counts in found.items()]
    total = sum(found.values(), Counter[str]())
    rows.append(("all", *(str(total[column]) for column in _COLUMNS)))
    return Table(
        f"{total['killed']} kills at random moments, seed {seed}",
        ("command", *_COLUMNS),
        tuple(rows),
        "\n".join(dict.fromkeys(complaints)),
    )


def _in_turn(chosen: Sequence[Command]) -> Iterator[tuple[int, Command]]:
    """Commands one after another with the number of their round, for ever; those that take long
    in some rounds only."""
    for turn in itertools.count():
        yield from ((turn, command) for command in chosen if turn % command.every == 0)


def _copied(base: Place, place: Place, empty: bool = False) -> None:
    shutil.rmtree(place.folder, ignore_errors=True)
    shutil.copytree(base.folder, place.folder)
    if empty:
        shutil.rmtree(place.home)


def _known(command: Command, base: Place, place: Place) -> _Known:
    """Runs a command to its end: where it leads and how long it takes."""
    _copied(base, place, command.anew)
    before = _state(place)
    _copied(base, place, command.anew)
    began = time.perf_counter()
    run = _run(command.words, place)
    lasts = time.perf_counter() - began
    if run.status:
        raise RuntimeError(f"{command.name} ended with {run.status}: {run.printed}")
    return _Known(command, before, _state(place), lasts)


def _judged(known: _Known, run: _Run, place: Place) -> tuple[Counter[str], list[str]]:
    """What one kill came to, and what there is to complain of."""
    state = _state(place)
    before, holds, after = known.before.holds, state.holds, known.after.holds
    acknowledged = after if run.status == 0 or run.printed else before & after
    lost, more = acknowledged - holds, holds - (before | after)
    part = holds not in (before, after)
    half = part and not known.command.steps
    left = _left(known, state, place)
    counted = {
        "killed": run.status < 0,
        "nothing done": holds == before,
        "part done": part,
        "all done": holds == after != before,
        "lost": bool(lost) or half,
        "doubled": bool(more),
        "doctor told": bool(state.told),
        "not mended": bool(left),
    }
    complaints = [
        *(f"lost: {line}" for line in lost),
        *(f"doubled: {line}" for line in more),
        *(f"half done: {line}" for line in (after - holds if half else ())),
        *(f"doctor: {line}" for line in state.told),
        *left,
    ]
    return Counter({name: int(true) for name, true in counted.items()}), complaints


def _left(known: _Known, state: _State, place: Place) -> list[str]:
    """Lets the command go on from where it was killed; returns what is wrong afterwards."""
    after, command = known.after, known.command
    if state.holds != after.holds or state.derived != after.derived:
        part = state.holds != known.before.holds
        for words in command.then if part and command.then else (command.words,):
            run = _run(words, place)
            if run.status:
                return [f"again: ended with {run.status}: {run.printed.strip()}"]
        state = _state(place)
        differing = [
            *(
                f"again, lacks: {line}"
                for line in (after.holds - state.holds) + (after.derived - state.derived)
            ),
            *(
                f"again, has: {line}"
                for line in (state.holds - after.holds) + (state.derived - after.derived)
            ),
        ]
        if differing:
            return differing
    if not state.told:
        return []
    library = Library(place.settings, keep_index=True)
    library.upkeep.doctor(fix=True)
    library.upkeep.reindex()
    library.close()
    return [f"after `reindex`: {line}" for line in _state(place).told]


def _run(
    words: Sequence[str], place: Place, kill_after: float | None = None, *, writing: bool = False
) -> _Run:
    """Runs a command in a process that has loaded all modules, so that every kill meets work. With `writing`
    the command is killed within a share of `kill_after` (seconds) after it first wrote something."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    printed = place.folder / "printed"
    process: ForkServerProcess = context.Process(target=_command, args=(words, place.settings, printed))
    before = _touched(place)
    process.start()
    if writing and kill_after is not None:
        while process.is_alive() and _touched(place) == before:
            time.sleep(_LOOKS_EVERY_S)
        kill_after *= _OF_THE_TIME
    process.join(kill_after)
    if process.is_alive():
        process.kill()
        process.join()
    text = printed.read_text(encoding="utf-8") if printed.exists() else ""
    return _Run(process.exitcode or 0, text)


def _touched(place: Place) -> int:
    """When anything in the home or beside it was last written (nanoseconds)."""
    files = (*place.home.glob("jomo.sqlite*"), *place.out.glob("*"), *place.out.glob(".*"))
    return max((file.stat().st_mtime_ns for file in files if file.exists()), default=0)


def _command(words: Sequence[str], settings: Settings, printed: Path) -> None:
    """The command line, in the child."""
    from kb.cli import main

    os.nice(5)
    os.environ |= {"KB_HOME": str(settings.home), "KB_CACHE": str(settings.cache), "KB_NETWORK": "false"}
    sys.argv = ["kb", *words]
    sys.stdout = printed.open("w", encoding="utf-8", buffering=1)
    try:
        main()
    except Exception:
        traceback.print_exc(file=sys.stdout)
        raise


def _state(place: Place) -> _State:
    library = Library(place.settings, keep_index=True)
    told = tuple(f"{check.name}: {check.detail}" for check in library.upkeep.doctor() if not check.ok)
    library.areas.find_members()
    seen = place.folder / "seen"
    library.upkeep.export(seen, Format.JSONL)
    holds = [
        f"{file.stem} {_TIME.sub('then', line)}"
        for file in seen.iterdir()
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    shutil.rmtree(seen)
    db, drawn = library.store.read(), library.map.read()
    keys = {item.id: item.key for item in library.items.select()}
    lacking = {text for _, text in OF_ITEMS.without_vector(db, library.vectors.space.fingerprint, _EVERY)}
    holds += [f"topic {topic.name} {topic.pinned} {topic.size}" for topic in drawn.topics]
    holds += [f"map before {version.what}" for version in library.map.versions()]
    derived = [f"vector of {one.text}" for one in chunks.of_items(db, list(keys)) if one.text not in lacking]
    derived += [f"on the map {keys[point.item_id]}" for point in drawn.points]
    derived += [f"member of {names} {keys[item]}" for item, names in areas.by_item(db).items()]
    library.close()
    return _State(Counter([*holds, *_written(place)]), Counter(derived), told)


def _written(place: Place) -> Iterator[str]:
    """What commands wrote outside the home; what is hidden is unfinished."""
    for path in place.out.glob("[!.]*"):
        if path.suffix == ".zip":
            yield f"{path.name} holds {_sound(path)}"
        elif (path / "jomo.sqlite").exists():
            yield f"{path.name} holds {Library(Settings(home=path)).items.count()} items"
        else:
            for file in path.rglob("*"):
                digest = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "folder"
                yield f"{file.relative_to(place.out)} {digest}"


def _sound(path: Path) -> str:
    try:
        return f"{archive.verify(path).items} items"
    except JomoError as error:
        return str(error)


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=_KILLS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("names", nargs="*", metavar="COMMAND", help="only these; all without")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jomo-kills-") as folder:
        print(kills(Path(folder), chosen.kills, chosen.seed, chosen.names).as_markdown())


if __name__ == "__main__":
    _main()
