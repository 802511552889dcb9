"""The figures of a review in words: the same lines on the page, on the command line and in a report, each
with the keys of the items behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kb.text.counts import count
from kb.types.reviews import FEWEST, Lag, Minutes, Rate, ReviewFigures, Share

_WILSON = "Share of the judged; interval by Wilson (1927), 95 %."
_WEIGHTED = (
    "Each verdict counts for as many items as it was drawn for; the lists' Wilson intervals are joined by"
    " Zou, Huang and Zhang (2009), 95 %."
)
_FINITE = (
    "The judged stand for the others of their list, and for themselves without doubt: Wilson's interval with"
    " the finite population correction, 95 %."
)
_USED = (
    "Share of all that was saved in a year, read or not; interval by Wilson (1927), 95 %. Later years had"
    " less time to be used."
)
_DIFFERENCES = (
    "Differences by Newcombe (1998), method 10; the order by Spearman's rank correlation with the interval of"
    " Bonett and Wright (2000), 95 %."
)
_SURVIVAL = (
    "Kaplan and Meier (1958), what was not used yet counted up to today; interval by Greenwood on the scale"
    " of log(-log), 95 %."
)
_DAYS = (7, 30, 90, 180, 365)
"""Days by which a use is told: a week, a month, a quarter, half a year, a year."""

Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number of some unit (`share`, `points`, `days`) with its interval, where it has one."""

    value: float
    low: float | None
    high: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Line:
    """A number in words. `share` is (value, low, high) where it can be drawn between 0 and 1; `groups` are
    the keys of the items behind it by what they are; `meaning` says what was counted."""

    label: str
    said: str
    share: tuple[float, float, float] | None = None
    groups: Groups = field(default_factory=lambda: MappingProxyType({}))
    meaning: str = ""
    other: Numbers | None = None

    @property
    def numbers(self) -> Numbers | None:
        """What it says as numbers; None where it says no number with an interval."""
        return Numbers(*self.share, "share") if self.share else self.other


@dataclass(frozen=True, slots=True)
class Section:
    """A question and the lines that answer it. `silent` names what has no figure yet, `formula` how the
    numbers come about."""

    name: str
    title: str
    lines: tuple[Line, ...]
    formula: str = ""
    silent: str = ""


def percent(value: float, low: float, high: float) -> str:
    """`22 % (17 to 28)`, of shares between 0 and 1."""
    return f"{100 * value:.0f} % ({100 * low:.0f} to {100 * high:.0f})"


def headline(figures: ReviewFigures) -> str:
    """A period in a line: `318 items · 74 with evidence · 41 judged · sample says 22 % (17 to 28)`."""
    parts = [
        count(figures.total, "item"),
        f"{figures.evidenced:,} with evidence",
        f"{figures.judged:,} judged",
    ]
    whole = figures.overall
    if whole.share is not None:
        says = "sample says" if figures.sampled else "useful:"
        parts.append(f"{says} {percent(whole.share, whole.low, whole.high)}")
    return " · ".join(parts)


def sections(figures: ReviewFigures) -> tuple[Section, ...]:
    """All figures, by the questions they answer. A question that nothing bears on is left out, and so are all
    that wait for the first verdicts."""
    formula = _WEIGHTED if figures.sampled else _WILSON
    shares = (
        ("zone", "Which lists earned their time?", figures.by_zone),
        ("source", "Which sources earn their time?", figures.by_source),
        ("area", "Which areas helped?", figures.by_area),
        ("stance", "Did following and ignoring pay?", figures.by_stance),
        ("kind", "What kind of thing helped?", figures.by_kind),
        ("depth", "Did reading deeper help more?", figures.by_depth),
        ("person", "Did what you handed on help?", figures.by_person),
    )
    told = [
        _whole(figures) if figures.judged >= FEWEST else _before(figures),
        _years(figures),
        *(_shares(*one, formula) for one in shares),
        _names(figures),
        _choices(figures, formula),
        _lag(figures),
    ]
    few = figures.judged < FEWEST
    return tuple(_formulas_once(one for one in told if one.lines or (one.silent and not few)))


