"""What stopped something, as pages say it: one calm line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kb.telling import TOLD, line
from kb.ui.shell.escape import plain


@contextmanager
def show_errors() -> Iterator[None]:
    """Says an error that names its remedy, and ends the block there."""
    try:
        yield
    except TOLD as error:
        tell(error)


def tell(error: Exception) -> bool:
    """Says what stopped a page, a callback or a fragment; False leaves a mistake of ours to Streamlit."""
    if not isinstance(error, TOLD):
        return False
    st.error(plain(line(error)), icon=":material/error:")
    return True
