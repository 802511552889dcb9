"""Dates as people and programs write them, to ISO 8601.

What is written is kept: the day is the author's own, an offset stays beside its time, a month or a year alone
is no day. Of two readings of `03/09/2024` the American one (month first) is taken, with dots or dashes
(`03.09.2024`, `03-09-2024`) the European one; each gives way where it is no day of the calendar.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

MONTHS = (
    r"jan(?:uary)?|янв(?:ар[ьяею])?",
    r"feb(?:ruary)?|фев(?:р(?:ал[ьяею])?)?",
    r"mar(?:ch)?|мар(?:т[аеу]?)?",
    r"apr(?:il)?|апр(?:ел[ьяею])?",
    r"may|ма[йяею]",
    r"june?|июн[ьяею]?",
    r"july?|июл[ьяею]?",
    r"aug(?:ust)?|авг(?:уст[аеу]?)?",
    r"sep(?:t(?:ember)?)?|сен(?:т(?:ябр[ьяею])?)?",
    r"oct(?:ober)?|окт(?:ябр[ьяею])?",
    r"nov(?:ember)?|ноя(?:б(?:р[ьяею])?)?",
    r"dec(?:ember)?|дек(?:абр[ьяею])?",
)
"""Forms of the names of the months, as patterns, January first."""
_NAME = rf"(?P<name>{'|'.join(MONTHS)})\b\.?"
_YEAR = r"(?P<year>\d{4})(?:\s*(?:года|год|г\.?)(?!\w))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?(?:го|е))?(?:\s+of)?"
_BETWEEN = r"[\s,./-]{1,3}"
_TIME = (
    r"(?:\D{1,6}(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[AP])\.?M\b\.?)?)?"
)
_PATTERNS = tuple(
    re.compile(rf"(?<![\d.]){pattern}(?!\d){_TIME}", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})(?P<sign>[-./_])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<one>\d{1,2})(?P<sign>[./-])(?P<other>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})",
        rf"{_DAY}{_BETWEEN}{_NAME}{_BETWEEN}{_YEAR}",
        rf"\b{_NAME}{_BETWEEN}{_DAY}{_BETWEEN}{_YEAR}",
        rf"{_YEAR}{_BETWEEN}{_NAME}{_BETWEEN}(?P<day>\d{{1,2}})",
        # As Julia writes it, and sites of it; JavaScript counts months from 0.
        r"(?<!new )\bDate\((?P<year>\d{4}),\s?(?P<month>\d{1,2}),\s?(?P<day>\d{1,2})(?=\))",
        # As C and Emacs write it, the year behind the time: Mon Aug 12 20:01:23 2019.
        rf"\b{_NAME}\s{{1,2}}(?P<day>\d{{1,2}})\s\d\d:\d\d:\d\d\s(?:[A-Z]{{2,5}}\s)?(?P<year>\d{{4}})",
    )
)
_PARTIAL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-./_](?P<month>\d{1,2})",
        r"(?P<month>\d{1,2})[-./](?P<year>\d{4})",
        rf"{_NAME}[\s,.-]{{1,3}}{_YEAR}",
        rf"{_YEAR}[\s,.-]{{1,3}}{_NAME}",
        _YEAR,
    )
)
_WEEKDAY = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|понедельник|вторник|среда|четверг"
    r"|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)\.?,?\s+",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\b", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(?:[01]\d|2[0-3])(?:[0-5]\d){0,2}(?:Z|[+-]\d{4})?)?")
# Seconds since 1970 have ten digits from 2001 to 2286; milliseconds and microseconds three and six more.
_EPOCH = re.compile(r"(?P<seconds>\d{10})(?:\d{3}|\d{6}|\.\d+)?")
_IN_NAME = re.compile(r"(\d{4})([-._])(\d\d)\2(\d\d)(?!\d)|(\d{4})(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d)")
# Earlier years are clocks that stood at nothing, such as Go's year 1, and numbers that are no years.
_FIRST_YEAR = 1500
_CENTURY = 70
"""Years of two digits from here on are of the twentieth century, as in POSIX."""


def iso_time(value: object, *, day_first: bool | None = None) -> str | None:
    """The date a value says, as its author wrote it: with time and offset (`2024-03-09T23:30:00-05:00`) where
    the offset is known, else a day, a month (`2024-03`) or a year; None for what is no date.

    Takes text, `date` and `datetime`. A local time without an offset is not given one: only its day is sure.
    `day_first` is as in `local_time`.
    """
    if isinstance(value, datetime):
        return _moment(value) if value.tzinfo else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    text = value.strip().strip("[]\"'").strip()
    local = local_time(text, day_first=day_first)
    if local is None:
        return _of_digits(text) or _month_or_year(text)
    aware = _with_zone(text) if _ZONE.search(text) else None
    return _moment(aware) if aware and aware.date().isoformat() == local[:10] else local[:10]


def local_time(text: str, *, day_first: bool | None = None) -> str | None:
    """The first date in a text as written: `2025-07-01`, or `2025-07-01T17:08:00` where a time follows.
    `day_first` is the order of numbers between slashes or dashes, where it is known."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if day := _day_in(found, day_first):
                return f"{day}T{clock}" if (clock := _clock(found)) else str(day)
    return None


