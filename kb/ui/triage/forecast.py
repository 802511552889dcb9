"""Why zones are suggested, how often that held, and what is no reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from kb import plots
from kb.library import Library
from kb.types import Item
from kb.types.forecast import Trust
from kb.ui.shell import escape, theme

_SHOWN = 6
"""Reasons offered to be switched off: those of the cards that come next, no list to work through."""


def draw(library: Library, waiting: Callable[[], Sequence[Item]]) -> None:
    """A button that tells it; nothing is looked up before it is pressed. `waiting` are the cards that come
    next."""
    with st.popover(
        "About suggestions",
        type="tertiary",
        icon=":material/query_stats:",
        on_change="rerun",
        key="suggestions",
    ) as opened:
        if opened.open:
            _held(library.forecast.trust())
            _reasons(library, waiting())


def _held(trust: Trust) -> None:
    if trust.learning:
        st.markdown("Your filings are still being learnt.")
        return
    if not trust.foretold:
        st.markdown(
            f"In {trust.decisions:,} filings nothing that is known of items foretold where you file them"
            " better than how often you choose each list. So nothing is suggested."
        )
        return
    st.markdown(
        f"Of your last {trust.decisions:,} filings {trust.foretold:,} could have had a suggestion, each made"
        f" from the filings before it alone; you filed {trust.held:,} of them so."
    )
    st.plotly_chart(
        plots.calibration_figure(trust.curve, dark=theme.is_dark()),
        theme=None,
        key="chart-calibration",
        config=plots.chart_config(),
        alt="How often suggestions held, by how sure they were.",
    )
    st.markdown(
        f":small[:gray[What was said lies {trust.ece:.1%} from what held on average; chance alone would make"
        f" {trust.ece_by_chance:.1%}. A dot stands for about equally many suggestions, 200 or more.]]"
    )


def _reasons(library: Library, waiting: Sequence[Item]) -> None:
    """What the next suggestions rest on, each to be switched off, and what was switched off before."""
    suggested = library.forecast.suggestions(waiting, wait=False).values()
    offered = {
        str(one.trait): one.says for found in suggested for one in found.because if one.trait is not None
    }
    for trait, says in list(offered.items())[:_SHOWN]:
        _reason(
            library,
            trait,
            escape.plain(f"{says[:1].upper()}{says[1:]}"),
            "Never for this reason",
            counts=False,
        )
    for trait in library.forecast.no_reasons():
        _reason(library, trait, f":gray[No reason: {escape.plain(trait)}]", "Is a reason again", counts=True)


def _reason(library: Library, trait: str, says: str, label: str, *, counts: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(says, width="stretch")
        if st.button(label, key=f"reason-{trait}", type="tertiary"):
            library.forecast.set_reason([trait], counts)
            st.rerun()
