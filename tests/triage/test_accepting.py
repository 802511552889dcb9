"""Suggestions accepted together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from kb.library import Library
from kb.types import Suggestion, Zone


class _CutShort(Mapping[int, Suggestion]):
    """Suggestions of which no more can be had after the first."""

    def __init__(self, first: int) -> None:
        self.first = first

    def __getitem__(self, item_id: int) -> Suggestion:
        return Suggestion(Zone.MUST_HAVE, 0.9, fork=False, reason="")

    def __iter__(self) -> Iterator[int]:
        yield self.first
        raise KeyboardInterrupt

    def __len__(self) -> int:
        return 2


def test_all_are_filed_or_none_and_forks_stay(library: Library) -> None:
    library.intake.add(["2501.00001", "2501.00002", "2501.00003"])
    ids = [item.id for item in library.items.select()]
    with pytest.raises(KeyboardInterrupt):
        library.triage.accept(_CutShort(ids[0]))
    assert {item.zone for item in library.items.select()} == {Zone.INBOX}
    zones = dict(zip(ids, (Zone.MUST_HAVE, Zone.NICE_TO_HAVE, Zone.MUST_HAVE), strict=True))
    library.triage.accept(
        {i: Suggestion(zone, 0.9, fork=i == ids[2], reason="") for i, zone in zones.items()}
    )
    assert [item.zone for item in library.items.by_ids(ids)] == [
        Zone.MUST_HAVE,
        Zone.NICE_TO_HAVE,
        Zone.INBOX,
    ]
    filed = library.history.steps(5)[:-1]
    assert len(filed) == 2
