"""Around an item: where it lies, what it is linked to, what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.clock import day
from kb.importers.link import address_to_fetch, whole_address
from kb.library import Library
from kb.types import (
    OWN_WRITING,
    Action,
    Event,
    Item,
    ItemDetail,
    Kind,
    Reference,
)
from kb.ui.items import actions, rows
from kb.ui.shell import humanize, notices, url
from kb.ui.shell.escape import plain, site, web_address

_LIST_LENGTH = 6
"""Items in each list beside an item: what fits without scrolling."""
_REFERENCES_SHOWN = 12
"""References that stand open; the rest is folded."""
_ADDRESS_LENGTH = 80
"""Characters of an address on one line; the link has the whole."""
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
    """Topic, tags and the addresses the item is known by."""
    item = detail.item
    if detail.topic:
        st.markdown(f":small[:gray[Topic]]  \n{plain(detail.topic)}")
    if detail.meta.get(OWN_WRITING):
        st.markdown(":small[:gray[:material/edit: Your own writing]]")
    if item.tags:
        st.markdown(" ".join(f":gray-badge[{plain(tag)}]" for tag in item.tags[:12]))
    with st.expander("Known as", icon=":material/link:"):
        for address in dict.fromkeys((item.key, *detail.aliases)):
            st.markdown(f":small[{plain(address)}]")


def references(library: Library, detail: ItemDetail) -> None:
    """What the item points to (items of the library where they are kept, else the address) and why."""
    found, said = detail.references, detail.contexts
    if not found:
        return
    st.subheader("Points to", anchor=False)
    kept = library.items.known([reference.key for reference in found])
    for reference in found[:_REFERENCES_SHOWN]:
        _reference(reference, kept, said.get(reference.key, ""))
    if len(found) > _REFERENCES_SHOWN:
        with st.expander(f"{len(found) - _REFERENCES_SHOWN:,} more"):
            for reference in found[_REFERENCES_SHOWN:]:
                _reference(reference, kept, said.get(reference.key, ""))


def _reference(reference: Reference, kept: Mapping[str, Item], context: str) -> None:
    if item := kept.get(reference.key):
        rows.title(item, "reference")
    else:
        _address(reference)
    if context and context != reference.label:
        st.markdown(_quoted(context))


def _quoted(context: str) -> str:
    return f":small[:gray[{plain(context)}]]" if context else ""


def _address(reference: Reference) -> None:
    address = web_address(reference.url)
    label = reference.label if reference.label != reference.url else ""
    bare = reference.url.split("://")[-1]
    if address is None:
        st.markdown(f":small[{plain(label or reference.url)}]")
    elif label:
        st.markdown(f":small[[{plain(label)}](<{address}>) :gray[{plain(site(address))}]]")
    else:
        st.markdown(f":small[[{plain(bare[:_ADDRESS_LENGTH])}](<{address}>)]")


def neighbours(library: Library, detail: ItemDetail) -> None:
    """Items that mention this one, and items like it."""
    if detail.mentioned_by:
        st.subheader("Mentioned by", anchor=False)
    for mention in detail.mentioned_by[:_LIST_LENGTH]:
        rows.row(mention.item, "mention", note=_quoted(mention.context))
    similar = [hit.item for hit in library.search.similar(detail.item.key, limit=_LIST_LENGTH)]
    _titles("More like this", similar, "similar")
    if similar:
        st.page_link(
            url.PAGE,
            label="All that is like this",
            icon=":material/search:",
            query_params={url.LIKE: detail.item.key},
        )


def retellings(library: Library, item: Item) -> None:
    """The papers that an item may retell without a link, or the items that may retell a paper."""
    found = library.retellings.of(item.key)
    if not found:
        return
    st.subheader("May be retold by" if item.kind is Kind.PAPER else "May retell", anchor=False)
    for one in found[:_LIST_LENGTH]:
        do = rows.row(one.item, "retelling", note=f":small[:gray[{one.probability:.0%} probable]]")
        _decisions(library, item, one.item, do)


def _decisions(library: Library, item: Item, other: Item, place: DeltaGenerator) -> None:
    """The buttons beside what may be a retelling."""
    keys = item.key, other.key
    place.button(
        "Link them",
        key=f"retells-{other.id}",
        help="From then on it counts as a link between the two; it can be undone",
        on_click=notices.act,
        args=(library, lambda: library.retellings.confirm(*keys), f"Linked: {actions.short_title(other)}"),
    )
    place.button(
        "Not a retelling",
        key=f"retells-not-{other.id}",
        type="tertiary",
        help="It is not proposed again; it can be undone",
        on_click=notices.act,
        args=(
            library,
            lambda: library.retellings.reject(*keys),
            f"No retelling: {actions.short_title(other)}",
        ),
    )


def _titles(heading: str, found: Sequence[Item], place: str) -> None:
    if not found:
        return
    st.subheader(heading, anchor=False)
    for item in found[:_LIST_LENGTH]:
        rows.row(item, place)


def history(events: Sequence[Event]) -> None:
    """What happened to the item, newest first."""
    with st.expander("History", icon=":material/history:"):
        for event in reversed(events):
            taken_back = " (taken back)" if event.undone else ""
            did = f"{_DID.get(event.action, event.action)} {plain(event.change)}{taken_back}".strip()
            by = "" if event.origin == "me" else f", by {event.origin}"
            st.markdown(f":small[{humanize.day(day(event.at))}: {did}:gray[{by}]]")
