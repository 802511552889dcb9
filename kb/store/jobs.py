"""Background work: what is queued, how far it is, what it ended with."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kb.types import Failure, ImportRecord, Job

QUEUED, RUNNING, DONE, FAILED, STOPPED = "queued", "running", "done", "failed", "stopped"
IMPORT, EMBED, MAP, COMPLETE = "import", "embed", "map", "complete"


@dataclass(frozen=True, slots=True)
class Task:
    """A job as the worker takes it up."""

    id: int
    kind: str
    payload: dict[str, object]


def enqueue(db: sqlite3.Connection, kind: str, payload: dict[str, object], now: str) -> int:
    cursor = db.execute(
        "INSERT INTO jobs (kind, payload, state, created_at) VALUES (?, ?, ?, ?)",
        (kind, json.dumps(payload, ensure_ascii=False), QUEUED, now),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def next_task(db: sqlite3.Connection) -> Task | None:
    row = db.execute(
        "SELECT id, kind, payload FROM jobs WHERE state = ? ORDER BY id LIMIT 1", (QUEUED,)
    ).fetchone()
    return Task(row["id"], row["kind"], json.loads(row["payload"])) if row else None


def requeue_interrupted(db: sqlite3.Connection) -> None:
    """Work whose process died starts again: every step of it may be repeated. Embedding is found by
    what lacks a vector, so its old rows are only closed."""
    db.execute("UPDATE jobs SET state = ? WHERE state = ? AND kind = ?", (STOPPED, RUNNING, EMBED))
    db.execute("UPDATE jobs SET state = ? WHERE state = ?", (QUEUED, RUNNING))


def start(db: sqlite3.Connection, job_id: int, now: str) -> None:
    db.execute("UPDATE jobs SET state = ?, started_at = ?, done = 0 WHERE id = ?", (RUNNING, now, job_id))


def advance(db: sqlite3.Connection, job_id: int, done: int, total: int, message: str) -> None:
    db.execute(
        "UPDATE jobs SET done = ?, total = ?, message = ? WHERE id = ?", (done, total, message, job_id)
    )


def finish(
    db: sqlite3.Connection, job_id: int, state: str, message: str, report: dict[str, object] | None, now: str
) -> None:
    db.execute(
        "UPDATE jobs SET state = ?, message = ?, report = ?, finished_at = ? WHERE id = ?",
        (state, message, json.dumps(report, ensure_ascii=False) if report else "", now, job_id),
    )


def _job(row: sqlite3.Row, now: datetime) -> Job:
    eta = None
    if row["state"] == RUNNING and row["started_at"] and 0 < row["done"] < row["total"]:
        elapsed = (now - datetime.fromisoformat(row["started_at"])).total_seconds()
        eta = round(elapsed / row["done"] * (row["total"] - row["done"]))
    return Job(row["id"], row["kind"], row["state"], row["done"], row["total"], row["message"], eta)


def active(db: sqlite3.Connection, now: datetime) -> list[Job]:
    rows = db.execute("SELECT * FROM jobs WHERE state IN (?, ?) ORDER BY id", (QUEUED, RUNNING))
    return [_job(row, now) for row in rows]


def recent(db: sqlite3.Connection, now: datetime, limit: int) -> list[Job]:
    rows = db.execute("SELECT * FROM jobs ORDER BY id DESC LIMIT ?", (limit,))
    return [_job(row, now) for row in rows]


def imports(db: sqlite3.Connection, limit: int) -> list[ImportRecord]:
    """The last finished imports, newest first."""
    rows = db.execute(
        "SELECT * FROM jobs WHERE kind IN (?, ?) AND report != '' ORDER BY id DESC LIMIT ?",
        (IMPORT, COMPLETE, limit),
    )
    found = []
    for row in rows:
        report, payload = json.loads(row["report"]), json.loads(row["payload"])
        found.append(
            ImportRecord(
                job_id=row["id"],
                finished_at=row["finished_at"],
                specs=tuple(payload.get("specs", ())),
                added=report["added"],
                updated=report["updated"],
                unchanged=report["unchanged"],
                failed=tuple(Failure(f["spec"], f["reason"]) for f in report["failed"]),
                warnings=tuple(report["warnings"]),
                touched=tuple(report.get("touched", ())),
            )
        )
    return found
