"""The server on this machine's own address, for agents that do not start it themselves: streamable HTTP,
behind a token, for no web page."""

from __future__ import annotations

import hmac

import uvicorn
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from kb.catalogue import _
from kb.errors import JomoError

HOST = "127.0.0.1"
PATH = "/mcp"
_SHORTEST = 16
"""Characters of a token: fewer can be guessed from this machine in a night."""


def usable(token: str | None) -> str:
    """The token that agents are to send.

    :raises JomoError: it is too short.
    """
    if token is None or len(token) < _SHORTEST:
        raise JomoError(
            _(
                "Set KB_MCP_TOKEN to {count} characters or more, which the agent then sends; one that nobody"
                ' guesses: python -c "import secrets; print(secrets.token_urlsafe())"',
                count=_SHORTEST,
            )
        )
    return token


def app(server: MCPServer, port: int, token: str) -> ASGIApp:
    """The server as an ASGI application that answers under this machine's own names alone, to whoever holds
    the token and is no page: browsers say where they come from."""
    here = TransportSecuritySettings(
        allowed_hosts=[f"{name}:{port}" for name in (HOST, "localhost")], allowed_origins=[]
    )
    answering: Starlette = server.streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=here
    )
    return _Token(answering, token)


def serve(server: MCPServer, port: int, token: str) -> None:
    """Answers until it is stopped.

    :raises OSError: another program listens on the port.
    """
    uvicorn.run(app(server, port, token), host=HOST, port=port, log_level="warning")


class _Token:
    """The layer that refuses whoever does not hold the token."""

    def __init__(self, answering: ASGIApp, token: str) -> None:
        self._answering = answering
        self._wanted = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = Headers(scope=scope).get("authorization", "").encode()
            if not hmac.compare_digest(given, self._wanted):
                refusal = PlainTextResponse(
                    "Send the token of KB_MCP_TOKEN: Authorization: Bearer TOKEN\n",
                    401,
                    {"WWW-Authenticate": "Bearer"},
                )
                await refusal(scope, receive, send)
                return
        await self._answering(scope, receive, send)
