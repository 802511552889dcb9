"""What is said in which language, with which forms."""

from __future__ import annotations

from datetime import date

import pytest

from kb.catalogue import (
    ENGLISH,
    RUSSIAN,
    by_environment,
    by_number,
    by_words,
    closest,
    day,
    difference,
    listed,
    month,
    n_,
    number,
    of_month,
    percent,
    short_month,
    speaking,
    weekday,
)


@pytest.mark.parametrize(
    ("variables", "spoken"),
    [
        ({}, ENGLISH),
        ({"LANG": "ru_RU.UTF-8"}, RUSSIAN),
        ({"LANG": "C.UTF-8"}, ENGLISH),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, ENGLISH),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:ru:en"}, RUSSIAN),
        ({"LANG": "ru_RU.UTF-8", "LANGUAGE": "en:ru"}, ENGLISH),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, RUSSIAN),
    ],
)
def test_commands_follow_the_system(variables: dict[str, str], spoken: str) -> None:
    assert by_environment(variables) == spoken


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        ("ru-RU", RUSSIAN),
        ("ru", RUSSIAN),
        ("RU", RUSSIAN),
        ("en-GB", ENGLISH),
        ("de", ENGLISH),
        (None, ENGLISH),
    ],
)
def test_a_page_follows_the_browser(wanted: str | None, spoken: str) -> None:
    assert closest(wanted) == spoken


FORMS = [
    (ENGLISH, "11 November 2025", "11 November", "November 2025", "Tuesday", "1,204", "0.75", "22\u00a0%"),
    (RUSSIAN, "11 ноября 2025", "11 ноября", "ноябрь 2025", "вторник", "1\u00a0204", "0,75", "22\u00a0%"),
]


@pytest.mark.parametrize(("language", "full", "short", "alone", "name", "many", "part", "share"), FORMS)
def test_days_and_numbers(
    language: str, full: str, short: str, alone: str, name: str, many: str, part: str, share: str
) -> None:
    on = date(2025, 11, 11)
    with speaking(language):
        assert (day(on), of_month(on), month(on), weekday(on)) == (full, short, alone, name)
        assert (number(1204), number(0.75, 2), percent(0.22)) == (many, part, share)


@pytest.mark.parametrize(
    ("language", "said"),
    [(ENGLISH, ["-0.75", "+13", "-22", "0"]), (RUSSIAN, ["\u22120,75", "+13", "\u221222", "0"])],
)
def test_less_than_nothing(language: str, said: list[str]) -> None:
    with speaking(language):
        assert [number(-0.75, 2), *map(difference, (13.2, -22.4, -0.4))] == said


@pytest.mark.parametrize(("language", "short"), [(ENGLISH, ["Mar", "Sep"]), (RUSSIAN, ["март", "сент."])])
def test_months_in_a_few_letters(language: str, short: list[str]) -> None:
    with speaking(language):
        assert [short_month(date(2025, number, 1)) for number in (3, 9)] == short


@pytest.mark.parametrize(("language", "said"), [(ENGLISH, "A, B and C"), (RUSSIAN, "A, B и C")])
def test_lists(language: str, said: str) -> None:
    with speaking(language):
        assert listed(["A", "B", "C"]) == said
        assert listed(["A"]) == "A"
        assert listed([]) == ""


@pytest.mark.parametrize(
    ("language", "names"), [(ENGLISH, {"one", "other"}), (RUSSIAN, {"one", "few", "many"})]
)
def test_a_browser_gets_the_forms_by_the_names_it_knows(language: str, names: set[str]) -> None:
    with speaking(language):
        forms = by_number("{count} item", "{count} items")
        assert set(forms) == names and all("{count}" in form for form in forms.values())
        assert forms["one"].format(count=1) == n_("{count} item", "{count} items", 1)


@pytest.mark.parametrize(("language", "said"), [(ENGLISH, "2.4\u00a0%"), (RUSSIAN, "2,4\u00a0%")])
def test_a_share_with_digits_behind_the_point(language: str, said: str) -> None:
    with speaking(language):
        assert percent(0.0241, 1) == said


def test_yo_stands_beside_ye() -> None:
    assert sorted(["яма", "Ёлка", "ель", "если", "ёж", "еж", "жук"], key=by_words) == [
        "еж", "ёж", "Ёлка", "ель", "если", "жук", "яма",
    ]  # fmt: skip
