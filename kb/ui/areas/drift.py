"""Drift on the page: where intake went beside what was decided, as bars of months or as numbers of a stretch.
Each of them leads to its items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from kb import plots
from kb.catalogue import _, language, number, p_
from kb.library import Library
from kb.plots.drift import STANCES, inbox_figure, intake_figure
from kb.types import READING_ZONES, Stance, Verdict, Zone
from kb.types.drift import Drift, Number, Period, Trend, Use
from kb.ui.shell import addressed, humanize, theme, url
from kb.ui.shell.escape import plain

SPAN, MONTH, SHOWN_AS = "span", "drift-month", "drift-as"
_BARS, _NUMBERS = "bars", "numbers"
_YEAR, _TWO_YEARS, _ALL = "12 months", "24 months", "everything"
"""What the address calls the spans to look back over, and the two ways to show them."""
_FIRST_DAY = "0001-01-01"


def draw(library: Library) -> None:
    """All that drift tells, over a span the person chooses."""
    if not library.items.count():
        st.markdown(
            _(
                "Drift sets what comes in beside what you decided to follow and to ignore. It begins with "
                "the first things you add."
            )
        )
        st.page_link("pages/add.py", label=_("Add something"), icon=":material/add:")
        return
    with st.container(horizontal=True, gap="medium"):
        spans = {_YEAR: _("12 months"), _TWO_YEARS: _("24 months"), _ALL: _("everything")}
        span = addressed.one_of(_("Look back"), spans, SPAN)
        ways = {_BARS: _("bars"), _NUMBERS: _("numbers")}
        in_numbers = addressed.one_of(_("Shown as"), ways, SHOWN_AS) == _NUMBERS
    today = humanize.now().date().isoformat()
    drift = _drift(library, str(library.home), library.revision(), span, today, language())
    if late := humanize.as_of(date.fromisoformat(drift.until), humanize.now()):
        st.markdown(f":gray[:material/info:{late}]")
    for note in drift.notes:
        st.markdown(f":gray[:material/info: {plain(note)}]")
    if not drift.months:
        st.markdown(_("Nothing came in this time. Look further back."))
        return
    stretch = _choose(drift) if in_numbers else None
    _intake(drift, stretch)
    _inbox(drift, stretch)
    _ignored(drift)
    _starving(library, drift)
    _uses(drift, in_numbers)


@st.cache_data(max_entries=6, show_spinner=False)
def _drift(_library: Library, home: str, revision: int, span: str, day: str, spoken: str) -> Drift:
    # What to be careful about is said within it, in the language of the moment.
    usual = _library.reviews.drift()
    if span == _YEAR:
        return usual
    if span == _ALL:
        return _library.reviews.drift(_FIRST_DAY, usual.until)
    earlier = f"{int(usual.since[:4]) - 1}{usual.since[4:]}"
    return _library.reviews.drift(earlier, usual.until)


def _choose(drift: Drift) -> Period:
    """The month, or all of them, that the numbers are about."""
    by_name = {"": drift.whole, **{month.name: month for month in reversed(drift.months)}}
    chosen = st.selectbox(
        _("Numbers of"),
        list(by_name),
        format_func=lambda name: (
            plots.month_name(name) if name else _("all of it: {months}", months=_between(drift))
        ),
        key=MONTH,
        width=400,
    )
    return by_name[chosen or ""]


def _between(drift: Drift) -> str:
    first, last = plots.month_name(drift.months[0].name), plots.month_name(drift.months[-1].name)
    return first if first == last else _("{first} to {last}", first=first, last=last)


def _intake(drift: Drift, stretch: Period | None) -> None:
    """Bars of all months, or the numbers of a stretch."""
    question = _("Does what comes in go where you decided?")
    st.header(question, anchor=False)
    _small(
        _(
            "By the day an item was saved. What lies in several areas counts once: tracked before ignored "
            "before undecided. Intervals show how sure a share is."
        )
    )
    if stretch is None:
        drawn = intake_figure(drift.months, dark=theme.is_dark())
        _chart(drawn, "intake", question, _intake_numbers(drift))
        return
    with st.container(gap="xsmall", key="numbers-intake"):
        _number(_("all that came"), stretch.came)
        for part in stretch.parts:
            share = humanize.share(part.items.n, stretch.came.n, part.low, part.high)
            _number(_stance(part.stance), part.items, share)


def _intake_numbers(drift: Drift) -> Mapping[tuple[int, object], Number]:
    found: dict[tuple[int, object], Number] = {}
    for place, month in enumerate(drift.months):
        found[place, 0] = month.came
        for row, stance in enumerate(STANCES, start=1):
            found[place, row] = month.part(stance).items
    return found


def _inbox(drift: Drift, stretch: Period | None) -> None:
    if not any(month.into_inbox.n or month.flows for month in drift.months):
        return
    question = _("Does the inbox empty as fast as it fills?")
    st.header(question, anchor=False)
    _small(_("Above the line what went into it, below where it was filed. Steps taken back do not count."))
    if stretch is None:
        _chart(inbox_figure(drift.months, dark=theme.is_dark()), "inbox", question, _inbox_numbers(drift))
        return
    with st.container(gap="xsmall", key="numbers-inbox"):
        _number(_("into the inbox"), stretch.into_inbox)
        for flow in stretch.flows:
            zones = [theme.ZONES[zone].label for zone in (flow.before, flow.after) if zone]
            _number(" → ".join(zones), flow.items)
        if not stretch.flows:
            st.markdown(f":gray[{_('nothing was filed')}]")


def _inbox_numbers(drift: Drift) -> Mapping[tuple[int, object], Number]:
    found: dict[tuple[int, object], Number] = {}
    for place, month in enumerate(drift.months):
        found[place, str(Zone.INBOX)] = month.into_inbox
        for flow in month.flows:
            if flow.before is Zone.INBOX and flow.after in READING_ZONES:
                found[place, str(flow.after)] = flow.items
    return found


def _ignored(drift: Drift) -> None:
    st.header(_("Which ignored areas grow?"), anchor=False)
    if not drift.ignored:
        st.markdown(f":gray[{_('No area is ignored on purpose yet.')}]")
        return
    _small(_("What came since {day} beside the quarter before.", day=humanize.day(drift.quarter)))
    silent = [pace for pace in drift.ignored if pace.share is None]
    for pace in drift.ignored:
        if pace.share is not None:
            with st.container(
                horizontal=True, gap="small", vertical_alignment="center", key=f"pace-{pace.area}"
            ):
                st.markdown(f"**{plain(pace.area)}**", width="content")
                _number(_("last quarter"), pace.recent)
                _number(p_("the quarter before", "before"), pace.before)
                st.markdown(_tendency(pace), width="content")
    if silent:
        named = ", ".join(pace.area for pace in silent)
        _small(_("Nothing came in either quarter: {areas}.", areas=plain(named)))


def _tendency(pace: Trend) -> str:
    if pace.grows:
        return f":gray-badge[:violet[:material/trending_up:] {_('grows')}]"
    if pace.shrinks:
        return f":gray-badge[:material/trending_down: {_('shrinks')}]"
    return f":small[:gray[{_('no clear change')}]]"


def _starving(library: Library, drift: Drift) -> None:
    st.header(_("Which tracked areas starve?"), anchor=False)
    since = humanize.day(drift.quarter)
    _small(_("Since {day}, beside the median of up to four quarters before.", day=since))
    if not any(area.stance is Stance.TRACKED for area in library.areas.every()):
        st.markdown(f":gray[{_('No area is tracked yet.')}]")
        return
    if not drift.starving:
        told = _("None that can be told: what you follow is fed as usual, or is too new to tell.")
        st.markdown(f":gray[{told}]")
    for one in drift.starving:
        with st.container(
            horizontal=True, gap="small", vertical_alignment="center", key=f"hunger-{one.area}"
        ):
            st.markdown(f"**{plain(one.area)}**", width="content")
            if "empty" in one.why:
                st.markdown(_("nothing belongs to it yet"), width="content")
                continue
            _number(_("came"), one.came, _beside(one.came, one.usually_came, "intake" in one.why))
            _number(
                p_("how many were", "read"),
                one.read,
                _beside(one.read, one.usually_read, "reading" in one.why),
            )
            _number(_("all of it"), one.members)


def _beside(found: Number, usual: float | None, lacking: bool) -> str:
    """`0, usually 12`."""
    if usual is None:
        return number(found.n)
    said = _("{count}, usually {usual}", count=number(found.n), usual=number(round(usual)))
    return f"{said} :orange[:material/trending_down:]" if lacking else said


def _share(use: Use) -> str:
    """How much of a stance helped, as every page says it."""
    return humanize.share(use.direct.n + use.indirect.n, use.judged.n, use.low, use.high)


def _uses(drift: Drift, in_numbers: bool) -> None:
    question = _("Does what helps lie where you look?")
    st.header(question, anchor=False)
    if not any(use.judged.n for use in drift.uses):
        st.markdown(f":gray[{_('Nothing of this time has a verdict yet; Reflection asks for them.')}]")
        return
    rows = [
        plots.ShareRow(_stance(use.stance), use.share, use.low, use.high, _share(use))
        for use in drift.uses
        if use.share is not None
    ]
    # What has too few verdicts for a share is told by their number.
    if in_numbers or not rows:
        for use in drift.uses:
            if use.judged.n:
                _use(use)
        return
    st.plotly_chart(
        plots.usefulness_figure(rows, dark=theme.is_dark()),
        theme=None,
        key="drift-use",
        config=plots.chart_config(),
        alt=_told(question),
    )


def _use(use: Use) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{_stance(use.stance)}**", width="content")
        _number(_("judged"), use.judged)
        for verdict, found in ((Verdict.DIRECT, use.direct), (Verdict.INDIRECT, use.indirect)):
            share = "" if use.share is None else humanize.share(found.n, use.judged.n)
            _number(theme.VERDICTS[verdict].label, found, share)
        _number(theme.VERDICTS[Verdict.NONE].label, use.none)


def _stance(stance: Stance | None) -> str:
    return theme.STANCES[stance].label if stance else _("in no area")


def _small(text: str) -> None:
    st.markdown(f":small[:gray[{text}]]")


def _number(label: str, found: Number, said: str = "") -> None:
    """A number that leads to its items; where there are none it stands as text."""
    text = f"{label}: {said or number(found.n)}"
    if not found.n:
        st.markdown(f":small[:gray[{text}]]", width="content")
        return
    where = url.link(found.where)
    st.page_link(url.PAGE, label=f":primary[{text}]", query_params=where, width="content")


def _told(question: str) -> str:
    """What stands for a chart where it cannot be seen."""
    return _("{question} “numbers” above tells the same as links.", question=question)


def _chart(drawn: Any, key: str, question: str, numbers: Mapping[tuple[int, object], Number]) -> None:
    """A chart whose bars lead to their items."""
    chosen = st.plotly_chart(
        drawn,
        theme=None,
        key=f"drift-{key}",
        on_select="rerun",
        selection_mode="points",
        config=plots.chart_config(),
        alt=_told(question),
    )
    found = picked(chosen, numbers)
    if found is not None and found.n:
        st.switch_page(url.PAGE, query_params=url.link(found.where))


def picked(chosen: Any, numbers: Mapping[tuple[int, object], Number]) -> Number | None:
    """The number of the bar that was clicked, from what the chart tells."""
    points: Sequence[Mapping[str, Any]] = chosen.get("selection", {}).get("points", ())
    for point in points:
        place, which = point["customdata"]
        return numbers.get((int(place), which))
    return None
