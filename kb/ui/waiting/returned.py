"""Writing down what came back from somebody: the gist, and what it was worth."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from kb.catalogue import _, noted
from kb.library import Library
from kb.types.waiting import Delegation
from kb.ui.items import actions
from kb.ui.shell import emptied, notices
from kb.ui.shell.dialogs import dialog
from kb.ui.shell.escape import plain

_GIST_LENGTH = 4_000
"""Characters of a gist: a page."""


@dialog(noted("It came back"), icon=":material/mark_email_read:", width="medium")
def returned(library: Library, one: Delegation) -> None:
    """Opens the dialog for something that a person has, or had."""
    st.markdown(_("{person} on **{title}**", person=plain(one.person), title=actions.short_title(one.item)))
    form = f"returned-{one.id}"
    start = emptied.keyed(form, form)
    gist = st.text_area(
        _("What they told"),
        one.gist,
        key=f"{start}-gist",
        persist_state="session",
        max_chars=_GIST_LENGTH,
        placeholder=_("In a few sentences; empty if nothing came of it"),
    )
    st.markdown(f":small[:gray[{_('Was it worth it?')}]]")
    stars = st.feedback(
        "stars",
        default=None if one.rating is None else one.rating - 1,
        key=f"{start}-worth",
        persist_state="session",
    )
    if st.button(_("Keep"), type="primary", key=f"{start}-keep"):
        said = _(
            "Came back from {person}: {title}",
            person=plain(one.person),
            title=actions.short_title(one.item),
        )
        rating = None if stars is None else stars + 1
        if notices.done(
            library,
            lambda: library.delegations.returned(one.item.key, gist or "", rating, one.person),
            said,
        ):
            emptied.taken(form)
        st.rerun()


def beside(library: Library, item_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """What a card says of an item that somebody sent back, by id: who, what it was worth, and the gist. Of
    several who did, the latest."""
    told: dict[int, tuple[str, str]] = {}
    for one in library.delegations.back():
        if one.item.id in item_ids:
            who = _("Back from {person}", person=one.person)
            if one.rating:
                who = _("Back from {person}, {rating} of 5", person=one.person, rating=one.rating)
            told.setdefault(one.item.id, (who, one.gist or _("Nothing came of it.")))
    return told
