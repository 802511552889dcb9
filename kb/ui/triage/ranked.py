"""What an order, best first, is worth, beside the cards it brings up."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, n_, percent
from kb.forecast.ranking import at_most_of_rest
from kb.library import Library
from kb.triage.choosing import Order
from kb.types import Zone
from kb.ui.triage.choosing import Chosen


def draw(library: Library, chosen: Chosen, waiting: int) -> None:
    """The measured figure of the best-first order; of the sample of the rest, what it would prove. `waiting`
    is how much comes up in that order."""
    line = _line(library, chosen.order, waiting) if chosen.zone is Zone.INBOX else ""
    if line:
        st.markdown(f":small[:gray[{line}]]")


def _line(library: Library, order: Order, waiting: int) -> str:
    if order is Order.LOT and waiting:
        return n_(
            "{count} of the rest, by lot. If none of them is one to pick, at most {share} of the rest is"
            " (with 95\N{NO-BREAK SPACE}% confidence).",
            "{count} of the rest, by lot. If none of them is one to pick, at most {share} of the rest is"
            " (with 95\N{NO-BREAK SPACE}% confidence).",
            waiting,
            share=percent(at_most_of_rest(waiting)),
        )
    if order is Order.BEST and waiting:
        held = library.ranking.held()
        few = _("Too few picks of yours yet to tell how well this order does.")
        return held.says(waiting) if held else few
    return ""
