"""The surveys that came for what is parked, what they cover, and settling it with one click."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.library import Library
from kb.types import Item
from kb.types.waiting import Coverage, Covered
from kb.ui.items import actions, rows
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain


def draw(library: Library) -> None:
    """Every survey that covers some of what waits; nothing where none came."""
    came = library.waiting.surveys()
    if not came:
        return
    st.subheader("A survey came" if len(came) == 1 else "Surveys came", anchor=False)
    for one in came:
        _survey(library, one)


def beside(library: Library, items: Sequence[Item]) -> dict[int, tuple[str, str]]:
    """What a card says of an item that takes stock of a field, by id: what it is, and why and for how many
    parked items."""
    waits = bool(library.waiting.parked())
    looks, told = library.waiting.looks(items), {}
    for item in items:
        sign = looks[item.id]
        if sign.likely:
            covered = len(library.waiting.coverage(item.key).covered) if waits else 0
            covers = f"; covers {humanize.count(covered, 'parked item')}, see Waiting" if covered else ""
            told[item.id] = (f"A {sign.kind}, {sign.probability:.2f}", f"{sign.reason}{covers}")
    return told


def _survey(library: Library, one: Coverage) -> None:
    key = one.survey.id
    with st.container(border=True, key=f"survey-{key}"):
        why = f"{one.sign.kind}, {one.sign.probability:.0%}: {one.sign.reason}"
        do = rows.row(one.survey, "survey", note=f":small[:gray[{plain(why)}]]")
        with do:
            if st.button("Open", key=f"survey-open-{key}"):
                actions.open_item(one.survey)
        st.markdown(f"Covers {humanize.count(len(one.covered), 'item')} that {_wait(one.covered)}:")
        chosen = [each.item.key for each in one.covered if _box(one, each)]
        st.button(
            f"Settle {humanize.count(len(chosen), 'item')} with it",
            key=f"survey-settle-{key}",
            type="primary",
            disabled=not chosen,
            help="They move to put-and-forget and remember the survey; one Undo takes it back",
            on_click=notices.act,
            args=(
                library,
                lambda: library.waiting.settle(one.survey.key, chosen),
                f"Settled with one reading: {humanize.count(len(chosen), 'item')}",
            ),
        )


def _wait(covered: Sequence[Covered]) -> str:
    places = sorted({each.place for each in covered})
    return f"{'waits' if len(covered) == 1 else 'wait'} in {plain(', '.join(places))}"


def _box(one: Coverage, each: Covered) -> bool:
    """A box that leaves an item out."""
    how = "it refers to it" if each.referred else f"{each.probability:.0%} by meaning"
    return bool(
        st.checkbox(
            f"{actions.short_title(each.item)} :gray[:small[{how}]]",
            value=True,
            key=f"settle-{one.survey.id}-{each.item.id}",
        )
    )