def _formulas_once(told: Iterable[Section]) -> Iterator[Section]:
    """Sections of one formula in a row tell it with the last of them."""
    waiting: Section | None = None
    for section in told:
        if waiting:
            same = waiting.formula == section.formula
            yield replace(waiting, formula="") if same else waiting
        waiting = section
    if waiting:
        yield waiting


def _whole(figures: ReviewFigures) -> Section:
    lines, helped = [], figures.helped
    if helped:
        said = f"{helped.about:.0f} of {helped.total:,}"
        if helped.low != helped.high:
            said = f"about {said} ({helped.low:.0f} to {helped.high:.0f})"
        numbers = Numbers(helped.about, helped.low, helped.high, "items")
        lines.append(
            Line("Helped directly or indirectly", said, None, groups(figures.overall), other=numbers)
        )
    return Section("whole", "How much helped?", tuple(lines), _FINITE)


def _before(figures: ReviewFigures) -> Section:
    """What can be said before anybody was asked."""
    lines = [
        Line(
            row.label,
            f"{row.total:,} saved, {len(row.read_keys):,} read, {len(row.used_keys):,} with a trace of use",
            None,
            {"With a trace of use": row.used_keys, "Read": row.read_keys, "Neither": row.untouched_keys},
            other=Numbers(len(row.used_keys), None, None, "items with a trace of use"),
        )
        for row in figures.readings
    ]
    formula = "Traces: your marks, what you looked up again or cited, and what your own writing refers to."
    return Section("before", "What became of it, before you are asked", tuple(lines), formula)


def _years(figures: ReviewFigures) -> Section:
    """How much of each year's savings was used, where there are several years to tell of."""
    told = [year for year in figures.used_by_year if year.rate is not None]
    lines = [
        _rate(year, year.label, "with a trace of use by now", "Without one") for year in told if len(told) > 1
    ]
    return Section("years", "How much of each year's savings was used?", tuple(lines), _USED)


def groups(share: Share) -> Groups:
    """The items behind a share, by what was said of them."""
    return {
        "Direct use": share.direct_keys,
        "Indirect use": share.indirect_keys,
        "No use": share.none_keys,
        "Judged outside of the sample": share.outside_keys,
        "Not judged yet": share.unjudged_keys,
    }


def _shares(name: str, title: str, shares: Sequence[Share], formula: str) -> Section:
    told = [
        Line(
            row.label,
            f"{percent(row.share, row.low, row.high)}, {row.useful:,} of {row.judged:,}",
            (row.share, row.low, row.high),
            groups(row),
        )
        for row in shares
        if row.share is not None
    ]
    few = [f"{row.label} ({row.judged:,} of {row.total:,})" for row in shares if row.share is None]
    return Section(name, title, tuple(told), formula if told else "", _too_few(few))


def _too_few(names: Sequence[str]) -> str:
    return f"Fewer than {FEWEST} verdicts: {', '.join(names)}" if names else ""


def _names(figures: ReviewFigures) -> Section:
    """Whether the lists earn their names."""
    lines = []
    for gap in figures.gaps:
        points = f"{100 * gap.difference:+.0f} points ({100 * gap.low:+.0f} to {100 * gap.high:+.0f})"
        says = "the lower list helped more" if gap.high < 0 else "too close to tell"
        says = "it earns its name" if gap.low > 0 else says
        behind = {
            f"Judged of {gap.upper}": gap.upper_keys,
            f"Judged of {gap.lower}": gap.lower_keys,
        }
        numbers = Numbers(100 * gap.difference, 100 * gap.low, 100 * gap.high, "points")
        said = f"{points}: {says}"
        lines.append(Line(f"{gap.upper} over {gap.lower}", said, None, behind, other=numbers))
    agreed = figures.agreement
    if agreed.correlation is not None:
        said = f"{agreed.correlation:.2f}{_between(agreed.low, agreed.high, 2)}, {agreed.n:,} items"
        meaning = "1: the higher the list, the more it helped. 0: the lists told nothing."
        behind = {"Filed and judged": agreed.keys}
        numbers = Numbers(agreed.correlation, agreed.low, agreed.high, "correlation")
        lines.append(Line("Order of lists and verdicts", said, None, behind, meaning, numbers))
    return Section("names", "Do the lists earn their names?", tuple(lines), _DIFFERENCES)


