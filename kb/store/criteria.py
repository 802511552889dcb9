"""What was decided on proposed criteria, as the history tells it."""

from __future__ import annotations

import json
import sqlite3

from kb.clock import day
from kb.store.events import OF_CRITERIA, STANDING, NewEvent
from kb.types import Action, Origin
from kb.types.criteria import Decided, Proposal


def decision(proposal: Proposal, moment: str, reason: str, *, accepted: bool) -> NewEvent:
    """That a proposal was accepted or dismissed, with what was told of it."""
    action = Action.CRITERION_ACCEPTED if accepted else Action.CRITERION_DISMISSED
    told = json.dumps(proposal.record, ensure_ascii=False)
    return NewEvent(moment, Origin.ME, action, subject=proposal.criterion.id, after=told, note=reason)


def decided(db: sqlite3.Connection) -> list[Decided]:
    """What was accepted or dismissed and not taken back, the latest first."""
    rows = db.execute(
        f"SELECT batch, at, action, after, note FROM events WHERE action IN (?, ?) AND {STANDING}"
        " ORDER BY id DESC",
        OF_CRITERIA,
    )
    return [
        Decided(
            row["batch"],
            day(row["at"]),
            row["action"] == Action.CRITERION_ACCEPTED,
            row["note"],
            json.loads(row["after"]),
        )
        for row in rows
    ]
