"""The server that runs the pages: Streamlit's own, with the guard before it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from streamlit import cli_util

from kb.catalogue import _
from kb.ui.shell import presses, speech, stale
from kb.ui.shell.guard import Guard

MIDDLEWARE = [Middleware(Guard)]
_EVERY_ADDRESS = {"0.0.0.0", "::", None}


@asynccontextmanager
async def opened(app: st.App) -> AsyncIterator[None]:
    """Says where the app is and opens it in the browser.

    Streamlit's own words (turned off in `.streamlit/config.toml`) come after a question to the network for
    this machine's address, and for an app with a server of its own it opens no browser.
    """
    speech.settle()
    presses.listen()
    stale.listen()
    print(_("\n  Jomo is at {address}\n  Ctrl+C stops it.\n", address=address()), flush=True)
    if not st.get_option("server.headless"):
        cli_util.open_browser(address())
    yield


def address() -> str:
    """The address of the app for a browser of this machine."""
    bound = st.get_option("server.address")
    name = st.get_option("browser.serverAddress") if bound in _EVERY_ADDRESS else bound
    host = f"[{name}]" if ":" in name else name
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"{scheme}://{host}:{st.get_option('server.port')}/{base}"
