"""Days to come in words."""

from __future__ import annotations

from datetime import date

import pytest

from kb.text.due import due_day

SUNDAY, FRIDAY, LATE = date(2026, 11, 29), date(2026, 12, 4), date(2026, 12, 30)

SAID = {
    "2026-12-05": "2026-12-05",
    "05.12.26": "2026-12-05",
    "5.12": "2026-12-05",
    "5.12.": "2026-12-05",
    "05.11.27": "2027-11-05",
    "05.11": "2027-11-05",
    "25/12": "2026-12-25",
    "12/25/2026": "2026-12-25",
    "к 5 декабря": "2026-12-05",
    "до 5-го декабря 2026 года": "2026-12-05",
    "до пятницы, 4 декабря": "2026-12-04",
    "by December 5th": "2026-12-05",
    "5 Dec": "2026-12-05",
    "on the 3rd of January, 2027": "2027-01-03",
    "к 1 марта": "2027-03-01",
    "до 29 февраля": "2028-02-29",
    "до 10-го": "2026-12-10",
    "до пятницы": "2026-12-04",
    "к пятнице": "2026-12-04",
    "в пт": "2026-12-04",
    "Friday": "2026-12-04",
    "до воскресенья": "2026-12-06",
    "в это воскресенье": "2026-11-29",
    "this Sunday": "2026-11-29",
    "до пятницы 18:00": "2026-12-04",
    "не позднее среды": "2026-12-02",
    "no later than Wednesday": "2026-12-02",
    "сегодня": "2026-11-29",
    "завтра": "2026-11-30",
    "до завтра": "2026-11-30",
    "the day after tomorrow": "2026-12-01",
    "послезавтра": "2026-12-01",
    "через 3 дня": "2026-12-02",
    "in 10 days": "2026-12-09",
    "через неделю": "2026-12-06",
    "через пару недель": "2026-12-13",
    "in two weeks": "2026-12-13",
    "within a week": "2026-12-06",
    "in a couple of days": "2026-12-01",
    "через месяц": "2026-12-29",
    "до конца месяца": "2026-11-30",
    "end of the month": "2026-11-30",
    "end of December": "2026-12-31",
    "до конца декабря": "2026-12-31",
    "к декабрю": "2026-12-01",
    "by December": "2026-12-01",
    "в декабре": "2026-12-31",
    "до конца года": "2026-12-31",
    "до конца недели": "2026-11-29",
    "на следующей неделе": "2026-12-04",
    "next week": "2026-12-04",
    "к следующей неделе": "2026-11-30",
    "by next week": "2026-11-30",
    "by the end of next week": "2026-12-04",
    "на выходных": "2026-11-29",
    "next Friday": "2026-12-04",
    "до следующей пятницы": "2026-12-04",
    "next month": "2026-12-31",
}


@pytest.mark.parametrize(("said", "meant"), SAID.items())
def test_a_day_in_words(said: str, meant: str) -> None:
    assert due_day(said, SUNDAY).isoformat() == meant


@pytest.mark.parametrize(
    ("said", "today", "meant"),
    [
        ("до пятницы", FRIDAY, "2026-12-11"),
        ("в эту пятницу", FRIDAY, "2026-12-04"),
        ("next Friday", FRIDAY, "2026-12-11"),
        ("next Monday", FRIDAY, "2026-12-07"),
        ("Friday next week", date(2026, 12, 1), "2026-12-11"),
        ("до конца недели", FRIDAY, "2026-12-04"),
        ("к январю", LATE, "2027-01-01"),
        ("через месяц", date(2027, 1, 31), "2027-02-28"),
        ("10 января", LATE, "2027-01-10"),
        ("до 31-го", LATE, "2026-12-31"),
    ],
)
def test_a_day_depends_on_the_present_one(said: str, today: date, meant: str) -> None:
    assert due_day(said, today).isoformat() == meant


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("05.11.26", "is over: it was 2026-11-05"),
        ("2026-11-28", "^is over$"),
        ("31.11", "does not exist"),
        ("31 November", "does not exist"),
        ("30.02.2027", "does not exist"),
        ("5.13", "does not exist"),
        ("5/11", "could be two days"),
        ("вчера", "is no day"),
        ("скоро", "is no day"),
        ("5", "is no day"),
        ("", "is no day"),
        ("by", "is no day"),
        ("18:00", "is no day"),
        ("май ли", "is no day"),
        ("monkey", "is no day"),
    ],
)
def test_what_is_no_day_to_come_is_refused(said: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        due_day(said, SUNDAY)
