"""Plotly's settings for charts on pages: nothing is sent anywhere, and what it says itself is said in the
person's language, by words given here."""

from __future__ import annotations

from typing import Any

from babel.dates import get_day_names, get_month_names

from kb.catalogue import ENGLISH, _, language, noted, number

_SAID = (
    noted("Double-click to zoom back out"),
    noted("Double-click on legend to isolate one trace"),
)
"""What Plotly says of itself while a chart is used; its bar of buttons is not shown."""
_SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)
"""Days of the week by their numbers in Python, in the order Plotly wants."""


def chart_config() -> dict[str, Any]:
    """The settings of a chart: it stands still, without buttons."""
    still = {"displaylogo": False, "showSendToCloud": False, "scrollZoom": False, "displayModeBar": False}
    spoken = language()
    return still if spoken == ENGLISH else {**still, "locale": spoken, "locales": {spoken: _locale(spoken)}}


def _locale(spoken: str) -> dict[str, Any]:
    months = [get_month_names(width, "stand-alone", spoken) for width in ("wide", "abbreviated")]
    days = [get_day_names(width, "stand-alone", spoken) for width in ("wide", "abbreviated")]
    long_months, short_months = ([names[month] for month in range(1, 13)] for names in months)
    long_days, short_days = ([names[day] for day in _SUNDAY_FIRST] for names in days)
    return {
        "dictionary": {words: _(words) for words in _SAID},
        "format": {
            "months": long_months,
            "shortMonths": short_months,
            "days": long_days,
            "shortDays": short_days,
            "decimal": number(0.5, 1)[1:2],
            "thousands": number(1000)[1:2],
            # Names of months stand by themselves: beside a day many languages would want another case.
            "date": "%d.%m.%Y",
            "month": "%b %Y",
            "dayMonth": "%d.%m",
            "dayMonthYear": "%d.%m.%Y",
        },
    }
