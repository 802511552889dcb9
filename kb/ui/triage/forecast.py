"""Why zones are suggested, how often that held, and what is no reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from kb import plots
from kb.catalogue import _, n_, number, percent
from kb.forecast.reasons import named
from kb.library import Library
from kb.types import Item
from kb.types.forecast import Trust
from kb.ui.shell import escape, theme

_SHOWN = 6
"""Reasons offered to be switched off: those of the cards that come next, no list to work through."""


def draw(library: Library, waiting: Callable[[], Sequence[Item]]) -> None:
    """A part that tells it, folded; nothing is looked up before it is opened. `waiting` are the cards that
    come next."""
    part = st.expander(
        _("About suggestions"), icon=":material/query_stats:", on_change="rerun", key="suggestions"
    )
    if part.open:
        with part:
            _held(library.forecast.trust())
            _reasons(library, waiting())


def _held(trust: Trust) -> None:
    if trust.learning:
        st.markdown(_("Your filings are still being learnt."))
        return
    if not trust.foretold:
        st.markdown(
            n_(
                "In {count} filing nothing that is known of items foretold where you file them better than"
                " how often you choose each list. So nothing is suggested.",
                "In {count} filings nothing that is known of items foretold where you file them better than"
                " how often you choose each list. So nothing is suggested.",
                trust.decisions,
            )
        )
        return
    st.markdown(
        _(
            "Of your last {all} filings {foretold} could have had a suggestion, each made from the filings"
            " before it alone; you filed {held} of them so.",
            all=number(trust.decisions),
            foretold=number(trust.foretold),
            held=number(trust.held),
        )
    )
    st.plotly_chart(
        plots.calibration_figure(trust.curve, dark=theme.is_dark()),
        theme=None,
        key="chart-calibration",
        config=plots.chart_config(),
        alt=_("How often suggestions held, by how sure they were."),
    )
    lies = _(
        "What was said lies {off} from what held on average; chance alone would make {chance}.",
        off=percent(trust.ece, 1),
        chance=percent(trust.ece_by_chance, 1),
    )
    if len(trust.curve) > 1:
        dots = _("A dot stands for about equally many suggestions, 200 or more.")
    else:
        dots = _("One dot stands for all of them: so few tell no more.")
    st.markdown(f":small[:gray[{lies} {dots}]]")


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
            _("Never for this reason"),
            counts=False,
        )
    for trait in library.forecast.no_reasons():
        none = _("No reason: {trait}", trait=escape.plain(named(trait)))
        _reason(library, trait, f":gray[{none}]", _("Is a reason again"), counts=True)


def _reason(library: Library, trait: str, says: str, label: str, *, counts: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(says, width="stretch")
        if st.button(label, key=f"reason-{trait}", type="tertiary"):
            library.forecast.set_reason([trait], counts)
            st.rerun()
