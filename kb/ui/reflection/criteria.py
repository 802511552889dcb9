"""Criteria that the verdicts of a period support, each replayed over the past: written down, or dismissed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kb.library import Library
from kb.reflection.telling import Line
from kb.types.criteria import Proposal
from kb.types.reviews import FEWEST, Review
from kb.ui.reflection.figures import behind
from kb.ui.shell import notices
from kb.ui.shell.escape import plain


def draw(library: Library, review: Review) -> None:
    """What is proposed for a period, and what was decided before."""
    proposals = library.criteria.proposals_of(review)
    if not proposals:
        st.markdown(
            "Nothing that the verdicts of this period support. "
            f":gray[A proposal rests on {FEWEST} verdicts at least, and on an interval that leaves no doubt.]"
        )
    for one in proposals:
        _proposal(library, review, one)
    _decided(library)


def _proposal(library: Library, review: Review, proposal: Proposal) -> None:
    name = proposal.criterion.id
    with st.container(border=True, key=f"proposal-{name}"):
        st.markdown(f"**{plain(proposal.what)}**")
        st.markdown(plain(proposal.reason))
        st.markdown(plain(proposal.replayed))
        st.text_input(
            "Why",
            key=f"why-{name}",
            placeholder="Why, in your own words",
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Write it down",
                key=f"accept-{name}",
                type="primary",
                on_click=partial(_accept, library, review, proposal),
            )
            st.button(
                "Leave as it is",
                key=f"dismiss-{name}",
                on_click=partial(_dismiss, library, review, proposal),
            )
            groups = {
                "Helped, and would have been lost": proposal.replay.useful_lost,
                "Not judged, with a trace of use": proposal.replay.used_lost,
                "Helped, and would have come": proposal.replay.useful_gained,
                "Would not have come": proposal.replay.fewer,
                "Would have come": proposal.replay.more,
            }
            if any(groups.values()) and st.button("Items", key=f"items-{name}", type="tertiary"):
                behind(library, Line(proposal.what, proposal.replayed, None, groups))


def _accept(library: Library, review: Review, proposal: Proposal) -> None:
    reason = _why(proposal)
    notices.act(
        library,
        lambda: library.criteria.accept(proposal.criterion.id, review.since, review.until, reason),
        f"Written down: {plain(proposal.what)}",
    )


def _dismiss(library: Library, review: Review, proposal: Proposal) -> None:
    reason = _why(proposal)
    notices.act(
        library,
        lambda: library.criteria.dismiss(proposal.criterion.id, review.since, review.until, reason),
        f"Left as it is: {plain(proposal.what)}",
    )


def _why(proposal: Proposal) -> str:
    """What was typed beside a proposal by now."""
    return str(st.session_state.get(f"why-{proposal.criterion.id}", "")).strip()


def _decided(library: Library) -> None:
    decided = library.criteria.decided()
    if not decided:
        return
    with st.expander(f"Decided before ({len(decided):,})"):
        for one in decided:
            word = "written down" if one.accepted else "left as it is"
            st.markdown(f"{plain(one.record['text'])} :small[:gray[{word} on {one.on}]]")
            if one.reason and one.reason not in one.record["text"]:
                st.markdown(f":small[{plain(one.reason)}]")