def _between(low: float | None, high: float | None, digits: int) -> str:
    return "" if low is None or high is None else f" ({low:.{digits}f} to {high:.{digits}f})"


def _choices(figures: ReviewFigures, formula: str) -> Section:
    away = "put away, ignored or left in an overflow, and needed after all"
    rates = (
        (figures.regret, "Regret", away, "Not needed"),
        (figures.waste, "Waste", "must-have, read, and of no use", "Of use"),
        (figures.unread_use, "Used though unread", "with a trace of use, and still unread", "Opened or read"),
        (
            figures.suggestions,
            "Suggestions borne out",
            "accepted, and so it turned out",
            "Turned out otherwise",
        ),
        (figures.gate, "Opening the gate paid", "read from a list opened early, and it helped", "Of no use"),
        (figures.snoozed, "Putting off paid", "put off to a later day, and it helped", "Of no use"),
    )
    lines = [_rate(*one) for one in rates if one[0].rate is not None]
    few = [f"{name.lower()} ({rate.judged:,})" for rate, name, _, _ in rates if rate.rate is None]
    if figures.minutes.share is None:
        few.append("minutes spent on what helped")
    else:
        lines.append(_minutes(figures.minutes, figures.minutes.share))
        formula += " Minutes by Kish's effective size."
    title = "Would you choose the same again?"
    return Section("choices", title, tuple(lines), formula if lines else "", _too_few(few))


def _rate(rate: Rate, name: str, meaning: str, others: str) -> Line:
    share = (rate.rate or 0.0, rate.low, rate.high)
    said = f"{percent(*share)}, {rate.count:,} of {rate.judged:,}"
    behind = {meaning[:1].upper() + meaning[1:]: rate.keys, others: rate.other_keys}
    return Line(name, said, share, behind, meaning)


def _minutes(minutes: Minutes, value: float) -> Line:
    share = (value, minutes.low, minutes.high)
    said = f"{percent(*share)}, about {minutes.useful:,} of {minutes.judged:,} minutes"
    behind = {"Read, and it helped": minutes.keys, "Read, and of no use": minutes.other_keys}
    meaning = f"of about {minutes.spent:,} minutes of reading in all"
    return Line("Minutes spent on what helped", said, share, behind, meaning)


def _lag(figures: ReviewFigures) -> Section:
    lag, delay, lines = figures.lag, figures.delay, []
    for days in _days_told(lag):
        point = [one for one in lag.curve if one.days <= days][-1]
        share = (point.used, point.low, point.high)
        by_then = sum(waited <= days for waited in lag.days)
        used = {
            "Used by then": lag.keys[:by_then],
            "Used later": lag.keys[by_then:],
            "No dated use yet": lag.unused_keys,
        }
        lines.append(Line(f"Used within {count(days, 'day')}", percent(*share), share, used))
    if lag.curve:
        half = "not reached yet" if lag.median_days is None else f"after {count(lag.median_days, 'day')}"
        behind = {"Used, from the fastest to the slowest": lag.keys, "No dated use yet": lag.unused_keys}
        numbers = None if lag.median_days is None else Numbers(lag.median_days, None, None, "days")
        lines.append(Line("Half of all used", half, None, behind, other=numbers))
    if delay.median_days is not None:
        between = _between(delay.low, delay.high, 0)
        said = f"{delay.median_days:.0f} days later{between}, median of {delay.n:,}"
        fastest_first = {"From the fastest to the slowest": delay.keys}
        numbers = Numbers(delay.median_days, delay.low, delay.high, "days")
        lines.append(Line("Saved, and used", said, None, fastest_first, other=numbers))
    few = "" if lines else f"Fewer than {FEWEST} uses with a day: from saving to use ({delay.n:,})"
    title = "How long until a thing is used?"
    return Section("lag", title, tuple(lines), _SURVIVAL if lines else "", few)


def _days_told(lag: Lag) -> list[int]:
    """Of the days by which a use is told those up to the first that the whole curve lies within."""
    within = [days for days in _DAYS if lag.curve and lag.curve[0].days <= days]
    beyond = [days for days in within if days >= lag.curve[-1].days]
    return [days for days in within if days <= min(beyond, default=_DAYS[-1])]
