"""The surveys that came for what is parked, what they cover, and settling it with one click."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import _, by_words, n_, noted, number, percent
from kb.library import Library
from kb.types import Item
from kb.types.waiting import Coverage, Covered, Survey, SurveyKind
from kb.ui.items import actions, rows
from kb.ui.shell import notices
from kb.ui.shell.escape import plain

_CALLED = {
    SurveyKind.SURVEY: noted("A survey, {probability}"),
    SurveyKind.TUTORIAL: noted("A tutorial, {probability}"),
    SurveyKind.BENCHMARK: noted("A benchmark, {probability}"),
}


def draw(library: Library) -> None:
    """Every survey that covers some of what waits; nothing where none came."""
    came = library.waiting.surveys()
    if not came:
        return
    st.header(_("A survey came") if len(came) == 1 else _("Surveys came"), anchor=False)
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
            told[item.id] = (_called(sign), _why(sign.reason, covered))
    return told


def _called(sign: Survey) -> str:
    """What an item probably is, with its probability, in the same words on a card and on the page."""
    return _(_CALLED[sign.kind], probability=number(sign.probability, 2))


def _why(reason: str, covered: int) -> str:
    if not covered:
        return reason
    return n_(
        "{reason}; covers {count} parked item, see Waiting",
        "{reason}; covers {count} parked items, see Waiting",
        covered,
        reason=reason,
    )


def _survey(library: Library, one: Coverage) -> None:
    key = one.survey.id
    with st.container(border=True, key=f"survey-{key}"):
        why = _("{sign}: {reason}", sign=_called(one.sign), reason=one.sign.reason)
        do = rows.row(one.survey, "survey", note=f":small[:gray[{plain(why)}]]")
        with do:
            if st.button(_("Open"), key=f"survey-open-{key}"):
                actions.open_item(one.survey)
        st.markdown(
            n_(
                "Covers {count} item that waits in {places}:",
                "Covers {count} items that wait in {places}:",
                len(one.covered),
                places=_places(one.covered),
            )
        )
        chosen = [each.item.key for each in one.covered if _box(one, each)]
        st.button(
            n_("Settle {count} item with it", "Settle {count} items with it", len(chosen)),
            key=f"survey-settle-{key}",
            type="primary",
            disabled=not chosen,
            help=_("They move to put-and-forget and remember the survey; one Undo takes it back"),
            on_click=notices.act,
            args=(
                library,
                lambda: library.waiting.settle(one.survey.key, chosen),
                n_(
                    "Settled with one reading: {count} item",
                    "Settled with one reading: {count} items",
                    len(chosen),
                ),
            ),
        )


def _places(covered: Sequence[Covered]) -> str:
    return plain(", ".join(sorted({each.place for each in covered}, key=by_words)))


def _box(one: Coverage, each: Covered) -> bool:
    """A box that leaves an item out."""
    by_meaning = _("{share} by meaning", share=percent(each.probability))
    how = _("among its references") if each.referred else by_meaning
    return bool(
        st.checkbox(
            f"{actions.short_title(each.item)} :gray[:small[{how}]]",
            value=True,
            key=f"settle-{one.survey.id}-{each.item.id}",
        )
    )
