"""The figures of what decisions turned out as, and of how long a thing takes to be used, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.catalogue import _, n_, noted, number, p_
from kb.reflection.lines import Line, Numbers, Section, counted, percent
from kb.types.reviews import FEWEST, Delay, Lag, Minutes, Rate, ReviewFigures

_SURVIVAL = noted(
    "Kaplan and Meier (1958), what was not used yet counted up to today; interval by Greenwood on the scale"
    " of log(-log), 95\N{NO-BREAK SPACE}%."
)
_DAYS = (7, 30, 90, 180, 365)
"""Days by which a use is told: a week, a month, a quarter, half a year, a year."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A choice and how it turned out: its name, and within a sentence; what is counted, and as a heading of
    the items counted; what the others are."""

    rate: Rate
    name: str
    within: str
    meaning: str
    counted: str
    others: str


def choices(figures: ReviewFigures, formula: str) -> Section:
    """Whether the person would choose the same again."""
    every = _every(figures)
    lines = [
        rate_line(one.rate, one.name, one.meaning, one.counted, one.others)
        for one in every
        if one.rate.rate is not None
    ]
    few = [f"{one.within} ({number(one.rate.judged)})" for one in every if one.rate.rate is None]
    if figures.minutes.share is None:
        few.append(_("minutes spent on what helped"))
    else:
        lines.append(_minutes(figures.minutes, figures.minutes.share))
        kish = _("Minutes by Kish's effective size.")
        formula = f"{formula} {kish}"
    title = _("Would you choose the same again?")
    return Section("choices", title, tuple(lines), formula if lines else "", too_few(few))


def _every(figures: ReviewFigures) -> tuple[_Choice, ...]:
    return (
        _Choice(
            figures.regret,
            _("Regret"),
            _("regret"),
            _("put away, ignored or left in an overflow, and needed after all"),
            _("Put away, ignored or left in an overflow, and needed after all"),
            _("Not needed"),
        ),
        _Choice(
            figures.waste,
            _("Waste"),
            _("waste"),
            _("must-have, read, and of no use"),
            _("Must-have, read, and of no use"),
            p_("items that were", "Of use"),
        ),
        _Choice(
            figures.unread_use,
            _("Used though unread"),
            _("used though unread"),
            _("with a trace of use, and still unread"),
            _("With a trace of use, and still unread"),
            _("Opened or read"),
        ),
        _Choice(
            figures.suggestions,
            _("Suggestions borne out"),
            _("suggestions borne out"),
            _("accepted, and so it turned out"),
            _("Accepted, and so it turned out"),
            _("Turned out otherwise"),
        ),
        _Choice(
            figures.gate,
            _("Opening the gate paid"),
            _("opening the gate paid"),
            _("read from a list opened early, and it helped"),
            _("Read from a list opened early, and it helped"),
            p_("items that were", "Of no use"),
        ),
        _Choice(
            figures.snoozed,
            _("Putting off paid"),
            _("putting off paid"),
            _("put off to a later day, and it helped"),
            _("Put off to a later day, and it helped"),
            p_("items that were", "Of no use"),
        ),
    )


def rate_line(rate: Rate, name: str, meaning: str, of_counted: str, others: str) -> Line:
    """A rate in words; `of_counted` and `others` head the items counted and the judged ones that were not."""
    share = (rate.rate or 0.0, rate.low, rate.high)
    said = counted(percent(*share), rate.count, rate.judged)
    return Line(name, said, share, {of_counted: rate.keys, others: rate.other_keys}, meaning)


def too_few(names: Sequence[str]) -> str:
    """What has too few verdicts for a figure, in a line; empty where nothing has."""
    if not names:
        return ""
    return n_(
        "Fewer than {count} verdict: {names}",
        "Fewer than {count} verdicts: {names}",
        FEWEST,
        names=", ".join(names),
    )


def _minutes(minutes: Minutes, value: float) -> Line:
    share = (value, minutes.low, minutes.high)
    said = n_(
        "{share}, about {useful} of {count} minute",
        "{share}, about {useful} of {count} minutes",
        minutes.judged,
        share=percent(*share),
        useful=number(minutes.useful),
    )
    behind = {_("Read, and it helped"): minutes.keys, _("Read, and of no use"): minutes.other_keys}
    meaning = n_(
        "of about {count} minute of reading in all",
        "of about {count} minutes of reading in all",
        minutes.spent,
    )
    return Line(_("Minutes spent on what helped"), said, share, behind, meaning)


def lag(figures: ReviewFigures) -> Section:
    """How long until a thing is used."""
    told, delay, lines = figures.lag, figures.delay, []
    for days in _days_told(told):
        point = [one for one in told.curve if one.days <= days][-1]
        share = (point.used, point.low, point.high)
        by_then = sum(waited <= days for waited in told.days)
        used = {
            _("Used by then"): told.keys[:by_then],
            _("Used later"): told.keys[by_then:],
            _("No dated use yet"): told.unused_keys,
        }
        label = n_("Used within {count} day", "Used within {count} days", days)
        lines.append(Line(label, percent(*share), share, used))
    if told.curve:
        behind = {
            _("Used, from the fastest to the slowest"): told.keys,
            _("No dated use yet"): told.unused_keys,
        }
        half = told.median_days
        said = _("not reached yet") if half is None else n_("after {count} day", "after {count} days", half)
        numbers = None if half is None else Numbers(half, None, None, "days")
        lines.append(Line(_("Half of all used"), said, None, behind, other=numbers))
    if delay.median_days is not None:
        fastest_first = {_("From the fastest to the slowest"): delay.keys}
        numbers = Numbers(delay.median_days, delay.low, delay.high, "days")
        lines.append(Line(_("Saved, and used"), _later(delay), None, fastest_first, other=numbers))
    few = n_(
        "Fewer than {count} use with a day: from saving to use ({known})",
        "Fewer than {count} uses with a day: from saving to use ({known})",
        FEWEST,
        known=number(delay.n),
    )
    title = _("How long until a thing is used?")
    return Section("lag", title, tuple(lines), _(_SURVIVAL) if lines else "", "" if lines else few)


def _later(delay: Delay) -> str:
    days = round(delay.median_days or 0)
    told = {"of": number(delay.n)}
    if delay.low is None or delay.high is None:
        return n_("{count} day later, median of {of}", "{count} days later, median of {of}", days, **told)
    return n_(
        "{count} day later ({low} to {high}), median of {of}",
        "{count} days later ({low} to {high}), median of {of}",
        days,
        **told,
        low=f"{delay.low:.0f}",
        high=f"{delay.high:.0f}",
    )


def _days_told(lag: Lag) -> list[int]:
    """Of the days by which a use is told those up to the first that the whole curve lies within."""
    within = [days for days in _DAYS if lag.curve and lag.curve[0].days <= days]
    beyond = [days for days in within if days >= lag.curve[-1].days]
    return [days for days in within if days <= min(beyond, default=_DAYS[-1])]
