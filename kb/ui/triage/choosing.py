"""What a session goes through: the inbox or a list to thin, narrowed, in an order, as its address says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from kb.catalogue import _, noted, number, p_
from kb.text.excerpts import shortened
from kb.triage.choosing import Order
from kb.types import READING_ZONES, Filters, Zone
from kb.types.filters import BY_WORD, Filter
from kb.ui.shell import frame, theme, url
from kb.ui.shell.escape import plain
from kb.ui.shell.folding import stays_open

THIN, ORDER = "thin", "order"
"""Further words of the address: the list that is thinned, the order."""
_REMEMBERED = "triage-chosen"
_CHOSEN_LENGTH = 80
"""Characters of what was chosen: a line beside the button. By judgement."""
_LISTS = {"inbox": noted("Inbox"), "thin": noted("Thin out")}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The list whose cards come up, what narrows it, and the order, which counts in the inbox."""

    zone: Zone = Zone.INBOX
    filters: Filters = Filters()
    order: Order = Order.MIXED

    @property
    def address(self) -> dict[str, list[str]]:
        """The words of the address that say this."""
        words = {name: [str(value) for value in one.of(self.filters)] for name, one in BY_WORD.items()}
        if self.zone is not Zone.INBOX:
            words[THIN] = [self.zone]
        if self.order is not Order.MIXED:
            words[ORDER] = [self.order]
        return {name: values for name, values in words.items() if values}


def chosen() -> Chosen:
    """What the address asks for; on the way back from an item what was gone through before, since the way in
    the sidebar leads to a bare address."""
    asked = _read()
    if asked == Chosen() and frame.came_from() == "item":
        asked = st.session_state.get(_REMEMBERED, asked)
    return _put(asked)


def _read() -> Chosen:
    thin, order = st.query_params.get(THIN, ""), st.query_params.get(ORDER, "")
    return Chosen(
        Zone(thin) if thin in READING_ZONES else Zone.INBOX,
        replace(url.filters(), zones=()),
        Order(order) if order in list(Order) else Order.MIXED,
    )


def _put(asked: Chosen) -> Chosen:
    st.session_state[_REMEMBERED] = asked
    if asked.address != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(asked.address)
    return asked


def bar(now: Chosen) -> Any:
    """What is gone through, in a row; returns where further choices are drawn, None while they are closed."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="triage-choosing"):
        st.session_state["triage-list"] = "inbox" if now.zone is Zone.INBOX else "thin"
        st.segmented_control(
            _("What to go through"),
            list(_LISTS),
            required=True,
            format_func=lambda one: _(_LISTS[one]),
            key="triage-list",
            label_visibility="collapsed",
            on_change=_turn,
        )
        opened = st.popover(
            _("Choose") if now.zone is Zone.INBOX else theme.ZONES[now.zone].label,
            key=stays_open("triage-choose"),
            icon=":material/tune:",
            on_change="rerun",
        )
        if chosen := _in_force(now):
            st.markdown(f":small[:gray[{plain(shortened(chosen, _CHOSEN_LENGTH))}]]", width="content")
    return opened if opened.open else None


def _in_force(now: Chosen) -> str:
    """What was chosen, in the words it is chosen by. It stands beside the button, not on it: to Streamlit a
    button of other words is another one, and takes the keyboard along."""
    is_ordered = now.zone is Zone.INBOX and now.order is not Order.MIXED
    orders = [_orders()[now.order]] if is_ordered else []
    narrowed = (one.entry(value) for one in BY_WORD.values() for value in one.of(now.filters))
    return ", ".join([*orders, *narrowed])


def choices(now: Chosen, offered: Mapping[str, Mapping[str, int]]) -> None:
    """What a session can be narrowed by. `offered` are the values of what waits, with how much has them."""
    if now.zone is Zone.INBOX:
        _one_of(_("Order"), ORDER, list(Order), now.order, _orders())
    else:
        _one_of(_("List"), THIN, READING_ZONES, now.zone, {z: theme.ZONES[z].label for z in READING_ZONES})
    for word, counts in offered.items():
        one = BY_WORD[word]
        values = list(dict.fromkeys([*one.of(now.filters), *counts]))
        if values:
            _some_of(one, values, counts, now)
    if now.filters != Filters():
        st.button(_("Everything"), key="triage-everything", type="tertiary", on_click=_clear)


def _orders() -> Mapping[Order, str]:
    return {
        Order.MIXED: p_("an order", "Mixed"),
        Order.NEWEST: p_("an order", "Newest"),
        Order.OLDEST: p_("an order", "Oldest"),
        Order.BEST: p_("an order", "Best first"),
        Order.LOT: p_("an order", "The rest, by lot"),
    }


def _one_of(title: str, word: str, values: Sequence[Any], now: str, labels: Mapping[Any, str]) -> None:
    key = f"narrow-{word}"
    st.session_state[key] = now
    st.segmented_control(
        title,
        values,
        required=True,
        key=key,
        format_func=lambda value: labels[value],
        on_change=_turn_to,
        args=(word, key),
    )


def _turn_to(word: str, key: str) -> None:
    field = "zone" if word == THIN else "order"
    _put(replace(_read(), **{field: st.session_state[key]}))


def _some_of(one: Filter, values: Sequence[str], counts: Mapping[str, int], now: Chosen) -> None:
    key = f"narrow-{one.word}"
    st.session_state[key] = list(one.of(now.filters))

    def said(value: str) -> str:
        label = plain(one.entry(value))
        return f"{label} · {number(counts[value])}" if value in counts else label

    def narrow() -> None:
        asked = _read()
        _put(replace(asked, filters=one.put(asked.filters, st.session_state[key])))

    st.multiselect(one.title, values, key=key, format_func=said, on_change=narrow, placeholder=_("Any"))


def _turn() -> None:
    _put(Chosen(Zone.MUST_HAVE if st.session_state["triage-list"] == "thin" else Zone.INBOX))


def _clear() -> None:
    _put(replace(_read(), filters=Filters()))
