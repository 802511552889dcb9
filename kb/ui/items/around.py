"""Around an item: what it points to and who mentions it, the same told by others, what is like it and what
was read of that; each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.catalogue import _, n_, noted, number, percent
from kb.library import Library
from kb.text.words import once_each
from kb.triage.terms import content_words, says_little
from kb.types import Hit, Item, ItemDetail, Kind, NearRead, Reference, Retelling
from kb.ui.items import actions, notes, rows
from kb.ui.shell import humanize, notices, url
from kb.ui.shell.escape import plain, site, web_address

ANCHOR = "around"
"""What leads to it within the page."""
_LIST_LENGTH = 6
"""Items in each list around an item: what fits without scrolling."""
_REFERENCES_SHOWN = 6
"""References that stand open; the rest is folded."""
_ADDRESS_LENGTH = 80
"""Characters of an address on one line; the link has the whole."""
_TERMS = 4
"""Words that are told of what two items share."""
_COLUMN = 620
"""Pixels of one column: a line of a title and of its reason."""
_Drawn = Callable[[], object]


def draw(library: Library, detail: ItemDetail, linking: notes.Rows) -> None:
    """Everything around an item, the notes on others that are `linking` to it included, in two columns where
    there is room; nothing where there is nothing."""
    lists = _lists(library, detail, linking)
    if not lists:
        return
    st.header(_("Around it"), anchor=ANCHOR)
    columns = st.columns(2, gap="large") if len(lists) > 1 else [st.container(width=_COLUMN)]
    # Down the first column, then down the second: so they are read on a narrow screen.
    half = -(-len(lists) // len(columns))
    for place, drawn in enumerate(lists):
        with columns[place // half]:
            drawn()


def summed(detail: ItemDetail, linking: notes.Rows) -> str:
    """How much is around an item, as a line of Markdown that leads there; empty where nothing is known."""
    told = [
        (number(count), first, further)
        for count, first, further in (
            (len(detail.references), noted("Points to {count}"), noted("points to {count}")),
            (len(detail.mentioned_by), noted("Mentioned by {count}"), noted("mentioned by {count}")),
            (len(linking), noted("{count} in your notes"), noted("{count} in your notes")),
        )
        if count
    ]
    said = [_(further if place else first, count=count) for place, (count, first, further) in enumerate(told)]
    return f":small[[{', '.join(said)}](#{ANCHOR})]" if said else ""


def _lists(library: Library, detail: ItemDetail, linking: notes.Rows) -> list[_Drawn]:
    """Those lists around an item that have something in them, in their order."""
    item = detail.item
    retold = library.retellings.of(item.key)
    told, alike = library.triage.read_alike(item, _LIST_LENGTH)
    shown = {one.item.id for one in (*told, *alike)}
    hits = library.search.similar(item.key, limit=_LIST_LENGTH + len(shown))
    similar = [hit for hit in hits if hit.item.id not in shown][:_LIST_LENGTH]
    kept = library.items.known([reference.key for reference in detail.references])
    lists: list[tuple[object, _Drawn]] = [
        (retold, lambda: _retellings(library, item, retold)),
        (detail.references, lambda: _references(detail, kept)),
        (detail.mentioned_by, lambda: _mentions(detail)),
        (linking, lambda: notes.linking(library, linking)),
        (told or alike, lambda: _read(told, alike)),
        (similar, lambda: _similar(item, similar)),
    ]
    return [drawn for there, drawn in lists if there]


def _references(detail: ItemDetail, kept: Mapping[str, Item]) -> None:
    found, said = detail.references, detail.contexts
    _heading(_("Points to"), len(found))
    for reference in found[:_REFERENCES_SHOWN]:
        _reference(reference, kept, said.get(reference.key, ""))
    if len(found) > _REFERENCES_SHOWN:
        more = _more(len(found) - _REFERENCES_SHOWN)
        with st.expander(more, key=f"more-references-{detail.item.id}"):
            for reference in found[_REFERENCES_SHOWN:]:
                _reference(reference, kept, said.get(reference.key, ""))


def _heading(text: str, count: int = 0) -> None:
    st.markdown(f"**{text}**" + (f" :gray[{number(count)}]" if count else ""))


def _more(count: int) -> str:
    return n_("{count} more", "{count} more", count)


def _reference(reference: Reference, kept: Mapping[str, Item], context: str) -> None:
    with st.container(gap=None):
        if item := kept.get(reference.key):
            rows.title(item, "reference")
        else:
            _address(reference)
        if context and context != reference.label:
            st.markdown(_small(context))


def _small(words: str) -> str:
    return f":small[:gray[{plain(words)}]]" if words else ""


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


def _mentions(detail: ItemDetail) -> None:
    _heading(_("Mentioned by"), len(detail.mentioned_by))
    for mention in detail.mentioned_by[:_LIST_LENGTH]:
        rows.row(mention.item, "mention", note=_small(mention.context))
    if len(detail.mentioned_by) > _LIST_LENGTH:
        more = _more(len(detail.mentioned_by) - _LIST_LENGTH)
        with st.expander(more, key=f"more-mentions-{detail.item.id}"):
            for mention in detail.mentioned_by[_LIST_LENGTH:]:
                rows.row(mention.item, "mention", note=_small(mention.context))


def _read(told: Sequence[NearRead], alike: Sequence[NearRead]) -> None:
    _heading(_("Nearest of what you read"))
    for one in told:
        rows.row(one.item, "read-alike", note=_small(_told(one)))
    for one in alike:
        rows.row(one.item, "read-alike", note=_small(_alike(one)))


def _told(one: NearRead) -> str:
    if not one.read_on:
        return _("Tells the same in other words")
    return _("Tells the same in other words, read on {day}", day=humanize.day(one.read_on))


def _alike(one: NearRead) -> str:
    share = percent(one.likeness)
    if not one.read_on:
        return _("{share} alike", share=share)
    return _("{share} alike, read on {day}", share=share, day=humanize.day(one.read_on))


def _similar(item: Item, found: Sequence[Hit]) -> None:
    _heading(_("More like this"))
    for hit in found:
        rows.row(hit.item, "similar", note=_small(_shared(hit)))
    st.page_link(
        url.PAGE,
        label=_("All that is like this"),
        icon=":material/search:",
        query_params={url.LIKE: item.key},
    )


def _shared(hit: Hit) -> str:
    """What two items have in common, in words."""
    terms = dict.fromkeys(term.casefold() for term in hit.terms)
    telling = [term for term in terms if any(not says_little(word) for word in content_words(term))]
    if not telling:
        return _("Alike in meaning")
    return _("Both speak of {terms}", terms=", ".join(once_each(telling)[:_TERMS]))


def _retellings(library: Library, item: Item, found: Sequence[Retelling]) -> None:
    """The papers that an item may retell without a link, or the items that may retell a paper."""
    _heading(_("May be retold by") if item.kind is Kind.PAPER else _("May retell"))
    for one in found[:_LIST_LENGTH]:
        probable = _("{share} probable", share=percent(one.probability))
        do = rows.row(one.item, "retelling", note=f":small[:gray[{probable}]]")
        _decisions(library, item, one.item, do)


def _decisions(library: Library, item: Item, other: Item, place: DeltaGenerator) -> None:
    """The buttons beside what may be a retelling."""
    keys = item.key, other.key
    place.button(
        _("Link them"),
        key=f"retells-{other.id}",
        help=_("From then on it counts as a link between the two; it can be undone"),
        on_click=notices.act,
        args=(
            library,
            lambda: library.retellings.confirm(*keys),
            _("Linked: {title}", title=actions.short_title(other)),
        ),
    )
    place.button(
        _("Not a retelling"),
        key=f"retells-not-{other.id}",
        type="tertiary",
        help=_("It is not proposed again; it can be undone"),
        on_click=notices.act,
        args=(
            library,
            lambda: library.retellings.reject(*keys),
            _("No retelling: {title}", title=actions.short_title(other)),
        ),
    )
