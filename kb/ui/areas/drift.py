"""Drift on the page: where intake went beside what was decided, as bars of months or as numbers of a stretch.
Each of them leads to its items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from kb import plots
from kb.library import Library
from kb.plots.drift import STANCES, inbox_figure, intake_figure
from kb.types import READING_ZONES, Stance, Zone
from kb.types.drift import Drift, Number, Period, Trend, Use
from kb.ui.shell import humanize, theme, url
from kb.ui.shell.escape import plain

SPAN, MONTH, SHOWN_AS = "span", "drift-month", "drift-as"
_BARS, _NUMBERS = "bars", "numbers"
_YEAR, _TWO_YEARS, _ALL = "12 months", "24 months", "everything"
_STILL = {**plots.CHART_CONFIG, "scrollZoom": False, "displayModeBar": False}
_FIRST_DAY = "0001-01-01"


def draw(library: Library) -> None:
    """All that drift tells, over a span the person chooses."""
    if not library.items.count():
        st.markdown(
            "Drift sets what comes in beside what you decided to follow and to ignore. It begins with the "
            "first things you add."
        )
        st.page_link("pages/add.py", label="Add something", icon=":material/add:")
        return
    with st.container(horizontal=True, gap="medium"):
        span = _one_of("Look back", [_YEAR, _TWO_YEARS, _ALL], SPAN)
        in_numbers = _one_of("Shown as", [_BARS, _NUMBERS], SHOWN_AS) == _NUMBERS
    drift = _drift(library, str(library.home), library.revision(), span, humanize.now().date().isoformat())
    if late := humanize.as_of(date.fromisoformat(drift.until), humanize.now()):
        st.markdown(f":gray[:material/info:{late}]")
    for note in drift.notes:
        st.markdown(f":gray[:material/info: {plain(note)}]")
    if not drift.months:
        st.markdown("Nothing came in this time. Look further back.")
        return
    stretch = _choose(drift) if in_numbers else None
    _intake(drift, stretch)
    _inbox(drift, stretch)
    _ignored(drift)
    _starving(library, drift)
    _uses(drift, in_numbers)


def _one_of(label: str, choices: Sequence[str], key: str) -> str:
    """What is chosen of a few, the first unless the address says another."""
    chosen = st.segmented_control(
        label,
        choices,
        default=choices[0],
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen or choices[0]


@st.cache_data(max_entries=6, show_spinner=False)
def _drift(_library: Library, home: str, revision: int, span: str, day: str) -> Drift:
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
        "Numbers of",
        list(by_name),
        format_func=lambda name: plots.month_name(name) if name else f"all of it: {_between(drift)}",
        key=MONTH,
        width=400,
    )
    return by_name[chosen or ""]


def _between(drift: Drift) -> str:
    first, last = plots.month_name(drift.months[0].name), plots.month_name(drift.months[-1].name)
    return first if first == last else f"{first} to {last}"


def _intake(drift: Drift, stretch: Period | None) -> None:
    """Bars of all months, or the numbers of a stretch."""
    question = "Does what comes in go where you decided?"
    st.subheader(question, anchor=False)
    st.markdown(
        ":small[:gray[By the day an item was saved. What lies in several areas counts once: tracked before "
        "ignored before undecided. Intervals show how sure a share is.]]"
    )
    if stretch is None:
        drawn = intake_figure(drift.months, dark=theme.is_dark())
        _chart(drawn, "intake", question, _intake_numbers(drift))
        return
    with _numbers("intake"):
        _number("all that came", stretch.came)
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
    question = "Does the inbox empty as fast as it fills?"
    st.subheader(question, anchor=False)
    st.markdown(
        ":small[:gray[Above the line what went into it, below where it was filed. Steps taken back do not "
        "count.]]"
    )
    if stretch is None:
        _chart(inbox_figure(drift.months, dark=theme.is_dark()), "inbox", question, _inbox_numbers(drift))
        return
    with _numbers("inbox"):
        _number("into the inbox", stretch.into_inbox)
        for flow in stretch.flows:
            _number(f"{flow.before} → {flow.after}", flow.items)
        if not stretch.flows:
            st.markdown(":gray[nothing was filed]")


def _inbox_numbers(drift: Drift) -> Mapping[tuple[int, object], Number]:
    found: dict[tuple[int, object], Number] = {}
    for place, month in enumerate(drift.months):
        found[place, str(Zone.INBOX)] = month.into_inbox
        for flow in month.flows:
            if flow.before is Zone.INBOX and flow.after in READING_ZONES:
                found[place, str(flow.after)] = flow.items
    return found


def _ignored(drift: Drift) -> None:
    st.subheader("Which ignored areas grow?", anchor=False)
    if not drift.ignored:
        st.markdown(":gray[No area is ignored on purpose yet.]")
        return
    st.markdown(f":small[:gray[What came since {humanize.day(drift.quarter)} beside the quarter before.]]")
    silent = [pace for pace in drift.ignored if pace.share is None]
    for pace in drift.ignored:
        if pace.share is not None:
            with st.container(
                horizontal=True, gap="small", vertical_alignment="center", key=f"pace-{pace.area}"
            ):
                st.markdown(f"**{plain(pace.area)}**", width="content")
                _number("last quarter", pace.recent)
                _number("before", pace.before)
                st.markdown(_tendency(pace), width="content")
    if silent:
        named = ", ".join(pace.area for pace in silent)
        st.markdown(f":small[:gray[Nothing came in either quarter: {plain(named)}.]]")


def _tendency(pace: Trend) -> str:
    if pace.grows:
        return ":gray-badge[:violet[:material/trending_up:] grows]"
    if pace.shrinks:
        return ":gray-badge[:material/trending_down: shrinks]"
    return ":small[:gray[no clear change]]"


def _starving(library: Library, drift: Drift) -> None:
    st.subheader("Which tracked areas starve?", anchor=False)
    since = humanize.day(drift.quarter)
    st.markdown(f":small[:gray[Since {since}, beside the median of up to four quarters before.]]")
    if not any(area.stance is Stance.TRACKED for area in library.areas.every()):
        st.markdown(":gray[No area is tracked yet.]")
        return
    if not drift.starving:
        st.markdown(":gray[None that can be told: what you follow is fed as usual, or is too new to tell.]")
    for one in drift.starving:
        with st.container(
            horizontal=True, gap="small", vertical_alignment="center", key=f"hunger-{one.area}"
        ):
            st.markdown(f"**{plain(one.area)}**", width="content")
            if "empty" in one.why:
                st.markdown("nothing belongs to it yet", width="content")
                continue
            _number("came", one.came, _beside(one.came, one.usually_came, "intake" in one.why))
            _number("read", one.read, _beside(one.read, one.usually_read, "reading" in one.why))
            _number("all of it", one.members)


def _beside(number: Number, usual: float | None, lacking: bool) -> str:
    """`0, usually 12`."""
    if usual is None:
        return f"{number.n:,}"
    return f"{number.n:,}, usually {usual:,.0f}" + (" :orange[:material/trending_down:]" if lacking else "")


def _uses(drift: Drift, in_numbers: bool) -> None:
    question = "Does what helps lie where you look?"
    st.subheader(question, anchor=False)
    if not any(use.judged.n for use in drift.uses):
        st.markdown(":gray[Nothing of this time has a verdict yet; Reflection asks for them.]")
        return
    rows = [
        plots.ShareRow(_stance(use.stance), use.share, use.low, use.high, use.judged.n)
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
        config=_STILL,
        alt=_told(question),
    )


def _use(use: Use) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{_stance(use.stance)}**", width="content")
        _number("judged", use.judged)
        for name, found in (("direct use", use.direct), ("indirect use", use.indirect)):
            _number(name, found, "" if use.share is None else humanize.share(found.n, use.judged.n))
        _number("no use", use.none)


def _stance(stance: Stance | None) -> str:
    return theme.STANCES[stance].label if stance else plots.NO_AREA


def _numbers(name: str) -> Any:
    return st.container(gap="xsmall", key=f"numbers-{name}")


def _number(label: str, number: Number, said: str = "") -> None:
    """A number that leads to its items; where there are none it stands as text."""
    text = f"{label}: {said or format(number.n, ',')}"
    if not number.n:
        st.markdown(f":small[:gray[{text}]]", width="content")
        return
    where = url.link(number.where)
    st.page_link(url.PAGE, label=f":primary[{text}]", query_params=where, width="content")


def _told(question: str) -> str:
    """What stands for a chart where it cannot be seen."""
    return f"{question} “{_NUMBERS}” above tells the same as links."


def _chart(drawn: Any, key: str, question: str, numbers: Mapping[tuple[int, object], Number]) -> None:
    """A chart whose bars lead to their items."""
    chosen = st.plotly_chart(
        drawn,
        theme=None,
        key=f"drift-{key}",
        on_select="rerun",
        selection_mode="points",
        config=_STILL,
        alt=_told(question),
    )
    number = picked(chosen, numbers)
    if number is not None and number.n:
        st.switch_page(url.PAGE, query_params=url.link(number.where))


def picked(chosen: Any, numbers: Mapping[tuple[int, object], Number]) -> Number | None:
    """The number of the bar that was clicked, from what the chart tells."""
    points: Sequence[Mapping[str, Any]] = chosen.get("selection", {}).get("points", ())
    for point in points:
        place, which = point["customdata"]
        return numbers.get((int(place), which))
    return None
