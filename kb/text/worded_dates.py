"""Dates as devices and people write them in their own language: `9. Oktober 2019`, `5 de mayo de 2019`,
`2024年4月2日`. The names of the months are those of Unicode's CLDR, by Babel. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from functools import cache

from kb.text.dates import iso_time, local_time

_LANGUAGES = "de fr es it pt nl pl uk cs sv da nb fi tr hu ro el".split()
"""Looked at in this order: a name that two languages give to different months is the first one's."""
_MONTH = r"(?P<month>[^\W\d_]{2,14})\.?"
_DAY = r"(?P<day>\d{1,2})(?:\.|er|º|ª)?"
# Between day, month and year stands a word at most: `de`, `del`, `di`.
_BETWEEN = r"[\s,.]{1,3}(?:[^\W\d_]{1,3}[\s,.]{1,2})?"
_PATTERNS = tuple(
    re.compile(rf"(?<!\d){pattern}(?!\d)", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})\.?\s{_MONTH}\s{_DAY}",
        r"(?P<year>\d{4})\s?[年년]\s?(?P<number>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
    )
)
_CLOCK = re.compile(
    r"(?P<before>\S{0,2})\s?(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?!\d)"
    r"\s?(?P<behind>[ap]\.?\s?m)?",
    re.IGNORECASE,
)
_EVENING, _MORNING = ("下午", "午後", "오후", "晚上", "中午"), ("上午", "午前", "오전", "凌晨", "早上")
_NOON = 12


def local_time_in_words(text: str) -> str | None:
    """The first date in a text as written, its month a word of whatever language: `2025-07-01`, or
    `2025-07-01T17:08:00` where a time follows. None where there is none."""
    if plain := local_time(text):
        return plain
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if day := _day(found.groupdict()):
                clock = _time(text[found.end() :])
                return f"{day}T{clock}" if clock else str(day)
    return None


def iso_time_in_words(text: str, *, day_first: bool | None = None) -> str | None:
    """As `iso_time`, for a date whose month is a word of whatever language too."""
    return iso_time(text, day_first=day_first) or (local_time_in_words(text) or "")[:10] or None


def _day(said: Mapping[str, str | None]) -> date | None:
    number = said.get("number")
    month = int(number) if number else _month(said["month"] or "")
    try:
        return date(int(said["year"] or 0), month, int(said["day"] or 0)) if month else None
    except ValueError:
        return None


def _time(text: str) -> time | None:
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, half = int(found["hour"]), (found["behind"] or "").lower()
    if half.startswith("p") or found["before"].endswith(_EVENING):
        hour = hour % _NOON + _NOON
    elif half.startswith("a") or found["before"].endswith(_MORNING):
        hour %= _NOON
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


def _month(word: str) -> int | None:
    word = word.lower().rstrip(".")
    return next((number for language in _LANGUAGES if (number := _months(language).get(word))), None)


@cache
def _months(language: str) -> Mapping[str, int]:
    from babel import Locale

    forms = Locale.parse(language).months
    named = (
        (str(name).lower().rstrip("."), int(number))
        for of_use in forms.values()
        for width in ("wide", "abbreviated")
        for number, name in of_use.get(width, {}).items()
    )
    return dict(named)
