"""Dates of front matter, exports and chats, to ISO."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kb.text.dates import is_date, iso_time, local_time


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-11-11 14:31:02 +0000", "2025-11-11T14:31:02+00:00"),
        ("2025-11-11T14:31:02+03:00", "2025-11-11T11:31:02+00:00"),
        ("2025-11-11T14:31:02.123Z", "2025-11-11T14:31:02+00:00"),
        ("Tue, 11 Nov 2025 14:31:02 GMT", "2025-11-11T14:31:02+00:00"),
        ("2025-11-11 14:31:02", "2025-11-11"),
        ("01.07.2025 17:08", "2025-07-01"),
        ("12 марта 2025 г.", "2025-03-12"),
        ("March 12, 2025", "2025-03-12"),
        ("3 Oct 2025", "2025-10-03"),
        ("1 мая 2025", "2025-05-01"),
        (date(2025, 1, 2), "2025-01-02"),
        (datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC), "2025-01-02T03:04:05+00:00"),
        (datetime(2025, 1, 2, 3, 4, 5), "2025-01-02"),
        ("soon", None),
        ("31.02.2025", None),
        (None, None),
        (7, None),
    ],
)
def test_iso_time(value: object, expected: str | None) -> None:
    assert iso_time(value) == expected


def test_local_time_keeps_the_hour_as_written() -> None:
    assert local_time("User - 01.07.2025 at 17:08") == "2025-07-01T17:08:00"
    assert local_time("Oct 1, 2025 at 5:08 PM") == "2025-10-01T17:08:00"
    assert local_time("01.07.2025") == "2025-07-01"
    assert local_time("no date") is None


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert is_date("3 октября 2025")
    assert not is_date("Вышло 3 октября 2025")
