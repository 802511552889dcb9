"""Numbers and times in words."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.types.reading import ReadingPlace
from kb.ui.shell import humanize

AT = datetime(2025, 11, 21, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2025-11-21T00:10:00+00:00", "today"),
        ("2025-11-22", "today"),
        ("2025-11-20T23:59:00+00:00", "yesterday"),
        ("2025-11-18", "3 days"),
        ("2025-11-12", "9 days"),
        ("2025-11-07", "2 weeks"),
        ("2025-10-20", "1 month"),
        ("2024-11-20", "1 year"),
        ("2020-01-01", "5 years"),
        ("2020-03", "March 2020"),
        ("2020", "2020"),
        ("spring 2020", ""),
        (None, ""),
    ],
)
def test_age(iso: str | None, said: str) -> None:
    assert humanize.age(iso, AT) == said


def test_age_counts_days_where_the_person_is() -> None:
    tokyo = AT.astimezone(timezone(timedelta(hours=9)))
    assert humanize.age("2025-11-20T16:00:00+00:00", tokyo) == "today"
    assert humanize.age("2025-11-20T16:00:00+00:00", AT) == "yesterday"


def test_day_is_the_date_in_full() -> None:
    assert humanize.day("2025-11-11T14:31:02+00:00") == "11 November 2025"
    assert humanize.day("") == ""


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, ""), (12, "12 min"), (60, "1 h"), (80, "1 h 20 min"), (425, "7 h")]
)
def test_minutes(minutes: int, said: str) -> None:
    assert humanize.minutes(minutes) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(10, "less than a minute"), (62, "about 1 minute"), (350, "about 6 minutes"), (7_300, "about 2 hours")],
)
def test_duration(seconds: int, said: str) -> None:
    assert humanize.duration(seconds) == said


@pytest.mark.parametrize(
    ("hour", "said"), [(2, "Good night"), (8, "Good morning"), (13, "Good afternoon"), (21, "Good evening")]
)
def test_greeting(hour: int, said: str) -> None:
    assert humanize.greeting(AT.replace(hour=hour)) == said


def test_share_comes_with_interval_and_count() -> None:
    assert humanize.share(41, 188, 0.17, 0.28) == "22\u00a0% (17 to 28), 41 of 188"
    assert humanize.share(0, 0) == "none yet"


def test_people() -> None:
    names = tuple("ABCDEFG")
    assert humanize.people(names[:4]) == "A, B, C, D"
    assert humanize.people(names) == "A, B, C and 4 more"


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2025-11-21", "сегодня"),
        ("2025-11-20", "вчера"),
        ("2025-11-18", "3 дня назад"),
        ("2025-11-16", "5 дней назад"),
        ("2025-11-07", "2 недели назад"),
        ("2025-10-20", "1 месяц назад"),
        ("2020-11-01", "5 лет назад"),
        ("2020-03", "март 2020"),
    ],
)
def test_an_age_in_russian_stands_alone_and_in_a_sentence_alike(iso: str, said: str) -> None:
    with speaking(RUSSIAN):
        assert humanize.age(iso, AT) == humanize.ago(iso, AT) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(10, "меньше минуты"), (62, "около 1 минуты"), (350, "около 6 минут"), (7_300, "около 2 часов")],
)
def test_a_duration_in_russian(seconds: int, said: str) -> None:
    with speaking(RUSSIAN):
        assert humanize.duration(seconds) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2025-11-22"], "1 отложено до завтра"),
        (["2025-11-25", "2025-11-25"], "2 отложено до вторника"),
        (["2025-11-26", "2026-01-03"], "2 отложено, ближайшее\N{NO-BREAK SPACE}— до среды"),
        (["2026-01-03"] * 5, "5 отложено до 3 января 2026"),
    ],
)
def test_until_when_in_russian(days: list[str], said: str) -> None:
    with speaking(RUSSIAN):
        assert humanize.put_off(days, AT) == said


def test_times_and_shares_in_russian() -> None:
    with speaking(RUSSIAN):
        assert humanize.minutes(80) == "1\N{NO-BREAK SPACE}ч 20\N{NO-BREAK SPACE}мин"
        assert humanize.progress(ReadingPlace(0.3, "", ""), 40) == "12 из 40\N{NO-BREAK SPACE}мин"
        assert (
            humanize.share(41, 1188, 0.02, 0.05)
            == "3\N{NO-BREAK SPACE}% (от 2 до 5), 41 из 1\N{NO-BREAK SPACE}188"
        )
        assert humanize.people(tuple("ABCDEFG")) == "A, B, C и ещё 4"
        assert humanize.inbox(5, 20) == "Входящие: **5**, около 2 минут."
        assert (
            humanize.by_source({"arXiv": 3, "": 2, "b": 1}, 2) == "arXiv 3, без источника 2, ещё 1 из других"
        )


@pytest.mark.parametrize(
    ("many", "said"),
    [(0, "0.0 MB"), (640_000, "0.6 MB"), (12_400_000, "12 MB"), (1_430_000_000, "1.4 GB")],
)
def test_size(many: int, said: str) -> None:
    assert humanize.size(many) == said
