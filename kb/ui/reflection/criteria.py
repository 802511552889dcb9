"""Criteria that the verdicts of a period support, each replayed over the past: written down, or dismissed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from kb.catalogue import _, n_, number
from kb.library import Library
from kb.reflection.lines import Line
from kb.types.criteria import Decided, Proposal
from kb.types.reviews import FEWEST, Review
from kb.ui.reflection.figures import behind
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain


def draw(library: Library, review: Review) -> None:
    """What is proposed for a period, and what was decided before."""
    proposals, decided = library.criteria.proposals_of(review), library.criteria.decided()
    if not proposals and decided:
        st.markdown(_("Nothing more that the verdicts of this period support."))
    elif not proposals:
        nothing = _("Nothing that the verdicts of this period support.")
        rests = n_(
            "A proposal rests on {count} verdict at least, and on an interval that leaves no doubt.",
            "A proposal rests on {count} verdicts at least, and on an interval that leaves no doubt.",
            FEWEST,
        )
        st.markdown(f"{nothing} :gray[{rests}]")
    for one in proposals:
        _proposal(library, review, one)
    if decided:
        _decided(decided)


def _proposal(library: Library, review: Review, proposal: Proposal) -> None:
    name = proposal.criterion.id
    with st.container(border=True, key=f"proposal-{name}"):
        st.markdown(f"**{plain(proposal.what)}**")
        st.markdown(plain(proposal.reason))
        st.markdown(plain(proposal.replayed))
        st.text_input(
            _("Why"),
            key=f"why-{name}",
            placeholder=_("Why, in your own words"),
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("Write it down"),
                key=f"accept-{name}",
                type="primary",
                on_click=partial(_accept, library, review, proposal),
            )
            st.button(
                _("Leave as it is"),
                key=f"dismiss-{name}",
                on_click=partial(_dismiss, library, review, proposal),
            )
            groups = {
                _("Helped, and would have been lost"): proposal.replay.useful_lost,
                _("Not judged, with a trace of use"): proposal.replay.used_lost,
                _("Helped, and would have come"): proposal.replay.useful_gained,
                _("Would not have come"): proposal.replay.fewer,
                _("Would have come"): proposal.replay.more,
            }
            if any(groups.values()) and st.button(_("Items"), key=f"items-{name}", type="tertiary"):
                behind(library, Line(proposal.what, proposal.replayed, None, groups))


def _accept(library: Library, review: Review, proposal: Proposal) -> None:
    reason = _why(proposal)
    notices.act(
        library,
        lambda: library.criteria.accept(proposal.criterion.id, review.since, review.until, reason),
        _("Written down: {what}", what=plain(proposal.what)),
    )


def _dismiss(library: Library, review: Review, proposal: Proposal) -> None:
    reason = _why(proposal)
    notices.act(
        library,
        lambda: library.criteria.dismiss(proposal.criterion.id, review.since, review.until, reason),
        _("Left as it is: {what}", what=plain(proposal.what)),
    )


def _why(proposal: Proposal) -> str:
    """What was typed beside a proposal by now."""
    return str(st.session_state.get(f"why-{proposal.criterion.id}", "")).strip()


def _decided(decided: Sequence[Decided]) -> None:
    with st.expander(_("Decided before ({count})", count=number(len(decided))), key="criteria-decided"):
        for one in decided:
            on = {"day": humanize.day(one.on)}
            done = _("written down on {day}", **on) if one.accepted else _("left as it is on {day}", **on)
            st.markdown(f"{plain(one.record['text'])} :small[:gray[{done}]]")
            if one.reason and one.reason not in one.record["text"]:
                st.markdown(f":small[{plain(one.reason)}]")
