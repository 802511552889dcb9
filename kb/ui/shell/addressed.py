"""Choices that the address of a page remembers: by names that stay, whatever the language they are shown in.

Streamlit binds a widget to the address by the words it shows. So these do it themselves: the address is the
truth, and a click changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer


def one_of(
    label: str, choices: Mapping[str, str], key: str, changed: Callable[[], object] | None = None
) -> str:
    """One of a few beside each other, the first unless the address says another. `choices` tell how each
    that the address may name is shown; `changed` is called after another was chosen."""
    return _chosen(st.segmented_control, label, choices, key, changed)


def one_in_a_list(label: str, choices: Mapping[str, str], key: str, *, width: int) -> str:
    """One of more, in a list that opens; else likewise. `width` is in pixels."""
    return _chosen(partial(st.selectbox, width=width), label, choices, key)


def _chosen(
    widget: Callable[..., object],
    label: str,
    choices: Mapping[str, str],
    key: str,
    changed: Callable[[], object] | None = None,
) -> str:
    def choose() -> None:
        put(key, choices, st.session_state[key])
        if changed:
            changed()

    chosen = _asked(key, choices)
    if st.query_params.get(key) == next(iter(choices)):
        # It goes without saying; and a link to the page one is on leaves the browser's address as it was,
        # so that the next click would lead back there.
        del st.query_params[key]
    st.session_state[key] = chosen
    widget(
        label,
        list(choices),
        required=True,
        key=key,
        format_func=choices.__getitem__,
        label_visibility="collapsed",
        on_change=choose,
    )
    return chosen


def tabs(choices: Mapping[str, str], key: str) -> Sequence[TabContainer]:
    """Tabs, likewise; each tells by `open` whether it is the one."""
    st.session_state[key] = choices[_asked(key, choices)]
    return st.tabs(list(choices.values()), key=key, on_change=partial(_turned, key, choices))


def _turned(key: str, choices: Mapping[str, str]) -> None:
    by_label = {label: name for name, label in choices.items()}
    put(key, choices, by_label[st.session_state[key]])


def _asked(key: str, names: Collection[str]) -> str:
    asked: str = st.query_params.get(key, "")
    return asked if asked in names else next(iter(names))


def put(key: str, names: Collection[str], chosen: str) -> None:
    """Chooses one of the names, for a callback."""
    if chosen == next(iter(names)):
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen
