"""Nobody but the app's own pages is answered: not a page of another site or of another port of this machine,
not a name that was led to this machine, not a foreign frame.

Streamlit looks at the host and the origin of its WebSocket only, takes every port of this machine for a
friend, lets itself be framed, and asks a service on the network for its own address before it refuses a
stranger. So each request is judged here, before Streamlit sees it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from kb.catalogue import _

_POLICY = "Content-Security-Policy"
_HEADERS = {
    # A page may load, send to and be shown in nothing but this server. Plotly compiles its shaders' code.
    _POLICY: (
        "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    # A window that opened this one, or was opened by it, holds no handle on it.
    "Cross-Origin-Opener-Policy": "same-origin",
    # What slips through is still not handed to a page of another origin.
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # `no-referrer` would also take the origin from our own forms.
    "Referrer-Policy": "same-origin",
}
_CLOSED = 1008
"""A WebSocket's close code for a policy that is violated (RFC 6455, 7.4.1)."""


def refusal(scope: Scope) -> str | None:
    """Why a request is not answered, or None for one that is.

    Links from elsewhere may open a page in a tab of its own; nothing else may come from elsewhere. A program
    that is no browser tells neither its origin nor where it comes from; it runs on this machine already.
    """
    headers = Headers(scope=scope)
    host = headers.get("host")
    if not is_host_allowed(host):
        name = repr(host or _("of nobody"))
        return _(
            "Jomo does not answer under the name {name}. "
            "If that is your own name for it, add it to server.allowedHosts (see the guide).",
            name=name,
        )
    origin = headers.get("origin")
    if origin is not None and not _is_own(origin, host or ""):
        return _(
            "Jomo answers to its own pages only, and this request comes from {origin}.", origin=repr(origin)
        )
    if origin is None and not _is_from_here(headers) and not _opens_a_page(scope, headers):
        return _("Jomo answers to its own pages only, and this request comes from a page elsewhere.")
    return None


def _is_own(origin: str, host: str) -> bool:
    """Whether an origin is that of our own pages, or one that `server.corsAllowedOrigins` names because a
    proxy does not pass the host on."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    if parts.scheme in {"http", "https"} and parts.netloc.lower() == host.lower():
        return True
    named: list[str] = st.get_option("server.corsAllowedOrigins")
    return origin in named


def _is_from_here(headers: Headers) -> bool:
    return headers.get("sec-fetch-site", "none") in {"same-origin", "none"}


def _opens_a_page(scope: Scope, headers: Headers) -> bool:
    """Whether somebody followed a link to here, in a tab and not in a frame."""
    return (
        scope["type"] == "http"
        and scope["method"] in {"GET", "HEAD"}
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


class Guard:
    """The ASGI layer around Streamlit that refuses and that adds the headers of protection."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        reason = refusal(scope)
        if scope["type"] == "websocket":
            if reason:
                await send({"type": "websocket.close", "code": _CLOSED, "reason": reason})
            else:
                await self._app(_judged(scope), receive, send)
            return
        answer = PlainTextResponse(reason, 403) if reason else self._app
        await answer(scope, receive, _protected(send))


def _judged(scope: Scope) -> Scope:
    """The request without its origin: Streamlit's own look at one it does not know asks the network."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}


def _protected(send: Send) -> Send:
    async def send_protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            # What is served of other people's pages allows less.
            own = headers.get(_POLICY, _HEADERS[_POLICY])
            headers.update({**_HEADERS, _POLICY: own})
        await send(message)

    return send_protected
