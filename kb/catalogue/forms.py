"""Numbers, days, lists and the order of words, as the language of the moment has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kb.catalogue.languages import RUSSIAN, language

_BLANK = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"


def number(value: float, digits: int = 0) -> str:
    """A number with its thousands apart: `1,204`, in Russian `1 204`. `digits` stand behind the point."""
    said = f"{value:,.{digits}f}"
    if language() == RUSSIAN:
        return said.replace(",", _BLANK).replace(".", ",").replace("-", _MINUS)
    return said


def difference(value: float) -> str:
    """A whole number of more or less, with its sign: `+13`, `-22`, in Russian `−22`."""
    whole = round(value)
    return f"+{number(whole)}" if whole > 0 else number(whole)


def percent(share: float, digits: int = 0) -> str:
    """A share of 0 to 1 in hundredths: `22 %`, of one piece. `digits` stand behind the point."""
    return f"{number(share * 100, digits)}{_BLANK}%"


def day(of: date) -> str:
    """A date in full: `11 November 2025`, `11 ноября 2025`."""
    return _formatted(of, "d MMMM y")


def of_month(of: date) -> str:
    """A date within a year that is known: `11 November`, `11 ноября`."""
    return _formatted(of, "d MMMM")


def short_day(of: date) -> str:
    """A day close by, as menus have it: `Tue 12 Jan`, `вт 12 янв.`."""
    return _formatted(of, "ccc d MMM")


def month(of: date) -> str:
    """Month and year: `November 2025`, `ноябрь 2025`."""
    return _formatted(of, "LLLL y")


def short_month(of: date) -> str:
    """A month in a few letters: `Nov`, `нояб.`."""
    return _formatted(of, "LLL")


def weekday(of: date) -> str:
    """`Tuesday`, `вторник`."""
    return _formatted(of, "cccc")


def listed(parts: Sequence[str]) -> str:
    """Things after each other: `A, B and C`, `A, B и C`."""
    if len(parts) < 2:
        return "".join(parts)
    joined = " и " if language() == RUSSIAN else " and "
    return ", ".join(parts[:-1]) + joined + parts[-1]


def by_words(text: str) -> tuple[str, str]:
    """What sorts texts as a reader expects: without regard to case, ё beside е and not behind я."""
    folded = text.casefold()
    return folded.replace("ё", "е"), folded


def _formatted(of: date, pattern: str) -> str:
    # Unicode's CLDR, by Babel: a tenth of a second to load.
    from babel.dates import format_date

    return format_date(of, pattern, locale=language())
