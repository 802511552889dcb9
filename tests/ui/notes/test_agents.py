"""The settings that the Notes page gives to agents."""

from __future__ import annotations

import json
import os
from pathlib import Path

import anyio
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from kb.library import Library
from kb.ui.notes.agents import settings
from tests.pages import the_app


def test_an_agent_that_takes_them_is_answered(sampled: Library, tmp_path: Path) -> None:
    """By a server that is started somewhere else, as agents do."""
    [given] = json.loads(json.dumps(settings(sampled)))["mcpServers"].values()
    command = StdioServerParameters(
        command=given["command"], args=given["args"], env={**os.environ, **given["env"]}, cwd=tmp_path
    )

    async def ask() -> int:
        async with Client(stdio_client(command)) as client:
            return len((await client.list_tools()).tools)

    assert anyio.run(ask) == 8


def test_the_page_shows_them_and_says_what_stays_private(sampled: Library) -> None:
    app = the_app().run()
    app.switch_page("pages/notes.py").run()
    assert not app.exception
    assert str(sampled.home) in app.code[0].value
    assert any("KB_MCP_NOTES=true" in each.value for each in app.markdown)
