"""What tests of feeds share."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kb import clock
from kb.feeds import letting_in, syncing


def on_day(weekday: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets feeds be asked on a day of the present week, 1 (Monday) to 7, whatever day it is."""
    day = clock.present()
    day += timedelta(days=weekday - day.isoweekday())
    for module in (syncing, letting_in):
        monkeypatch.setattr(module, "present", lambda: day)


@pytest.fixture(autouse=True)
def sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which all of a week's budget may be used."""
    on_day(7, monkeypatch)
