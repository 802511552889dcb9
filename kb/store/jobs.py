"""Background work: what is queued, how far it is, what it ended with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from kb.catalogue import _, n_, noted
from kb.text.storable import storable_text
from kb.types import Failure, ImportRecord, Job, Skipped

QUEUED, RUNNING, DONE, FAILED, STOPPED = "queued", "running", "done", "failed", "stopped"
IMPORT, EMBED, MAP, COMPLETE, FETCH, SYNC = "import", "embed", "map", "complete", "fetch", "sync"
SCAN, MIRROR = "scan", "mirror"
_DOING = {
    IMPORT: noted("importing"),
    COMPLETE: noted("importing"),
    FETCH: noted("fetching pages"),
    SYNC: noted("asking feeds"),
    EMBED: noted("reading for meaning"),
    MAP: noted("drawing the map"),
    SCAN: noted("reading your own writing"),
    MIRROR: noted("writing notes into a folder"),
}
"""What a job does, as it goes on after `while`."""
MAX_DEATHS = 3
"""A job under which the process ended so often is not tried again."""
_REMEMBERED = timedelta(days=7)
"""How long a failed job is told of."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job as the worker takes it up. `deaths` is how often its process ended under it; `step` the event of
    the import that it does, None where none was recorded."""

    id: int
    kind: str
    payload: dict[str, object]
    deaths: int
    step: int | None = None


def enqueue(
    db: sqlite3.Connection, kind: str, payload: dict[str, object], now: str, step: int | None = None
) -> int:
    """Puts a job at the end of the queue and returns its number; `payload` is what its kind needs, `step` the
    event of the import it is part of."""
    cursor = db.execute(
        "INSERT INTO jobs (kind, payload, state, created_at, step) VALUES (?, ?, ?, ?, ?)",
        # ASCII: a path may hold bytes that are no UTF-8, which SQLite takes only escaped.
        (kind, json.dumps(payload), QUEUED, now, step),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def next_task(db: sqlite3.Connection, kinds: Collection[str]) -> Task | None:
    """The job of these kinds that was queued first."""
    row = db.execute(
        "SELECT id, kind, payload, deaths, step FROM jobs WHERE state = ?"
        " AND kind IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1",
        (QUEUED, _listed(kinds)),
    ).fetchone()
    return Task(row["id"], row["kind"], json.loads(row["payload"]), *row[3:]) if row else None


def begun(db: sqlite3.Connection, job_id: int, step: int) -> None:
    """Notes the event of the import that a job does."""
    db.execute("UPDATE jobs SET step = ? WHERE id = ?", (step, job_id))


def running_in(db: sqlite3.Connection, step: int) -> bool:
    """Whether a job of an import is running, as far as the store knows."""
    row = db.execute("SELECT 1 FROM jobs WHERE step = ? AND state = ?", (step, RUNNING))
    return row.fetchone() is not None


def give_up(db: sqlite3.Connection, step: int, now: str) -> None:
    """What waits of an import is not begun, and what was stopped not gone on with: it was taken back."""
    db.execute(
        "UPDATE jobs SET state = ?, message = ?, finished_at = ? WHERE step = ? AND state IN (?, ?)",
        (DONE, _("Taken back"), now, step, QUEUED, STOPPED),
    )


def payload(db: sqlite3.Connection, job_id: int) -> dict[str, object]:
    """What a job was given."""
    row = db.execute("SELECT payload FROM jobs WHERE id = ?", (job_id,)).fetchone()
    return {} if row is None else dict(json.loads(row["payload"]))


def waiting(db: sqlite3.Connection, kinds: Collection[str]) -> bool:
    """Whether a job of these kinds is queued, or running as far as the store knows."""
    row = db.execute(
        "SELECT 1 FROM jobs WHERE state IN (?, ?) AND kind IN (SELECT value FROM json_each(?))",
        (QUEUED, RUNNING, _listed(kinds)),
    ).fetchone()
    return row is not None


def requeue_interrupted(db: sqlite3.Connection, kinds: Collection[str], now: str) -> list[str]:
    """Work whose process died starts again: every step of it may be repeated. What died `MAX_DEATHS` times
    has failed; the kinds of those are returned."""
    given_up = []
    rows = db.execute(
        "SELECT * FROM jobs WHERE state = ? AND kind IN (SELECT value FROM json_each(?))",
        (RUNNING, _listed(kinds)),
    ).fetchall()
    for row in rows:
        deaths = row["deaths"] + 1
        db.execute("UPDATE jobs SET state = ?, deaths = ? WHERE id = ?", (QUEUED, deaths, row["id"]))
        if deaths >= MAX_DEATHS:
            finish(db, row["id"], FAILED, _cause_of_death(row, deaths), None, now)
            given_up.append(str(row["kind"]))
    return given_up


def _cause_of_death(row: sqlite3.Row, deaths: int) -> str:
    at = row["place"] or (_(_DOING[row["kind"]]) if row["message"] else _("at the beginning"))
    if row["kind"] == IMPORT:
        return n_(
            "The process ended {count} time, last while {at}; what came before is saved, add the rest without"
            " it",
            "The process ended {count} times, last while {at}; what came before is saved, add the rest"
            " without it",
            deaths,
            at=at,
        )
    return n_(
        "The process ended {count} time, last while {at}; the folder `logs` of the library may tell why",
        "The process ended {count} times, last while {at}; the folder `logs` of the library may tell why",
        deaths,
        at=at,
    )


def put_back(db: sqlite3.Connection, job_id: int) -> None:
    """A running job waits again: its process was asked to end, which is nothing the job did."""
    db.execute("UPDATE jobs SET state = ? WHERE id = ? AND state = ?", (QUEUED, job_id, RUNNING))


def stop_all(db: sqlite3.Connection) -> None:
    """Whatever is queued or running waits for `resume_all`; a running job finds out between two steps."""
    db.execute("UPDATE jobs SET state = ? WHERE state IN (?, ?)", (STOPPED, QUEUED, RUNNING))


def resume_all(db: sqlite3.Connection) -> None:
    """What was stopped is queued again. What lacks vectors is a query, so embedding needs no old job."""
    db.execute("UPDATE jobs SET state = ? WHERE state = ? AND kind != ?", (QUEUED, STOPPED, EMBED))


def count_stopped(db: sqlite3.Connection) -> int:
    """How many jobs wait to be resumed; embedding is not counted, its stop is a state of the lane."""
    row = db.execute("SELECT count(*) FROM jobs WHERE state = ? AND kind != ?", (STOPPED, EMBED)).fetchone()
    return int(row[0])


def is_running(db: sqlite3.Connection, job_id: int) -> bool:
    """Whether nobody stopped the job."""
    row = db.execute("SELECT state FROM jobs WHERE id = ?", (job_id,)).fetchone()
    return bool(row["state"] == RUNNING)


def start(db: sqlite3.Connection, job_id: int, now: str) -> None:
    """Marks a queued job as running, with nothing done yet."""
    db.execute(
        "UPDATE jobs SET state = ?, started_at = ?, done = 0, total = 0, message = '', place = ''"
        " WHERE id = ? AND state = ?",
        (RUNNING, now, job_id, QUEUED),
    )


def advance(db: sqlite3.Connection, job_id: int, done: int, total: int, message: str) -> None:
    """Notes how far a job is: `done` of `total` steps, and what it is at."""
    db.execute(
        "UPDATE jobs SET done = ?, total = ?, message = ? WHERE id = ?", (done, total, message, job_id)
    )


def note_place(db: sqlite3.Connection, job_id: int, place: str) -> None:
    """Notes what a job does next, as it goes on after `while`."""
    db.execute("UPDATE jobs SET place = ? WHERE id = ?", (storable_text(place), job_id))


def finish(
    db: sqlite3.Connection, job_id: int, state: str, message: str, report: dict[str, object] | None, now: str
) -> None:
    """Notes how a job ended: its last state, a line for the person, and the report of an import."""
    db.execute(
        "UPDATE jobs SET state = ?, message = ?, report = ?, finished_at = ? WHERE id = ?",
        (state, message, json.dumps(report) if report else "", now, job_id),
    )


def _listed(kinds: Collection[str]) -> str:
    return json.dumps(list(kinds))


def _job(row: sqlite3.Row, now: datetime) -> Job:
    eta = None
    if row["state"] == RUNNING and row["started_at"] and 0 < row["done"] < row["total"]:
        elapsed = (now - datetime.fromisoformat(row["started_at"])).total_seconds()
        eta = round(elapsed / row["done"] * (row["total"] - row["done"]))
    return Job(row["id"], row["kind"], row["state"], row["done"], row["total"], row["message"], eta)


def active(db: sqlite3.Connection, now: datetime) -> list[Job]:
    """Jobs that are queued or run, the oldest first."""
    rows = db.execute("SELECT * FROM jobs WHERE state IN (?, ?) ORDER BY id", (QUEUED, RUNNING))
    return [_job(row, now) for row in rows]


def last_ended(db: sqlite3.Connection) -> int:
    """A number that grows with every job that is done or has failed."""
    row = db.execute("SELECT count(*) FROM jobs WHERE state IN (?, ?)", (DONE, FAILED)).fetchone()
    return int(row[0])


def failed(db: sqlite3.Connection, now: datetime) -> list[Job]:
    """The jobs that failed in the last days and were not made good since, oldest first: an import by the same
    import, other work by any of its kind."""
    rows = db.execute(
        "SELECT * FROM jobs WHERE state = ?1 AND finished_at >= ?2 AND NOT EXISTS"
        " (SELECT 1 FROM jobs AS later WHERE later.kind = jobs.kind AND later.state = ?3"
        " AND later.id > jobs.id AND (later.kind != ?4 OR later.payload = jobs.payload)) ORDER BY id",
        (FAILED, (now - _REMEMBERED).isoformat(timespec="seconds"), DONE, IMPORT),
    )
    return [_job(row, now) for row in rows]


def recent(db: sqlite3.Connection, now: datetime, limit: int) -> list[Job]:
    """The latest jobs in any state, the newest first."""
    rows = db.execute("SELECT * FROM jobs ORDER BY id DESC LIMIT ?", (limit,))
    return [_job(row, now) for row in rows]


def last_report(db: sqlite3.Connection, kind: str) -> dict[str, object] | None:
    """What the latest job of a kind that was done came to, None where none was."""
    row = db.execute(
        "SELECT report FROM jobs WHERE kind = ? AND state = ? AND report != '' ORDER BY id DESC LIMIT 1",
        (kind, DONE),
    ).fetchone()
    return None if row is None else dict(json.loads(row["report"]))


def imports(db: sqlite3.Connection, limit: int) -> list[ImportRecord]:
    """The last finished imports, newest first."""
    rows = db.execute(
        "SELECT *, EXISTS (SELECT 1 FROM import_traces WHERE import_traces.step = jobs.step) AS met,"
        " EXISTS (SELECT 1 FROM events WHERE undoes = jobs.step) AS taken_back"
        " FROM jobs WHERE kind IN (?, ?, ?, ?) AND report != '' ORDER BY id DESC LIMIT ?",
        (IMPORT, COMPLETE, FETCH, SYNC, limit),
    )
    records = []
    for row in rows:
        report, payload = json.loads(row["report"]), json.loads(row["payload"])
        # What was dropped together is one step, told job by job: only what came to something leads back.
        did = any(report[name] for name in ("added", "updated", "unchanged", "warnings"))
        is_undoable = did and row["met"] and not row["taken_back"] and row["kind"] == IMPORT
        records.append(
            ImportRecord(
                job_id=row["id"],
                finished_at=row["finished_at"],
                specs=tuple(storable_text(spec) for spec in payload.get("specs", ())),
                added=report["added"],
                updated=report["updated"],
                unchanged=report["unchanged"],
                failed=tuple(Failure(f["spec"], f["reason"]) for f in report["failed"]),
                warnings=tuple(report["warnings"]),
                touched=tuple(report.get("touched", ())),
                step=row["step"] if is_undoable else None,
                taken_back=bool(did and row["taken_back"]),
                skipped=tuple(Skipped(**one) for one in report.get("skipped", ())),
            )
        )
    return records
