"""The language of a page: the one that is set, else the reader's browser's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kb import catalogue
from kb.settings import Settings


def settle() -> None:
    """Settles in which language pages speak; the first call of every run."""
    catalogue.settle(partial(_spoken, Settings().language))


def of_request(headers: Mapping[str, str]) -> str:
    """The language to answer a request in that no page's run makes: as a page would have it."""
    wanted = Settings().language
    return wanted if wanted != "auto" else catalogue.closest(_first(headers.get("accept-language", "")))


def _first(accepted: str) -> str:
    """The language that a browser wants most: `ru-RU` of `ru-RU,ru;q=0.9,en;q=0.8`."""
    return accepted.split(",")[0].split(";")[0].strip()


def _spoken(wanted: str) -> str:
    if wanted != "auto":
        return wanted
    if get_script_run_ctx(suppress_warning=True) is None:
        # Nobody looks: a thread that warms up, a request for a file.
        return catalogue.by_environment()
    return catalogue.closest(st.context.locale)
