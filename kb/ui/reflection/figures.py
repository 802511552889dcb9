"""The figures of a review: each once, in words with its interval drawn, each leading to its items."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kb import plots
from kb.catalogue import _, n_, noted, number
from kb.library import Library
from kb.reflection.lines import Line
from kb.reflection.telling import sections
from kb.types.reviews import FEWEST, Lag, ReviewFigures
from kb.ui.items import rows as items
from kb.ui.reflection import rows
from kb.ui.shell import theme
from kb.ui.shell.dialogs import dialog
from kb.ui.shell.escape import plain, web_address

_LISTED = 30
"""Items behind a figure; the rest is counted."""


def draw(library: Library, figures: ReviewFigures) -> None:
    """All figures of a period; questions that have none yet stand folded at the end."""
    for note in figures.notes:
        st.markdown(f":gray[:material/info: {plain(note)}]")
    if figures.judged < FEWEST:
        st.markdown(
            n_(
                "Shares are told from {count} verdict on. This is known without any:",
                "Shares are told from {count} verdicts on. This is known without any:",
                FEWEST,
            )
        )
    told = sections(figures)
    for section in (one for one in told if one.lines):
        st.header(section.title, anchor=False)
        if section.name == "lag":
            _curve(figures.lag)
        rows.draw(section.name, section.lines, section.silent, partial(behind, library))
        if section.formula:
            st.markdown(f":small[:gray[{plain(section.formula)}]]")
    with st.expander(_("What cannot be known yet")):
        for section in (one for one in told if one.silent and not one.lines):
            st.markdown(f"- **{section.title}** {plain(section.silent)}")
        for line in figures.unknown:
            st.markdown(f"- {plain(line)}")


def _curve(lag: Lag) -> None:
    points = [(point.days, point.used, point.low, point.high) for point in lag.curve]
    st.plotly_chart(
        plots.curve_figure(points, dark=theme.is_dark()),
        theme=None,
        key="chart-lag",
        config=plots.chart_config(),
        alt=_(
            "The share used by days since saving, with its interval. The rows below tell it for some days."
        ),
    )


@dialog(noted("Behind the number"), width="large", icon=":material/list:")
def behind(library: Library, line: Line) -> None:
    """What a number was made of, by title."""
    st.markdown(f"**{plain(line.label)}: {plain(line.said)}**")
    stances = items.stances(library)
    for place, (name, keys) in enumerate(line.groups.items()):
        if not keys:
            continue
        st.markdown(f"{plain(name)} :gray[{number(len(keys))}]")
        for item in library.reviews.of_keys(keys[:_LISTED]):
            if item.id > 0:
                items.row(item, f"behind-{place}", stance=stances.get(item.id))
            else:
                address = web_address(item.url)
                title = f"[{plain(item.title)}]({address})" if address else plain(item.title)
                of_feed = _("overflow of {feed}", feed=plain(item.source))
                st.markdown(f"{title} :small[:gray[{of_feed}]]")
        if (more := len(keys) - _LISTED) > 0:
            st.markdown(f":small[:gray[{n_('and {count} more', 'and {count} more', more)}]]")
