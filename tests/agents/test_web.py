"""The server on this machine's own address: a real client of the SDK, and whoever must not be answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import anyio
import httpx2
import pytest
import uvicorn
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from kb.agents.privacy import Privacy
from kb.agents.server import server
from kb.agents.web import HOST, PATH, app, usable
from kb.errors import JomoError
from kb.library import Library
from tests.agents.conftest import said
from tests.serving import free_port

TOKEN = "a-token-that-nobody-guesses"
ASKED = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


@pytest.fixture
def address(seen: Library) -> Iterator[str]:
    port = free_port()
    running = uvicorn.Server(
        uvicorn.Config(app(server(seen, Privacy()), port, TOKEN), HOST, port, log_level="warning")
    )
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        thread.join(0.01)
        assert thread.is_alive(), "the server did not start"
    yield f"http://{HOST}:{port}{PATH}"
    running.should_exit = True
    thread.join()


def test_an_agent_with_the_token_is_answered(address: str) -> None:
    async def ask() -> str:
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}) as http,
            Client(streamable_http_client(address, http_client=http)) as client,
        ):
            return said(await client.call_tool("search", {"query": "LogQuant"}))

    assert "arxiv:2503.19950" in anyio.run(ask)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": f"Basic {TOKEN}"}, 401),
        ({"Authorization": f"Bearer {TOKEN}", "Host": "jomo.example:80"}, 421),
        ({"Authorization": f"Bearer {TOKEN}", "Origin": "http://site.example"}, 403),
        ({"Authorization": f"Bearer {TOKEN}", "Origin": "http://127.0.0.1:8501"}, 403),
    ],
)
def test_whoever_lacks_the_token_or_is_a_page_is_not(
    address: str, headers: dict[str, str], status: int
) -> None:
    given = {"Accept": "application/json, text/event-stream", **headers}
    assert httpx2.post(address, json=ASKED, headers=given).status_code == status


def test_a_short_token_is_refused_with_the_remedy(seen: Library) -> None:
    for token in ("", "short"):
        with pytest.raises(JomoError, match="KB_MCP_TOKEN"):
            usable(token)
