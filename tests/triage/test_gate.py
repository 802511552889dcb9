import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.triage.gate import closed_zones, gate
from kb.types import Zone


def test_unread_must_have_closes_the_other_reading_lists() -> None:
    now = gate({Zone.MUST_HAVE: 2, Zone.NICE_TO_HAVE: 7})
    assert now.closed and now.must_have_unread == 2
    assert closed_zones(now) == (Zone.NICE_TO_HAVE, Zone.NO_NEED, Zone.PUT_AND_FORGET)


def test_other_unread_items_leave_the_gate_open() -> None:
    now = gate({Zone.INBOX: 40, Zone.NICE_TO_HAVE: 7})
    assert not now.closed
    assert closed_zones(now) == ()
    assert now.counts[Zone.NICE_TO_HAVE] == 7 and now.counts[Zone.MUST_HAVE] == 0


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(Zone), st.integers(0, 10_000)))
def test_inbox_and_must_have_never_close(counts: dict[Zone, int]) -> None:
    now = gate(counts)
    assert now.closed == (counts.get(Zone.MUST_HAVE, 0) > 0)
    assert not {Zone.INBOX, Zone.MUST_HAVE} & set(closed_zones(now))
    assert set(now.counts) == set(Zone)


def test_counts_cannot_be_negative_or_changed_later() -> None:
    with pytest.raises(ValueError):
        gate({Zone.MUST_HAVE: -1})
    source = {Zone.MUST_HAVE: 1}
    now = gate(source)
    source[Zone.MUST_HAVE] = 0
    assert now.counts[Zone.MUST_HAVE] == 1
