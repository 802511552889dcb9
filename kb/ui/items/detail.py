"""What an item is: where it lies, what it is known as, what happened to it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.clock import day
from kb.importers.link import address_to_fetch, whole_address
from kb.library import Library
from kb.types import (
    OWN_WRITING,
    Action,
    Event,
    Item,
    ItemDetail,
)
from kb.ui.items import actions
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain

_DID = {
    Action.ADDED: "Added",
    Action.MOVED: "Moved",
    Action.STATE: "Marked",
    Action.OPENED: "Opened",
    Action.CITED: "Taken out to cite",
    Action.JUDGED: "Judged",
    Action.SNOOZED: "Put off until",
    Action.ANNOTATED: "Noted",
    Action.MERGED: "Merged with",
    Action.SPLIT: "Parted from",
    Action.HELD_APART: "Not the same as",
    Action.RETELLS: "Confirmed as a retelling, with",
    Action.RETELLS_NOT: "No retelling, with",
    Action.UNDONE: "Taken back",
}


def merged(library: Library, detail: ItemDetail) -> None:
    """Says with what the item was merged, and offers to part them."""
    standing = [event for event in detail.events if event.action is Action.MERGED and not event.undone]
    if not standing:
        return
    merge = standing[-1]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f":small[:gray[:material/merge: Merged with {plain(merge.note or merge.after)},"
            f" {humanize.day(merge.at)}]]"
        )
        st.button(
            "Part them",
            key=f"split-{detail.item.id}",
            type="tertiary",
            help="Makes two items of it again, each with its own text, zone and history",
            on_click=_part,
            args=(library, detail.item),
        )


def _part(library: Library, item: Item) -> None:
    def said(parted: list[Item]) -> str:
        return f"Parted: {' and '.join(actions.short_title(one) for one in parted)}"

    notices.act(library, lambda: library.items.split(item.key), said)


def page(library: Library, detail: ItemDetail) -> None:
    """Of an item known by its address or by its abstract only, why the rest did not come, and the button that
    asks for it."""
    item = detail.item
    lacks_text = not detail.turns and detail.text.strip() in ("", item.summary.strip())
    address = address_to_fetch(item.key, item.url or "") if item.stub else whole_address(item.key)
    if not (item.stub or lacks_text) or not address:
        return
    asked, label = ("Its page", "Fetch the page") if item.stub else ("The whole", "Fetch the whole")
    if not item.stub:
        st.markdown(":gray[Only the abstract is here.]")
    pending = detail.pending
    if pending and pending.tried_at:
        tried = humanize.age(pending.tried_at, humanize.now())
        st.markdown(f":small[:gray[{plain(pending.reason)}. Last tried: {tried}.]]")
    elif pending:
        st.markdown(f":small[:gray[{asked} was asked for and waits for its turn.]]")
    st.button(
        label,
        key=f"fetch-{item.id}",
        icon=":material/cloud_download:",
        help="Asks the site for it, in the background",
        on_click=notices.act,
        args=(library, lambda: library.pages.ask(item.key), "Fetching it in the background."),
    )


def facts(detail: ItemDetail) -> None:
    """Topic and tags, and whether the person wrote it."""
    item = detail.item
    if detail.topic:
        st.markdown(f":small[:gray[Topic]]  \n{plain(detail.topic)}")
    if detail.meta.get(OWN_WRITING):
        st.markdown(":small[:gray[:material/edit: Your own writing]]")
    if item.tags:
        st.markdown(" ".join(f":gray-badge[{plain(tag)}]" for tag in item.tags[:12]))


def known_as(detail: ItemDetail) -> None:
    """The addresses the item is known by."""
    item = detail.item
    with st.expander("Known as", icon=":material/link:"):
        for address in dict.fromkeys((item.key, *detail.aliases)):
            st.markdown(f":small[{plain(address)}]")


def history(events: Sequence[Event]) -> None:
    """What happened to the item, newest first."""
    with st.expander("History", icon=":material/history:"):
        for event in reversed(events):
            taken_back = " (taken back)" if event.undone else ""
            did = f"{_DID.get(event.action, event.action)} {plain(event.change)}{taken_back}".strip()
            by = "" if event.origin == "me" else f", by {event.origin}"
            st.markdown(f":small[{humanize.day(day(event.at))}: {did}:gray[{by}]]")