def is_date(text: str) -> bool:
    """Whether a line is a date (with a weekday or a time or without) and nothing else."""
    text = _WEEKDAY.sub("", text.strip(), count=1)
    return any(pattern.fullmatch(text) for pattern in _PATTERNS)


def date_of_name(stem: str) -> str | None:
    """The day a file's name (without its suffix) begins with, or the date that is all of it: daily notes
    (`2024_05_06`), posts (`2024-05-06-title`), notes numbered by the minute (`202405061230 title`)."""
    found = _IN_NAME.match(stem)
    if found:
        year, month, day = filter(str.isdecimal, filter(None, found.groups()))
        return _day(year, month, day)
    # A number that might be a year is the title of a novel as well.
    return iso_time(stem) if is_date(stem) or (len(stem) > 4 and _month_or_year(stem)) else None


def not_ahead(published: str | None, today: str) -> str | None:
    """A date of publishing, or None where it lies ahead: what is here was written. One day ahead is today in
    another place."""
    latest = (date.fromisoformat(today) + timedelta(days=1)).isoformat()
    return published if published and published[:10] <= latest else None


def _with_zone(text: str) -> datetime | None:
    compact = re.sub(r"\s+(?=(?:Z|[+-]\d{2}:?\d{2})$)", "", re.sub(r"\s*(?:UTC|GMT)$", "Z", text))
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(compact if parse is not parsedate_to_datetime else text)
        except (ValueError, TypeError):
            continue
        if moment.tzinfo:
            return moment
    return None


def _moment(value: datetime) -> str:
    return value.replace(microsecond=0).isoformat()


def _day_in(written: re.Match[str], day_first: bool | None) -> date | None:
    groups = written.groupdict()
    year = int(groups["year"])
    if len(groups["year"]) == 2:
        year += 1900 if year >= _CENTURY else 2000
    for month, day in _orders(groups, day_first):
        try:
            return date(year, month, day) if year >= _FIRST_YEAR else None
        except ValueError:
            continue
    return None


def _clock(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


def _orders(groups: dict[str, str], day_first: bool | None) -> list[tuple[int, int]]:
    """Month and day as a date may mean them, the likelier first."""
    if "one" not in groups:
        return [(_month(groups), int(groups["day"]))]
    numbers = int(groups["one"]), int(groups["other"])
    readings = [numbers, numbers[::-1]]
    if day_first is None or groups["sign"] == ".":
        day_first = groups["sign"] != "/"
    return readings[::-1] if day_first else readings


def _month(groups: dict[str, str]) -> int:
    if name := groups.get("name"):
        return next(n for n, forms in enumerate(MONTHS, 1) if re.fullmatch(forms, name, re.IGNORECASE))
    return int(groups["month"])


def _month_or_year(text: str) -> str | None:
    for pattern in _PARTIAL:
        if not (found := pattern.fullmatch(text)) or int(found["year"]) < _FIRST_YEAR:
            continue
        if "month" not in (groups := found.groupdict()) and not groups.get("name"):
            return found["year"]
        if 1 <= (month := _month(groups)) <= 12:
            return f"{found['year']}-{month:02}"
    return None


def _of_digits(text: str) -> str | None:
    """A day without signs between its parts (`20240309`), with a time or not; a time counted from 1970."""
    found = _COMPACT.fullmatch(text)
    if found and (day := _day(*found.groups())):
        return day
    counted = _EPOCH.fullmatch(text)
    return _moment(datetime.fromtimestamp(int(counted["seconds"]), UTC)) if counted else None


def _day(year: str, month: str, day: str) -> str | None:
    """A day of these two centuries: other numbers of so many digits are ids and counts."""
    try:
        return date(int(year), int(month), int(day)).isoformat() if year[:2] in ("19", "20") else None
    except ValueError:
        return None
