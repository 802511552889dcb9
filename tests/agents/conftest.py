"""A library as agents see it, and a client of the protocol's own SDK."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp_types import CallToolResult, TextContent

from kb.agents.privacy import Privacy
from kb.agents.server import server
from kb.library import Library
from kb.settings import Settings
from tests.conftest import StemEncoder

Ask = Callable[..., CallToolResult]


@pytest.fixture
def mine(tmp_path: Path, cache: Path, sample: Path) -> Library:
    """The sample library, for the person to write to."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(sample, home)
    return Library(Settings(home=home, cache=cache, network=False), encoder=StemEncoder())


@pytest.fixture
def seen(mine: Library) -> Iterator[Library]:
    """The same, as an agent has it."""
    opened = Library(mine.settings, only_read=True, encoder=StemEncoder())
    yield opened
    opened.close()
    mine.close()


def asked(library: Library, tool: str, *, notes: bool = False, **arguments: Any) -> CallToolResult:
    """The answer of a server of its own, in this process."""

    async def ask() -> CallToolResult:
        async with Client(server(library, Privacy(notes=notes))) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(ask)


def said(answer: CallToolResult) -> str:
    """The text of an answer: one block."""
    [block] = answer.content
    assert isinstance(block, TextContent)
    return block.text
