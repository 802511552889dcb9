"""The process of a lane: takes up what waits, one job after another, and ends when nothing does."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from kb import logs
from kb.backup import daily
from kb.catalogue import _, n_
from kb.clock import now
from kb.errors import JomoError, LibraryBusy
from kb.ingest.planning import Options
from kb.settings import Settings
from kb.store import Store, imports, jobs
from kb.types import AddReport
from kb.types.mirror import Mirrored
from kb.work import process, queue
from kb.work.queue import KINDS, Lane

_TELL_EVERY_S = 0.5
"""Progress is written so often: quick enough to be seen moving, seldom enough to leave the database to
others."""
_Outcome = tuple[str, str, dict[str, object] | None]
"""State, message and report of a job that ended by itself; None stands for one that was stopped: whoever did
that has noted it."""


class Add(Protocol):
    """Saves what specs lead to as a part of an import's step; as `library.intake.save`."""

    def __call__(
        self,
        specs: Sequence[str],
        options: Options,
        step: int | None,
        *,
        progress: Callable[[int], None],
        reading: Callable[[str], None],
        should_stop: Callable[[], bool],
        one_by_one: bool,
    ) -> AddReport: ...


@dataclass(frozen=True, slots=True)
class Hands:
    """What a worker does with a library. `embed` takes what to tell (done, total) and whether to stop, and
    returns how many texts it embedded; `fetch` takes keys before (None for all that is due) and a
    step; `draw` takes whether to draw the whole map anew; `sync` whether to ask all feeds, what to tell and
    whether to stop; `scan` takes what to tell and whether to stop, and returns how many files it read;
    `mirror` takes the folder."""

    add: Add
    stub_keys: Callable[[], list[str]]
    fetch: Callable[
        [Sequence[str] | None, int | None, Callable[[int, int], None], Callable[[], bool]], AddReport
    ]
    wants_pages: Callable[[], bool]
    embed: Callable[[Callable[[int, int], None], Callable[[], bool]], int]
    wants_thinking: Callable[[], bool]
    draw: Callable[[bool], object]
    lacks_places: Callable[[], bool]
    sync: Callable[[bool, Callable[[int, int], None], Callable[[], bool]], AddReport]
    scan: Callable[[Callable[[int, int], None], Callable[[], bool]], int]
    mirror: Callable[[Path], Mirrored]


def work(settings: Settings, store: Store, hands: Hands, lane: Lane) -> None:
    """Does everything that waits in a lane, then returns. Returns at once if another process is at it."""
    try:
        with process.working(settings.home, lane):
            with store.write(silent=True) as db:
                given_up = jobs.requeue_interrupted(db, KINDS[lane], now())
            if jobs.EMBED in given_up:
                queue.hold(store)
            while _one_job(store, hands, lane):
                pass
            if lane is Lane.THINK and daily.due(settings, store):
                daily.make(settings, store)
    except LibraryBusy:
        return


def _one_job(store: Store, hands: Hands, lane: Lane) -> bool:
    """Does the next piece of work; returns whether there was any."""
    task = _next(store, hands, lane)
    if task is None:
        return False
    with store.write(silent=True) as db:
        jobs.start(db, task.id, now())
    try:
        outcome = _do(store, hands, task)
    except SystemExit:
        # Asked to end: that is no death of the job's.
        with store.write(silent=True) as db:
            jobs.put_back(db, task.id)
        raise
    except JomoError as error:
        outcome = jobs.FAILED, str(error), None
    except Exception as error:  # noqa: BLE001 - a job that raises has failed, and the next one is done
        told = logs.fault(f"Job {task.id} ({task.kind})", error)
        outcome = jobs.FAILED, _("{fault}; {file} tells where it failed", fault=told, file=logs.FILE), None
    if outcome is None:
        return True
    state, message, report = outcome
    if state == jobs.FAILED and task.kind == jobs.EMBED:
        queue.hold(store)
    with store.write() as db:
        jobs.finish(db, task.id, state, message, report, now())
        drawn = task.kind == jobs.EMBED and state == jobs.DONE
        if drawn and not jobs.waiting(db, (jobs.MAP,)) and hands.lacks_places():
            jobs.enqueue(db, jobs.MAP, {}, now())
    return True


