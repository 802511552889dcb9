"""The server: tools that look, an item as a resource, prompts. The official SDK speaks the protocol."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations

from kb import __version__, telling
from kb.agents import prompts, reading
from kb.agents.answer import as_json
from kb.agents.privacy import Privacy
from kb.agents.tools import Tools
from kb.errors import NotFound
from kb.library import Library

_INSTRUCTIONS = Path(__file__).with_name("asked") / "instructions.md"


def server(library: Library, privacy: Privacy) -> MCPServer:
    """The server of a library that is open for reading alone."""
    told = _INSTRUCTIONS.read_text(encoding="utf-8")
    made = MCPServer("jomo", title="Jomo", version=__version__, instructions=told, log_level="WARNING")
    # The SDK tells every request at INFO.
    logging.getLogger("mcp").setLevel(logging.WARNING)
    tools = Tools(library, privacy)
    for ask in tools.every:
        made.add_tool(
            _told(ask),
            annotations=ToolAnnotations(
                read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
            ),
            structured_output=False,
        )

    @made.resource("jomo://item/{+key}", mime_type="text/markdown")
    def item(key: str) -> str:
        """An item whole, with its citation."""
        try:
            return reading.markdown(library, privacy, key)
        except NotFound as error:
            raise ResourceNotFoundError(str(error)) from error
        except telling.TOLD as error:
            raise ResourceError(telling.line(error)) from error

    for prompt in prompts.PROMPTS:
        made.prompt()(prompt)
    return made


def _told(ask: Callable[..., dict[str, Any]]) -> Callable[..., CallToolResult]:
    """A tool whose answer is a line of JSON, and whose refusals keep their words: the SDK hides others."""

    @functools.wraps(ask)
    def answered(*asked: Any, **named: Any) -> CallToolResult:
        try:
            return CallToolResult(content=[TextContent(type="text", text=as_json(ask(*asked, **named)))])
        except telling.TOLD as error:
            raise ToolError(telling.line(error)) from error

    return answered
