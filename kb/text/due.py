"""Days to come, as people write them in Russian and English: `до пятницы`, `к 5 декабря`, `next Friday`,
`05.11.26`. Pure: the present day is passed in.

Libraries of dates read the past as well as the future and guess where they cannot know; here a day that is
over, or that could be two days, is refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from kb.catalogue import _
from kb.text.dates import MONTHS

_WEEKDAYS: Final = (
    r"mon(?:day)?|понедельник\w?|пн",
    r"tue(?:s|sday)?|вторник\w?|вт",
    r"wed(?:nesday)?|сред[аеуы]|ср",
    r"thu(?:r|rs|rsday)?|четверг\w?|чт",
    r"fri(?:day)?|пятниц[аеуы]|пт",
    r"sat(?:urday)?|суббот[аеуы]|сб",
    r"sun(?:day)?|воскресень[еюя]|вс",
)
_NUMBERS: Final = (
    r"an?|one|одн\w+|",
    r"two|два|две|(?:a )?couple(?: of)?|пар[ау]",
    r"three|три",
    r"four|четыре",
    r"five|пять",
    r"six|шесть",
    r"seven|семь",
    r"eight|восемь",
    r"nine|девять",
    r"ten|десять",
)
_WEEKDAY, _MONTH = "|".join(_WEEKDAYS), "|".join(MONTHS)
_DAY_OF_MONTH = r"(?P<day>\d\d?)(?:st|nd|rd|th|-?(?:го|е|му|ое))?"
_YEAR = r"(?:(?: |, ?)(?P<year>\d{4}|\d\d(?!\d))(?: ?(?:г|года?|году)\.?)?)?"
_NEXT, _THIS = r"(?:next|следующ\w+|след\.?)", r"(?:this|эт[аоу]\w{0,2}|ближайш\w+|coming)"
_LAST_WORDS = re.compile(
    r"^(?:due|срок|крайний срок|deadline)[: ]+|^(?:не поздн\w+|не позже|no later than|not later than) "
)
_UP_TO = re.compile(r"^(?P<word>до|ко?|во?|на|by|until|till|before|on|in|at|during) (?:the )?")
_TIME = re.compile(r"(?:,| в| к| до| at| by)? \d\d?:\d\d$")
_SUNDAY = 6
"""As `date.weekday` counts."""


def due_day(text: str, today: date) -> date:
    """The day to come that a text names, today included.

    A weekday is the first one after today, `next` that of the next week; a day of a month without a year is
    the first one to come; `in` a week or a month its last working day or its last day, `by` it its first day.

    :raises ValueError: it names no day, two days (`5/11`), one that does not exist, or one that is over. The
        message is a sentence's end that says so.
    """
    said = " ".join(text.replace("ё", "е").casefold().strip(" .!").split())
    said = _TIME.sub("", _LAST_WORDS.sub("", said))
    bare = _UP_TO.sub("", said)
    # `in` a month ends with it, `by` a month begins with it.
    within = re.match(r"(?:во?|на|in|during|this|next|эт|след)\b", said) is not None
    for read in (_numeric, _named, _spoken, _weekday, _relative):
        if (found := read(bare, today)) is not None:
            break
    else:
        found = _span(bare, today, within)
    if found is None:
        raise ValueError(_("is no day"))
    if found < today:
        over = _("is over: it was {day}", day=found.isoformat())
        raise ValueError(_("is over") if bare == found.isoformat() else over)
    return found


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(_("does not exist")) from error


def _to_come(month: int, day: int, year: str | None, today: date) -> date:
    if year:
        return _made(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # The 29th of February may be eight years away.
    for ahead in range(today.year, today.year + 9):
        if day > 28 and day > monthrange(ahead, month)[1]:
            continue
        found = _made(ahead, month, day)
        if found >= today:
            return found
    raise ValueError(_("does not exist"))


def _numeric(said: str, today: date) -> date | None:
    """`2026-12-05`, `05.12.26`, `5.12`, `25/12/2026`."""
    if found := re.fullmatch(r"(\d{4})([-./])(\d\d?)\2(\d\d?)", said):
        return _made(int(found[1]), int(found[3]), int(found[4]))
    if found := re.fullmatch(r"(\d\d?)\.(\d\d?)(?:\.(\d{4}|\d\d))?(?: ?(?:г|года)\.?)?", said):
        return _to_come(_a_month(found[2]), int(found[1]), found[3], today)
    if found := re.fullmatch(r"(\d\d?)/(\d\d?)(?:/(\d{4}|\d\d))?", said):
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second:
            raise ValueError(_("could be two days"))
        day, month = (first, second) if second <= 12 else (second, first)
        return _to_come(_a_month(str(month)), day, found[3], today)
    return None


def _a_month(digits: str) -> int:
    if not 1 <= int(digits) <= 12:
        raise ValueError(_("does not exist"))
    return int(digits)


def _named(said: str, today: date) -> date | None:
    """`5 декабря`, `5-го декабря 2026 года`, `December 5th`, `пятница, 5 декабря`."""
    said = re.sub(rf"^(?:{_WEEKDAY}),? (?=\d|{_MONTH})", "", said)
    for form in (
        rf"{_DAY_OF_MONTH}(?: of)? (?P<month>{_MONTH})\.?{_YEAR}",
        rf"(?P<month>{_MONTH})\.? (?:the )?{_DAY_OF_MONTH}{_YEAR}",
    ):
        if found := re.fullmatch(form, said):
            return _to_come(_index(MONTHS, found["month"]) + 1, int(found["day"]), found["year"], today)
    if found := re.fullmatch(rf"(?:the )?{_DAY_OF_MONTH}(?: числ\w)?", said):
        return _in_some_month(int(found["day"]), today) if not said.isdecimal() else None
    return None


def _in_some_month(day: int, today: date) -> date:
    """The first day to come that has this number in its month."""
    if not 1 <= day <= 31:
        raise ValueError(_("does not exist"))
    found = today
    while found.day != day:
        found += timedelta(days=1)
    return found


def _spoken(said: str, today: date) -> date | None:
    """`сегодня`, `tomorrow`, `послезавтра`."""
    for days, form in enumerate(
        (
            r"today|сегодня|eod|(?:the )?end of (?:the )?day|конц\w дня",
            r"tomorrow|завтра",
            r"(?:the )?day after tomorrow|послезавтра",
        )
    ):
        if re.fullmatch(form, said):
            return today + timedelta(days=days)
    return None


def _weekday(said: str, today: date) -> date | None:
    """`пятницы`, `this Friday`, `следующей пятницы`, `Friday next week`."""
    found = re.fullmatch(
        rf"(?:(?P<next>{_NEXT}) |(?P<this>{_THIS}) )?(?P<weekday>{_WEEKDAY})\.?"
        rf"(?P<later> (?:of )?(?:next week|(?:на )?следующей недел[еи]))?",
        said,
    )
    if not found:
        return None
    weekday = _index(_WEEKDAYS, found["weekday"])
    if found["next"] or found["later"]:
        return _monday(today) + timedelta(days=7 + weekday)
    ahead = (weekday - today.weekday()) % 7
    return today + timedelta(days=ahead or (0 if found["this"] else 7))


def _relative(said: str, today: date) -> date | None:
    """`через 3 дня`, `in two weeks`, `a month`, `неделю`."""
    numbers = "|".join(_NUMBERS)
    found = re.fullmatch(
        rf"(?:через |in |within |за )?(?:(?P<digits>\d{{1,3}})|(?P<number>{numbers})) ?"
        r"(?P<unit>days?|день|дня|дней|weeks?|недел\w*|months?|месяц\w*)(?: from now| time)?",
        said,
    )
    if not found:
        return None
    number = int(found["digits"]) if found["digits"] else _index(_NUMBERS, found["number"]) + 1
    if found["unit"][0] in "dд":
        return today + timedelta(days=number)
    if found["unit"][0] in "wн":
        return today + timedelta(weeks=number)
    month = today.month - 1 + number
    year, month = today.year + month // 12, month % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _span(said: str, today: date, within: bool) -> date | None:
    """`конца недели`, `end of December`, `next week`, `декабрю`, `выходных`."""
    ends = re.match(r"(?:the )?end of (?:the )?|конц[аеу] |eo(?=[wm]$)", said)
    rest = said[ends.end() :] if ends else said
    later = re.match(rf"{_NEXT} ", rest)
    rest = re.sub(rf"^(?:{_NEXT}|{_THIS}|текущ\w+|the) ", "", rest)
    if re.fullmatch(r"(?:week-?)?end|weekends?|выходны\w+", rest):
        return _monday(today) + timedelta(days=_SUNDAY + (7 if later else 0))
    if re.fullmatch(r"w|week|недел\w+", rest):
        return _week(today, bool(later), ends is not None or within)
    if re.fullmatch(r"m|month|месяц\w*", rest):
        first = _month_after(today) if later else today.replace(day=1)
        return _last(first) if ends or within or not later else first
    if re.fullmatch(r"year|год\w*", rest) and ends:
        return date(today.year + (1 if later else 0), 12, 31)
    if found := re.fullmatch(rf"({_MONTH})\.?", rest):
        month = _index(MONTHS, found[1]) + 1
        first = date(today.year + (month < today.month), month, 1)
        if ends or within:
            return _last(first)
        return first if first >= today else None
    return None


def _week(today: date, later: bool, whole: bool) -> date | None:
    """The Monday of the next week, or, of a `whole` one, the last working day to come."""
    monday = _monday(today) + timedelta(days=7 if later else 0)
    if whole:
        friday = monday + timedelta(days=4)
        return friday if friday >= today else monday + timedelta(days=_SUNDAY)
    return monday if later else None


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _month_after(today: date) -> date:
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


def _last(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _index(forms: Sequence[str], word: str) -> int:
    return next(place for place, form in enumerate(forms) if re.fullmatch(form, word))
