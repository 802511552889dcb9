"""What folds and is looked into only while it is open, under a label that tells how it stands.

To Streamlit a part that tells whether it is open (`on_change="rerun"`) is another one once its label changes,
and shut: pressing something in it would fold it over what comes next. One that does not tell is known by its
key alone, and one without a key by its label, so a part whose label changes has a key.
"""

from __future__ import annotations

import streamlit as st


def stays_open(key: str) -> str:
    """The key of such a part, to be asked for where it is drawn: it is as it was, whatever its label says."""
    st.session_state[key] = bool(st.session_state.get(key))
    return key
