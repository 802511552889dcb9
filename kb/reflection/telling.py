"""The figures of a review in words: the same lines on the page, on the command line and in a report, each
with the keys of the items behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kb.catalogue import _, difference, n_, noted, number, p_
from kb.reflection.labels import list_label, shown
from kb.reflection.lines import Groups, Line, Numbers, Section, counted, percent, within
from kb.reflection.outcomes import choices, lag, rate_line, too_few
from kb.types.reviews import FEWEST, Gap, ReviewFigures, Share

_WILSON = noted("Share of the judged; interval by Wilson (1927), 95\N{NO-BREAK SPACE}%.")
_EACH = noted("Each a share of what it could be said of; interval by Wilson (1927), 95\N{NO-BREAK SPACE}%.")
_WEIGHTED = noted(
    "Each verdict counts for as many items as it was drawn for; the lists' Wilson intervals are joined by"
    " Zou, Huang and Zhang (2009), 95\N{NO-BREAK SPACE}%."
)
_FINITE = noted(
    "The judged stand for the others, and for themselves without doubt: Wilson's interval with the finite"
    " population correction, 95\N{NO-BREAK SPACE}%."
)
_FINITE_BY_LIST = noted(
    "The judged stand for the others of their list, and for themselves without doubt: Wilson's interval with"
    " the finite population correction, 95\N{NO-BREAK SPACE}%."
)
_USED = noted(
    "Share of all that was saved in a year, read or not; interval by Wilson (1927), 95\N{NO-BREAK SPACE}%."
    " Later years had less time to be used."
)
_DIFFERENCES = noted(
    "Differences by Newcombe (1998), method 10; the order by Spearman's rank correlation with the interval of"
    " Bonett and Wright (2000), 95\N{NO-BREAK SPACE}%."
)


def headline(figures: ReviewFigures) -> str:
    """A period in a line: `318 items · 74 with evidence · 41 judged · sample says 22 % (17 to 28)`."""
    parts = [
        n_("{count} item", "{count} items", figures.total),
        _("{count} with evidence", count=number(figures.evidenced)),
        _("{count} judged", count=number(figures.judged)),
    ]
    whole = figures.overall
    if whole.share is not None:
        share = percent(whole.share, whole.low, whole.high)
        sampled = figures.sampled
        parts.append(_("sample says {share}", share=share) if sampled else _("useful: {share}", share=share))
    return " · ".join(parts)


def sections(figures: ReviewFigures) -> tuple[Section, ...]:
    """All figures, by the questions they answer. A question that nothing bears on is left out, and so are all
    that wait for the first verdicts."""
    formula = _(_WEIGHTED) if figures.sampled else _(_WILSON)
    shares = (
        ("zone", _("Which lists earned their time?"), figures.by_zone),
        ("source", _("Which sources earn their time?"), figures.by_source),
        ("area", _("Which areas helped?"), figures.by_area),
        ("stance", _("Did following and ignoring pay?"), figures.by_stance),
        ("kind", _("What kind of thing helped?"), figures.by_kind),
        ("depth", _("Did reading deeper help more?"), figures.by_depth),
        ("person", _("Did what you handed on help?"), figures.by_person),
    )
    told = [
        _whole(figures) if figures.judged >= FEWEST else _before(figures),
        _years(figures),
        *(_shares(*one, formula) for one in shares),
        _names(figures),
        choices(figures, _(_WEIGHTED) if figures.sampled else _(_EACH)),
        lag(figures),
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
        told = {"part": f"{helped.about:.0f}", "whole": number(helped.total)}
        said = _("{part} of {whole}", **told)
        if helped.low != helped.high:
            ends = {"low": f"{helped.low:.0f}", "high": f"{helped.high:.0f}"}
            said = _("about {part} of {whole} ({low} to {high})", **told, **ends)
        numbers = Numbers(helped.about, helped.low, helped.high, "items")
        label = _("Helped directly or indirectly")
        lines.append(Line(label, said, None, groups(figures.overall), other=numbers))
    formula = _(_FINITE_BY_LIST) if figures.sampled else _(_FINITE)
    return Section("whole", _("How much helped?"), tuple(lines), formula)


def _before(figures: ReviewFigures) -> Section:
    """What can be said before anybody was asked."""
    lines = [
        Line(
            shown("before", row.label),
            _(
                "{saved} saved, {read} read, {used} with a trace of use",
                saved=number(row.total),
                read=number(len(row.read_keys)),
                used=number(len(row.used_keys)),
            ),
            None,
            {
                _("With a trace of use"): row.used_keys,
                p_("items that were", "Read"): row.read_keys,
                _("Neither"): row.untouched_keys,
            },
            other=Numbers(len(row.used_keys), None, None, "items with a trace of use"),
        )
        for row in figures.readings
    ]
    formula = _("Traces: your marks, what you looked up again or cited, and what your own writing refers to.")
    return Section("before", _("What became of it, before you are asked"), tuple(lines), formula)


def _years(figures: ReviewFigures) -> Section:
    """How much of each year's savings was used, where there are several years to tell of."""
    told = [year for year in figures.used_by_year if year.rate is not None]
    meaning, counted = _("with a trace of use by now"), _("With a trace of use by now")
    lines = [
        rate_line(year, year.label, meaning, counted, _("Without one")) for year in told if len(told) > 1
    ]
    return Section("years", _("How much of each year's savings was used?"), tuple(lines), _(_USED))


