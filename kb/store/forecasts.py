"""What the person said is no reason to suggest anything: kept in the history alone."""

from __future__ import annotations

import sqlite3

from kb.catalogue import _
from kb.store.events import STANDING, NewEvent
from kb.text.words import stems
from kb.types import Action, Origin
from kb.types.forecast import Trait, TraitFamily

_REASON, _NONE = "a reason", "no reason"


def muted(db: sqlite3.Connection) -> set[Trait]:
    """Traits that are no reason."""
    rows = db.execute(
        "SELECT subject, after FROM events WHERE id IN"
        f" (SELECT max(id) FROM events WHERE action = ? AND {STANDING} GROUP BY subject)",
        (Action.REASON_SET,),
    )
    return {_trait(row["subject"]) for row in rows if row["after"] == _NONE}


def change(trait: Trait, counts: bool, at: str) -> NewEvent:
    """That a trait counts as a reason from now on, or that it does not."""
    before, after = (_NONE, _REASON) if counts else (_REASON, _NONE)
    return NewEvent(at, Origin.ME, Action.REASON_SET, subject=str(trait), before=before, after=after)


def read(written: str) -> list[Trait]:
    """What is meant by `family:value`: a trait; by a word its stem too, for a word as it is written is none.

    :raises ValueError: there is no such family, or no value.
    """
    trait = _trait(written)
    if trait.family is not TraitFamily.WORD:
        return [trait]
    return [Trait(TraitFamily.WORD, value) for value in dict.fromkeys([*stems(trait.value), trait.value])]


def _trait(written: str) -> Trait:
    family, _colon, value = written.partition(":")
    if not value:
        raise ValueError(_("{written} names no value", written=written))
    return Trait(TraitFamily(family), value)
