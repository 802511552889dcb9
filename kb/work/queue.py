"""What is queued, stopped and held, as the store knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum

from kb.catalogue import n_
from kb.clock import now
from kb.ingest.planning import Arrival, Options
from kb.store import Store, jobs, key_values
from kb.store.jobs import Task
from kb.types import AddReport, Job, Zone


class Lane(StrEnum):
    """Work that one process does in turn."""

    SAVE = "save"
    WEB = "web"
    FEEDS = "feeds"
    THINK = "think"


KINDS = {
    Lane.SAVE: (jobs.IMPORT, jobs.MIRROR),
    Lane.WEB: (jobs.COMPLETE, jobs.FETCH),
    Lane.FEEDS: (jobs.SYNC,),
    Lane.THINK: (jobs.SCAN, jobs.EMBED, jobs.MAP),
}
"""The kinds of job that a lane does."""
_HELD = "meaning-held"
"""Why embedding waits for `resume`: it was stopped, or would only fail again. Empty where it does not."""
_TOUCHED_KEPT = 10
"""How many items of an import its record names; the Add page shows no more."""
_RECENT = 20
"""How many jobs are listed when those that ended are asked for too: a screenful."""


def enqueue(store: Store, kind: str, payload: dict[str, object], step: int | None = None) -> int:
    """Queues work, of an import whose event is `step`; returns the job's number."""
    with store.write(silent=True) as db:
        return jobs.enqueue(db, kind, payload, now(), step)


def payload(specs: Sequence[str], options: Options, expected: int = 0) -> dict[str, object]:
    """What an import needs: what is read, what the person said of it, how many items there may be (0: nobody
    knows)."""
    return {
        "specs": list(specs),
        "zone": options.zone,
        "source": options.source,
        "own_writing": options.own_writing,
        "arrival": options.arrival.name if options.arrival else None,
        "expected": expected,
    }


def options(task: Task) -> Options:
    """What the person said of an import."""
    given = task.payload
    return Options(
        Zone(str(given.get("zone") or Zone.INBOX)),
        str(given["source"]) if given.get("source") else None,
        own_writing=bool(given.get("own_writing")),
        arrival=Arrival[str(given["arrival"])] if given.get("arrival") else None,
    )


def record(store: Store, specs: Sequence[str], options: Options, report: AddReport) -> int:
    """Notes an import that was done at once among those of the background; returns its number."""
    with store.write(silent=True) as db:
        number = jobs.enqueue(db, jobs.IMPORT, payload(specs, options), now(), report.step)
        jobs.finish(
            db,
            number,
            jobs.DONE,
            n_("{count} added", "{count} added", report.added),
            as_record(report),
            now(),
        )
    return number


def as_record(report: AddReport) -> dict[str, object]:
    """A report as a job keeps it."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "failed": [{"spec": failure.spec, "reason": failure.reason} for failure in report.failed],
        "skipped": [asdict(one) for one in report.skipped],
        "warnings": list(report.warnings),
        "touched": [item.key for item in report.touched[:_TOUCHED_KEPT]],
    }


def listed(store: Store, active_only: bool) -> list[Job]:
    """Jobs that are queued, run or were stopped; also the latest that ended, unless `active_only`."""
    moment = datetime.now(UTC)
    return jobs.active(store.read(), moment) if active_only else jobs.recent(store.read(), moment, _RECENT)


def failed(store: Store) -> list[Job]:
    """Work that failed and was not made good since, each with its reason."""
    return jobs.failed(store.read(), datetime.now(UTC))


def stop(store: Store) -> None:
    """Asks for an end after the step that is being done; what is left waits for `resume`. What is queued
    afterwards is done all the same."""
    with store.write(silent=True) as db:
        key_values.put(db, _HELD, "stopped")
        jobs.stop_all(db)


def hold(store: Store) -> None:
    """Lets embedding wait for `resume` because trying again would change nothing."""
    with store.write(silent=True) as db:
        key_values.put(db, _HELD, "failed")


def held(store: Store) -> bool:
    """Whether embedding waits for `resume`."""
    return key_values.get(store.read(), _HELD) != ""


def stopped(store: Store) -> bool:
    """Whether anything waits for `resume`, or would once it came."""
    return held(store) or jobs.count_stopped(store.read()) > 0


def resume(store: Store) -> None:
    """Queues again what was stopped, and lets embedding go on."""
    with store.write(silent=True) as db:
        key_values.put(db, _HELD, "")
        jobs.resume_all(db)


def has_work(store: Store, lane: Lane) -> bool:
    """Whether jobs wait in a lane."""
    return jobs.waiting(store.read(), KINDS[lane])