def groups(share: Share) -> Groups:
    """The items behind a share, by what was said of them."""
    return {
        _("Direct use"): share.direct_keys,
        _("Indirect use"): share.indirect_keys,
        _("No use"): share.none_keys,
        _("Judged outside of the sample"): share.outside_keys,
        _("Not judged yet"): share.unjudged_keys,
    }


def _shares(name: str, title: str, shares: Sequence[Share], formula: str) -> Section:
    told = [
        Line(
            shown(name, row.label),
            counted(percent(row.share, row.low, row.high), row.useful, row.judged),
            (row.share, row.low, row.high),
            groups(row),
        )
        for row in shares
        if row.share is not None
    ]
    if len(shares) == 1 and name != "zone":
        # All of one kind, or of no area: that is what all figures tell.
        told = []
    few = [
        _("{what} ({part} judged of {whole})", what=what, part=number(row.judged), whole=number(row.total))
        for row in shares
        if row.share is None and (what := shown(name, row.label))
    ]
    return Section(name, title, tuple(told), formula if told else "", too_few(few))


def _names(figures: ReviewFigures) -> Section:
    """Whether the lists earn their names."""
    lines = []
    for gap in figures.gaps:
        upper, lower = list_label(gap.upper), list_label(gap.lower)
        behind = {
            _("Judged of {list}", list=upper): gap.upper_keys,
            _("Judged of {list}", list=lower): gap.lower_keys,
        }
        numbers = Numbers(100 * gap.difference, 100 * gap.low, 100 * gap.high, "points")
        label = _("{upper} over {lower}", upper=upper, lower=lower)
        lines.append(Line(label, _told(gap), None, behind, other=numbers))
    agreed = figures.agreement
    if agreed.correlation is not None:
        value = number(round(agreed.correlation, 2), 2)
        said = n_(
            "{value}, {count} item",
            "{value}, {count} items",
            agreed.n,
            value=within(value, agreed.low, agreed.high, 2),
        )
        meaning = _("1: the higher the list, the more it helped. 0: the lists told nothing.")
        behind = {_("Filed and judged"): agreed.keys}
        numbers = Numbers(agreed.correlation, agreed.low, agreed.high, "correlation")
        lines.append(Line(_("Order of lists and verdicts"), said, None, behind, meaning, numbers))
    return Section("names", _("Do the lists earn their names?"), tuple(lines), _(_DIFFERENCES))


def _told(gap: Gap) -> str:
    """A difference, and what it says of the two names."""
    points = {
        "points": difference(100 * gap.difference),
        "low": difference(100 * gap.low),
        "high": difference(100 * gap.high),
    }
    if gap.low > 0:
        return _("{points} points ({low} to {high}): it earns its name", **points)
    if gap.high < 0:
        return _("{points} points ({low} to {high}): the lower list helped more", **points)
    return _("{points} points ({low} to {high}): too close to tell", **points)
