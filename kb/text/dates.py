"""Dates as people and programs write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "янв"),
            ("feb", "фев"),
            ("mar", "мар"),
            ("apr", "апр"),
            ("may", "мая", "май"),
            ("jun", "июн"),
            ("jul", "июл"),
            ("aug", "авг"),
            ("sep", "сен"),
            ("oct", "окт"),
            ("nov", "ноя"),
            ("dec", "дек"),
        ),
        start=1,
    )
    for name in names
}
_TIME = r"(?:\D{1,6}(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*(?P<half>[AP]M))?)?"
_PATTERNS = tuple(
    re.compile(pattern + _TIME, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<name>[^\W\d]{3,9})\.?,?\s+(?P<year>\d{4})(?:\s*(?:г\.?|года))?",
        r"(?P<name>[^\W\d]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
    )
)
_ZONE = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\b", re.IGNORECASE)


def iso_time(value: object) -> str | None:
    """A moment in UTC where the zone is known, else the date alone; None for what is no date.

    Takes text, `date` and `datetime`. A local time without a zone is not given one: only its day is sure.
    """
    if isinstance(value, datetime):
        return _moment(value) if value.tzinfo else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _ZONE.search(text):
        aware = _with_zone(text)
        if aware is not None:
            return _moment(aware)
    local = local_time(text)
    return local[:10] if local else None


def local_time(text: str) -> str | None:
    """The first date in a text as written: `2025-07-01`, or `2025-07-01T17:08:00` where a time follows."""
    for pattern in _PATTERNS:
        if (found := pattern.search(text)) and (moment := _parts(found)):
            return moment.isoformat() if found["hour"] else moment.date().isoformat()
    return None


def is_date(text: str) -> bool:
    """Whether a line is a date (with a time or not) and nothing else."""
    return any(pattern.fullmatch(text.strip()) for pattern in _PATTERNS)


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
    return value.astimezone(UTC).replace(microsecond=0).isoformat()


def _parts(found: re.Match[str]) -> datetime | None:
    groups = found.groupdict()
    month = int(groups["month"]) if groups.get("month") else _MONTHS.get(groups["name"][:3].lower(), 0)
    year = int(groups["year"])
    hour = int(groups["hour"] or 0)
    if groups["half"]:
        hour = hour % 12 + (12 if groups["half"].lower() == "pm" else 0)
    try:
        return datetime(
            year if year > 99 else 2000 + year,
            month,
            int(groups["day"]),
            hour,
            int(groups["minute"] or 0),
            int(groups["second"] or 0),
        )
    except ValueError:
        return None
