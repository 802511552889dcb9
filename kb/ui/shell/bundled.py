"""Scripts of others that our components use, as they lie in their packages.

Plotly's is served to our pages: the map draws with the very release that its figures are made by, whatever
Streamlit brings along for its charts. KaTeX is the one that Streamlit serves itself.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

KEPT = "public, max-age=31536000, immutable"
"""A year, the longest that browsers keep something: another release has another address."""


def plotly_address() -> str:
    """Where the script is, as a path on this server."""
    return f"{base()}/jomo/plotly-{version('plotly')}.js"


def base() -> str:
    """What the paths of all addresses of this server begin with; empty where it stands at the top."""
    named = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{named}" if named else ""


@cache
def katex_address() -> str:
    """Where KaTeX is, as a path on this server; '' where Streamlit has it no more as a script of its own."""
    folder = Path(st.__file__).parent / "static/static/js"
    found = next((path.name for path in folder.glob("katex.*.js")), "")
    return f"{base()}/static/js/{found}" if found else ""


def _plotly(request: Request) -> Response:
    # Loaded when a map is first opened: it takes a moment that the start of the app need not wait for.
    from plotly.offline import get_plotlyjs

    return Response(get_plotlyjs(), media_type="text/javascript", headers={"Cache-Control": KEPT})


def routes() -> list[Route]:
    """What the server answers besides Streamlit's own."""
    return [Route(plotly_address(), _plotly)]