def _next(store: Store, hands: Hands, lane: Lane) -> jobs.Task | None:
    """The person's own writing, which takes seconds, then meaning, then the map. That something lacks a
    vector is known without a job; it gets one, so that pages can tell how far it is."""
    db = store.read()
    if lane is not Lane.THINK:
        found = jobs.next_task(db, KINDS[lane])
        if found is None and lane is Lane.WEB and hands.wants_pages():
            queue.enqueue(store, jobs.FETCH, {})
            found = jobs.next_task(db, KINDS[lane])
        return found
    if (scan := jobs.next_task(db, (jobs.SCAN,))) is not None:
        return scan
    queued = jobs.next_task(db, (jobs.EMBED,))
    if queued is None and hands.wants_thinking() and not queue.held(store):
        queue.enqueue(store, jobs.EMBED, {})
        queued = jobs.next_task(db, (jobs.EMBED,))
    return queued or jobs.next_task(db, (jobs.MAP,))


def _do(store: Store, hands: Hands, task: jobs.Task) -> _Outcome | None:
    tell = _Teller(store, task.id)

    def stopped() -> bool:
        return not jobs.is_running(store.read(), task.id)

    if task.kind == jobs.EMBED:
        return _embed(hands, task, tell, stopped)
    if task.kind == jobs.MAP:
        tell(0, 0, _("Drawing the map"))
        hands.draw(bool(task.payload.get("rebuild")))
        return jobs.DONE, _("The map is up to date"), None
    if task.kind == jobs.SCAN:
        return _scan(hands, tell, stopped)
    if task.kind == jobs.MIRROR:
        tell(0, 0, _("Writing what changed …"))
        done = hands.mirror(Path(str(task.payload["folder"])))
        return jobs.DONE, n_("{count} note written", "{count} notes written", len(done.written)), asdict(done)
    if task.kind == jobs.FETCH:
        return _fetch(hands, task, tell, stopped)
    if task.kind == jobs.SYNC:
        return _sync(hands, task, tell, stopped)
    return _import(store, hands, task, tell, stopped)


def _fetch(hands: Hands, task: jobs.Task, tell: _Teller, stopped: Callable[[], bool]) -> _Outcome | None:
    keys = task.payload.get("specs")
    report = hands.fetch(
        None if keys is None else [str(key) for key in _list(keys)],
        task.step,
        lambda done, total: tell(done, total, _("Fetching pages")),
        stopped,
    )
    if stopped():
        return None
    # Nobody waits to hear of a page that was tried again by itself, and in vain.
    tells = keys is not None or report.updated
    return (
        jobs.DONE,
        n_("{count} fetched", "{count} fetched", report.updated),
        queue.as_record(report) if tells else None,
    )


def _embed(hands: Hands, task: jobs.Task, tell: _Teller, stopped: Callable[[], bool]) -> _Outcome | None:
    done = hands.embed(lambda done, total: tell(done, total, _("Reading for meaning")), stopped)
    if stopped():
        return None
    return jobs.DONE, n_("{count} passage", "{count} passages", done), None


def _scan(hands: Hands, tell: _Teller, stopped: Callable[[], bool]) -> _Outcome | None:
    read = hands.scan(lambda done, total: tell(done, total, _("Reading your own writing")), stopped)
    if stopped():
        return None
    return jobs.DONE, n_("{count} file read", "{count} files read", read), None


def _sync(hands: Hands, task: jobs.Task, tell: _Teller, stopped: Callable[[], bool]) -> _Outcome | None:
    report = hands.sync(
        bool(task.payload.get("everything")),
        lambda done, total: tell(done, total, _("Asking feeds")),
        stopped,
    )
    if stopped():
        return None
    return jobs.DONE, n_("{count} added", "{count} added", report.added), queue.as_record(report)


def _import(
    store: Store, hands: Hands, task: jobs.Task, tell: _Teller, stopped: Callable[[], bool]
) -> _Outcome | None:
    tell(0, 0, _("Importing"))
    if task.kind == jobs.COMPLETE and "specs" not in task.payload:
        specs = hands.stub_keys()
    else:
        specs = [str(spec) for spec in _list(task.payload["specs"])]
    step = task.step
    if step is None and task.kind == jobs.IMPORT:
        # Before anything is saved: what goes on after an end of the process is part of the same import.
        with store.write(silent=True) as db:
            step = imports.begin(db, specs, now())
            jobs.begun(db, task.id, step)
    expected = int(str(task.payload.get("expected") or 0))
    report = hands.add(
        specs,
        queue.options(task),
        step,
        progress=lambda done: tell(done, max(done, expected) if expected else 0, _("Importing")),
        reading=tell.place,
        should_stop=stopped,
        one_by_one=task.deaths > 0,
    )
    if stopped():
        return None
    return jobs.DONE, n_("{count} added", "{count} added", report.added), queue.as_record(report)


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
            jobs.note_place(db, self._job_id, _("reading {source}", source=spec))
