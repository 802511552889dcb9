"""Plotly's own script as it lies in the package, served to our pages: the map draws with the very release
that its figures are made by, whatever Streamlit brings along for its charts."""

from __future__ import annotations

from importlib.metadata import version

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_KEPT = "public, max-age=31536000, immutable"
"""A year, the longest that browsers keep something: another release has another address."""


def plotly_address() -> str:
    """Where the script is, as a path on this server."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"{f'/{base}' if base else ''}/jomo/plotly-{version('plotly')}.js"


def _plotly(request: Request) -> Response:
    # Loaded when a map is first opened: it takes a moment that the start of the app need not wait for.
    from plotly.offline import get_plotlyjs

    return Response(get_plotlyjs(), media_type="text/javascript", headers={"Cache-Control": _KEPT})


def routes() -> list[Route]:
    """What the server answers besides Streamlit's own."""
    return [Route(plotly_address(), _plotly)]
