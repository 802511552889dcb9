"""Making and changing an area: name, stance, criterion, reason, examples, the day to look again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from kb.library import Library
from kb.types import Area, Item, SearchMode, Stance
from kb.ui import mapview, notices, theme, words
from kb.ui.prose import plain

_TYPICAL = 5
_FOUND = 8
_LOOK_AGAIN = timedelta(days=183)


def edit(library: Library, area: Area) -> None:
    """Opens the form with what is known of an area."""
    _form(library, area, new=False)


def make(library: Library, topic: str = "") -> None:
    """Opens the form for a new area, started from a topic of the map where one is named."""
    contents = mapview.load(library) if topic else None
    found = contents.topic(topic) if contents else None
    typical = contents.of_topic(found)[:_TYPICAL] if contents and found else []
    draft = Area(
        id=0,
        name=found.name if found else "",
        stance=Stance.UNDECIDED,
        criterion="",
        reason="",
        since="",
        review_on=None,
        examples=tuple(item.key for item in typical),
    )
    _form(library, draft, new=True)


@st.dialog("Area", width="medium", icon=":material/interests:")
def _form(library: Library, area: Area, *, new: bool) -> None:
    start = f"area-form-{area.id}-{area.name}"
    if new:
        name = st.text_input("Name", area.name, max_chars=80, key=f"{start}-name").strip()
    else:
        name = area.name
        st.markdown(f"**{plain(name)}**")
    stance = st.pills(
        "Stance",
        list(Stance),
        default=area.stance,
        required=True,
        format_func=lambda stance: theme.STANCES[stance].mark,
        key=f"{start}-stance",
        wrap=True,
    )
    criterion = st.text_area(
        "Criterion: what belongs here",
        area.criterion,
        placeholder="Makes an existing language model cheaper or faster to serve.",
        help="Items are found by the meaning of this sentence and by the examples",
        key=f"{start}-criterion",
        height=90,
    )
    reason = st.text_area(
        "Reason for the stance",
        area.reason,
        placeholder="In your own words.",
        key=f"{start}-reason",
        height=68,
    )
    examples = _examples(library, area.examples, start)
    review_on = st.date_input(
        "Look again on",
        date.fromisoformat(area.review_on[:10]) if area.review_on else words.now().date() + _LOOK_AGAIN,
        format="YYYY-MM-DD",
        key=f"{start}-review",
        width=220,
    )
    known = {known.name.casefold() for known in library.areas()}
    taken = new and name.casefold() in known
    if taken:
        st.markdown(":orange[:material/info:] There is an area of this name: edit it instead.")
    elif new and not name:
        st.markdown(":small[:gray[An area needs a name.]]")
    with st.container(horizontal=True):
        if st.button("Save", type="primary", key=f"{start}-save", disabled=taken or not name):
            with st.spinner("Finding what belongs here …"):
                notices.act(
                    library,
                    lambda: library.set_area(
                        name,
                        stance=stance,
                        criterion=criterion.strip(),
                        reason=reason.strip(),
                        examples=[item.key for item in examples],
                        review_on=review_on.isoformat(),
                    ),
                    f"Saved the area {plain(name)}.",
                )
            st.rerun()
        if st.button("Leave it", key=f"{start}-leave"):
            st.rerun()


def _examples(library: Library, keys: Sequence[str], start: str) -> list[Item]:
    """The chosen examples; more are found by their words."""
    query = st.text_input(
        "Examples",
        placeholder="Find items that belong here",
        type="search",
        live="300ms",
        icon=":material/search:",
        key=f"{start}-find",
    )
    known = library.known(keys)
    chosen: list[Item] = st.session_state.get(f"{start}-examples", list(known.values()))
    found = []
    if query:
        found = [hit.item for hit in library.search(query, mode=SearchMode.WORDS, limit=_FOUND)]
    options = {item.id: item for item in (*chosen, *found)}
    if not options:
        st.markdown(":small[:gray[A few typical items help as much as the criterion.]]")
        return []
    return st.pills(
        "Examples found",
        list(options.values()),
        selection_mode="multi",
        default=chosen,
        format_func=lambda item: plain(item.title),
        label_visibility="collapsed",
        key=f"{start}-examples",
        wrap=True,
    )
