"""What an item is: where it lies, what it is known as, what happened to it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import _, listed, noted, p_
from kb.clock import day
from kb.importers.link import address_to_fetch, whole_address
from kb.library import Library
from kb.types import (
    OWN_WRITING,
    Action,
    Event,
    Item,
    ItemDetail,
    Origin,
)
from kb.ui.items import actions
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain

_BY = {
    Origin.RULE: noted(", by rule"),
    Origin.SUGGESTION: noted(", by suggestion"),
    Origin.AUTO: noted(", by auto"),
    Origin.IMPORT: noted(", by import"),
}
"""Who did it, where it was not the person."""


def merged(library: Library, detail: ItemDetail) -> None:
    """Says with what the item was merged, and offers to part them."""
    standing = [event for event in detail.events if event.action is Action.MERGED and not event.undone]
    if not standing:
        return
    merge = standing[-1]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        told = _(
            "Merged with {what}, {day}", what=plain(merge.note or merge.after), day=humanize.day(merge.at)
        )
        st.markdown(f":small[:gray[:material/merge: {told}]]")
        st.button(
            _("Part them"),
            key=f"split-{detail.item.id}",
            type="tertiary",
            help=_("Makes two items of it again, each with its own text, zone and history"),
            on_click=_part,
            args=(library, detail.item),
        )


def _part(library: Library, item: Item) -> None:
    def said(parted: list[Item]) -> str:
        return _("Parted: {what}", what=listed([actions.short_title(one) for one in parted]))

    notices.act(library, lambda: library.items.split(item.key), said)


def page(library: Library, detail: ItemDetail) -> None:
    """Of an item known by its address or by its abstract only, why the rest did not come, and the button that
    asks for it."""
    item = detail.item
    lacks_text = not detail.turns and detail.text.strip() in ("", item.summary.strip())
    address = address_to_fetch(item.key, item.url or "") if item.stub else whole_address(item.key)
    if not (item.stub or lacks_text) or not address:
        return
    if item.summary and not item.stub:
        st.markdown(f":gray[{_('Only the abstract is here.')}]")
    pending = detail.pending
    if pending and pending.tried_at:
        tried = humanize.age(pending.tried_at, humanize.now())
        last = _("Last tried: {when}.", when=tried)
        st.markdown(f":small[:gray[{plain(pending.reason)}. {last}]]")
    elif pending:
        waits = (
            _("Its page was asked for and waits for its turn.")
            if item.stub
            else _("The whole was asked for and waits for its turn.")
        )
        st.markdown(f":small[:gray[{waits}]]")
    st.button(
        _("Fetch the page") if item.stub else _("Fetch the whole"),
        key=f"fetch-{item.id}",
        icon=":material/cloud_download:",
        help=_("Asks the site for it, in the background"),
        on_click=notices.act,
        args=(library, lambda: library.pages.ask(item.key), _("Fetching it in the background.")),
    )


def facts(detail: ItemDetail) -> None:
    """Topic and tags, and whether the person wrote it."""
    item = detail.item
    if detail.topic:
        st.markdown(f":small[:gray[{_('Topic')}]]  \n{plain(detail.topic)}")
    if detail.meta.get(OWN_WRITING):
        st.markdown(f":small[:gray[:material/edit: {_('Your own writing')}]]")
    if item.tags:
        st.markdown(" ".join(f":gray-badge[{plain(tag)}]" for tag in item.tags[:12]))


def known_as(detail: ItemDetail) -> None:
    """The addresses the item is known by."""
    item = detail.item
    with st.expander(_("Known as"), icon=":material/link:"):
        for address in dict.fromkeys((item.key, *detail.aliases)):
            st.markdown(f":small[{plain(address)}]")


def history(events: Sequence[Event]) -> None:
    """What happened to the item, newest first."""
    with st.expander(_("History"), icon=":material/history:"):
        for event in reversed(events):
            by = _(_BY[event.origin]) if event.origin in _BY else ""
            told = _("{day}: {what}", day=humanize.day(day(event.at)), what=_did(event))
            st.markdown(f":small[{told}:gray[{by}]]")


def _did(event: Event) -> str:
    """What was done, in a line of Markdown."""
    did = _named(event.action) or event.action.label
    if change := plain(event.change):
        did = _("{did} {change}", did=did, change=change)
    return _("{did} (taken back)", did=did) if event.undone else did


def _named(action: Action) -> str:
    """What was done, before what it led to."""
    return {
        Action.ADDED: p_("in a history", "Added"),
        Action.MOVED: p_("in a history", "Moved"),
        Action.STATE: p_("in a history", "Marked"),
        Action.OPENED: p_("in a history", "Opened"),
        Action.CITED: p_("in a history", "Taken out to cite"),
        Action.JUDGED: p_("in a history", "Judged"),
        Action.SNOOZED: p_("in a history", "Put off until"),
        Action.ANNOTATED: p_("in a history", "Noted"),
        Action.MERGED: p_("in a history", "Merged with"),
        Action.SPLIT: p_("in a history", "Parted from"),
        Action.HELD_APART: p_("in a history", "Not the same as"),
        Action.RETELLS: p_("in a history", "Confirmed as a retelling, with"),
        Action.RETELLS_NOT: p_("in a history", "No retelling, with"),
        Action.UNDONE: p_("in a history", "Taken back"),
    }.get(action, "")
