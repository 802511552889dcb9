"""What stopped something, as pages say it: one calm line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kb.catalogue import _
from kb.errors import NotFound
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
    st.error(plain(said(error)), icon=":material/error:")
    return True


def said(error: Exception) -> str:
    """One of what can be told in a line, with what to do on a page where its own remedy is a command."""
    if isinstance(error, NotFound) and error.missing:
        return _(
            "{missing}. It was removed or renamed meanwhile; load this page anew to see what there is.",
            missing=error.missing,
        )
    return line(error)
