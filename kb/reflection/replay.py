"""The person's own past under another criterion: what would not have been shown, what would have been."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from kb.reflection.likely import is_use
from kb.reflection.shares import USEFUL
from kb.types import Stance, State
from kb.types.criteria import Replay
from kb.types.reviews import JudgedItem


def under_stances(items: Sequence[JudgedItem], after: Mapping[int, Stance]) -> Replay:
    """Under other stances, given by item id: what is ignored on purpose is not shown. What waits in an
    overflow has no stance."""
    saved = [item for item in items if not item.overflow]
    before = {item.item_id for item in saved if item.stance is Stance.IGNORED}
    then = {item.item_id for item in saved if after.get(item.item_id) is Stance.IGNORED}
    return replayed(items, fewer=then - before, more=before - then)


def replayed(items: Sequence[JudgedItem], fewer: Collection[int], more: Collection[int]) -> Replay:
    """The past without some of the items shown and with some of those that were not, by their ids."""
    gone = [item for item in items if item.item_id in fewer]
    come = [item for item in items if item.item_id in more]
    return Replay(
        fewer=_keys(gone),
        more=_keys(come),
        minutes_saved=sum(item.minutes for item in gone if item.state is State.READ),
        useful_lost=_keys(item for item in gone if item.verdict in USEFUL),
        used_lost=_keys(item for item in gone if item.verdict is None and any(map(is_use, item.traces))),
        useful_gained=_keys(item for item in come if item.verdict in USEFUL),
    )


def _keys(items: Iterable[JudgedItem]) -> tuple[str, ...]:
    return tuple(item.key for item in items)
