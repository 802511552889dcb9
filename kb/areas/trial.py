"""What a change of areas would do: made, measured, and not kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from kb.areas import register
from kb.areas.membership import Understand, in_words
from kb.store import Store, areas, drift
from kb.types import Stance
from kb.vectors.whitening import WhitenedSpace


class _NotKept(Exception):
    """Ends the transaction of a trial."""


def tried(
    store: Store,
    space: WhitenedSpace,
    understand: Understand,
    changes: Sequence[tuple[str, register.Change]],
) -> dict[str, tuple[Stance, frozenset[int]]]:
    """Stance and members of every area as they would be after changes, found as they are found then.

    :raises EncoderUnavailable: the model cannot be had.
    """
    found: dict[str, tuple[Stance, frozenset[int]]] = {}
    for name, change in changes:
        # Encoded before anybody waits to write.
        known = areas.get(store.read(), name)
        criterion = change.criterion if change.criterion is not None else known.criterion if known else ""
        in_words(space, understand, name, criterion)
    with suppress(_NotKept), store.write(silent=True) as db:
        names = [register.change_area(db, name, change)[0] for name, change in changes]
        register.measure(db, space, understand, names)
        found = drift.memberships(db)
        raise _NotKept
    return found
