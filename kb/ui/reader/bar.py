"""What can be done with the item that is read, in one bar that stays in reach however long its text is.

The bar is one row. Of what is seldom done it shows as much as there is room for, on a phone nothing; all of
that stands behind its last button.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.catalogue import ENGLISH, RUSSIAN, _, language, p_
from kb.library import Library
from kb.triage.putting_off import Later
from kb.types import READING_ZONES, Item, State, Verdict, Zone
from kb.ui.items import actions
from kb.ui.reader import cite, keys, place
from kb.ui.shell import theme, trail
from kb.ui.shell.url import ITEM
from kb.ui.waiting import later
from kb.ui.waiting.delegate import delegate
from kb.ui.waiting.park import park

_A_DAY = "a day"
_STYLE = Path(__file__).with_name("bar.css").read_text(encoding="utf-8")
_ROOM = {ENGLISH: "72rem", RUSSIAN: "94rem"}
"""How wide the bar is where all of it stands in a row: the longest labels beside each other, measured."""
_LIT = (
    '[data-testid="stSidebarNavLink"][href$="/%s"]'
    " { background: color-mix(in srgb, currentcolor 8%%, transparent); font-weight: 600 }"
)
"""Style of the menu's entry by the end of its address, as that of the page that is open."""


def draw(library: Library, item: Item) -> None:
    """Draws the bar; where something was chosen in it, the page is drawn anew."""
    st.html(f"<style>{_STYLE.replace(_ROOM[ENGLISH], _ROOM[language()])}</style>")
    with st.container(key="item-bar", horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        _ways(item)
        _read(library, item)
        with st.container(key="bar-zone", width="content"):
            _zone(library, item)
        st.button(
            _("Note"),
            key="bar-note",
            type="tertiary",
            icon=":material/edit_note:",
            help=_("Write a note (N)"),
        )
        place.progress(library, item)
        with st.container(key="bar-wide", horizontal=True, gap="small", width="content"):
            _others(library, item, "bar")
        with (
            st.container(key="bar-narrow", width="content"),
            st.popover(_("More"), icon=":material/more_horiz:", help=_("More"), key="bar-more"),
        ):
            _others(library, item, "more")
        st.button(_("Undo"), key="bar-undo", on_click=actions.take_back, args=(library,))
    keys.listen()


def way_back() -> None:
    """The way back to the list that the item was opened from, as a line above its title."""
    came = trail.last()
    if came is None:
        return
    # The menu has no place for items: it shows the list that this one was opened from.
    st.html(f"<style>{_LIT % came.title.lower()}</style>")
    if st.button(
        _(came.title),
        key="way-back",
        type="tertiary",
        icon=":material/arrow_back:",
        help=_("Back to {page} (B)", page=_(came.title)),
    ):
        st.switch_page(came.page, query_params=dict(came.words))


def _ways(item: Item) -> None:
    """To the items before and after this one in the list it was opened from."""
    came = trail.last()
    before, after = came.around(item.key) if came else (None, None)
    if before is None and after is None:
        return
    for name, key, icon, said in (
        ("previous", before, ":material/chevron_left:", _("Previous of the list (K)")),
        ("next", after, ":material/chevron_right:", _("Next of the list (J)")),
    ):
        if st.button(said, key=f"bar-{name}", icon=icon, type="tertiary", help=said, disabled=key is None):
            st.switch_page("pages/item.py", query_params={ITEM: key or ""})


def _read(library: Library, item: Item) -> None:
    is_read = item.state is State.READ
    st.button(
        p_("a state of the item", "Read") if is_read else _("Mark as read"),
        key="bar-read",
        icon=":material/done_all:",
        help=_("Mark as unread again (R)") if is_read else _("You have read it (R)"),
        on_click=actions.mark,
        args=(library, item, State.UNREAD if is_read else State.READ),
    )


def _zone(library: Library, item: Item) -> None:
    zones = READING_ZONES if item.zone is not Zone.INBOX else tuple(Zone)
    chosen = st.menu_button(
        theme.ZONES[item.zone].mark,
        [zone for zone in zones if zone is not item.zone],
        key=f"zone-{item.id}",
        format_func=actions.mark_of,
        help=_("Where it is filed"),
    )
    if chosen is not None:
        actions.file_into(library, item, chosen)
        st.rerun()


def _others(library: Library, item: Item, place: str) -> None:
    """State, verdict, putting off, citing, handing over and parking. `place` names where they stand."""
    state = st.menu_button(
        theme.STATES[item.state].mark,
        [state for state in State if state is not item.state],
        key=f"{place}-state-{item.id}",
        type="tertiary",
        format_func=lambda state: theme.STATES[state].mark,
        help=_("How far you got"),
    )
    verdict = st.menu_button(
        theme.VERDICTS[item.verdict].mark if item.verdict else _("Did it help?"),
        [verdict for verdict in Verdict if verdict is not item.verdict],
        key=f"{place}-verdict-{item.id}",
        type="tertiary",
        format_func=lambda verdict: theme.VERDICTS[verdict].mark,
        help=_("Your verdict on it"),
    )
    until = st.menu_button(
        _("Later"),
        [*Later, _A_DAY],
        key=f"{place}-later-{item.id}",
        type="tertiary",
        format_func=lambda choice: later.said(choice) if isinstance(choice, Later) else _("On a day …"),
        help=_("Put it off: it comes back on Today"),
    )
    form = st.menu_button(
        _("Cite"),
        list(cite.FORMS),
        key=f"{place}-cite-{item.id}",
        type="tertiary",
        format_func=lambda form: _(cite.FORMS[form]),
        help=_("To copy into what you write"),
    )
    if st.button(
        _("Hand over"),
        key=f"{place}-delegate-{item.id}",
        help=_("Give it to somebody to look at"),
        type="tertiary",
    ):
        delegate(library, [item])
    is_parked = any(item in one.items for one in library.waiting.parked())
    if not is_parked and st.button(
        _("Park"), key=f"{place}-park-{item.id}", help=_("Until a survey covers it"), type="tertiary"
    ):
        park(library, [item])
    if form is not None:
        cite.draw(library, item, form)
    if until == _A_DAY:
        later.ask(library, item)
    elif isinstance(until, Later):
        later.put_off(library, item, later.day_of(until).isoformat())
    elif state is not None:
        actions.mark(library, item, state)
    elif verdict is not None:
        actions.judge(library, item, verdict)
    else:
        return
    if until != _A_DAY:
        st.rerun()
