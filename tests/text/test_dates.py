"""Dates of front matter, exports and chats, to ISO."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kb.text.dates import date_of_name, is_date, iso_time, local_time, not_ahead


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-11-11 14:31:02 +0000", "2025-11-11T14:31:02+00:00"),
        ("2025-11-11T14:31:02+03:00", "2025-11-11T14:31:02+03:00"),
        ("2025-11-11T14:31:02.123Z", "2025-11-11T14:31:02+00:00"),
        ("Tue, 11 Nov 2025 14:31:02 GMT", "2025-11-11T14:31:02+00:00"),
        ("2024-03-09 23:30:00 -0500", "2024-03-09T23:30:00-05:00"),
        ("Sat, 09 Mar 2024 23:30:00 -0500", "2024-03-09T23:30:00-05:00"),
        ("2024-03-09 23:30 EST", "2024-03-09"),
        ("2024-03-09 23:30 Europe/Berlin", "2024-03-09"),
        ("Sat Mar 09 2024 23:30:00 GMT-0500 (EST)", "2024-03-09"),
        ("2024-03-09T24:00:00Z", "2024-03-09"),
        ("Mon Aug 12 20:01:23 2019", "2019-08-12"),
        ("Thu Aug  1 09:01:23 UTC 2019", "2019-08-01T09:01:23+00:00"),
        ("2025-11-11 14:31:02", "2025-11-11"),
        ("2025-11-11T14:31", "2025-11-11"),
        ("[[2025-11-11]]", "2025-11-11"),
        ("2024-03", "2024-03"),
        ("03.2024", "2024-03"),
        ("March 2024", "2024-03"),
        ("Sept. 2024", "2024-09"),
        ("март 2024 г.", "2024-03"),
        ("2024", "2024"),
        ("20240309", "2024-03-09"),
        ("202403092330", "2024-03-09"),
        ("20240309T233000Z", "2024-03-09"),
        ("1709999999", "2024-03-09T15:59:59+00:00"),
        ("1709999999123", "2024-03-09T15:59:59+00:00"),
        ("Friday, September 12th 2025, 3:23:18 pm", "2025-09-12"),
        ("9th of March, 2024", "2024-03-09"),
        ("09-Mar-2024", "2024-03-09"),
        ("9 марта 2024 года в 23:30", "2024-03-09"),
        ("03/09/2024", "2024-03-09"),
        ("13/09/2024", "2024-09-13"),
        ("03-09-2024", "2024-09-03"),
        ("03-13-2024", "2024-03-13"),
        ("09.03.97", "1997-03-09"),
        ("01.07.2025 17:08", "2025-07-01"),
        ("12 марта 2025 г.", "2025-03-12"),
        ("March 12, 2025", "2025-03-12"),
        ("3 Oct 2025", "2025-10-03"),
        ("1 мая 2025", "2025-05-01"),
        (date(2025, 1, 2), "2025-01-02"),
        (datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC), "2025-01-02T03:04:05+00:00"),
        (datetime(2025, 1, 2, 3, 4, 5), "2025-01-02"),
        ("Date(2024, 3, 5)", "2024-03-05"),
        ("new Date(2024, 2, 5)", None),
        ("soon", None),
        ("31.02.2025", None),
        ("2024-02-31", None),
        ("2024-13", None),
        ("0001-01-01T00:00:00Z", None),
        ("0", None),
        ("12:30", None),
        ("3.11", None),
        ("2024-W20", None),
        ("last-modified", None),
        ("<% tp.date.now() %>", None),
        ("Section 12, 2024", None),
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


def test_the_order_between_slashes_may_be_known() -> None:
    assert local_time("3/9/2024 11:30 PM") == "2024-03-09T23:30:00"
    assert local_time("3/9/2024 23:30", day_first=True) == "2024-09-03T23:30:00"
    assert local_time("3/13/2024", day_first=True) == "2024-03-13"


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("2024-05-17", "2024-05-17"),
        ("2024_05_06", "2024-05-06"),
        ("2024.05.06 Встреча", "2024-05-06"),
        ("2023-08-10-a-post", "2023-08-10"),
        ("202403091230 A zettel", "2024-03-09"),
        ("20240309", "2024-03-09"),
        ("May 17th, 2024", "2024-05-17"),
        ("17.05.2024", "2024-05-17"),
        ("2024-05", "2024-05"),
        ("2024", None),
        ("1984", None),
        ("2024-02-31", None),
        ("2405.01234", None),
        ("12345678", None),
        ("20241399 parts", None),
        ("All of 2024-05-17", None),
    ],
)
def test_the_date_a_file_is_named_by(stem: str, expected: str | None) -> None:
    assert date_of_name(stem) == expected


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("2024-06-30", True),
        ("2024-07-01T01:00:00+14:00", True),
        ("2024-07-02", False),
        ("2024-06", True),
        ("2024-08", False),
        ("2124-03-09", False),
        ("2024", True),
    ],
)
def test_what_lies_ahead_is_no_date_of_publishing(published: str, kept: bool) -> None:
    assert not_ahead(published, "2024-06-30") == (published if kept else None)


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert is_date("3 октября 2025")
    assert not is_date("Вышло 3 октября 2025")
