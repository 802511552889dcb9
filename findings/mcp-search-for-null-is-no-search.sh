#!/usr/bin/env bash
# mcp 2.3.0: a text argument that may be absent is parsed as JSON, so the word "null" becomes nothing.
#
# Guess, written down first: what a client sends as a text reaches a tool as that text, whether the parameter is `str`
# or `str | None`.
# Seen: for `str` all texts arrive. For `str | None` the text "null" arrives as None, as if it had been left out: a
# search for the word null is a search for nothing, answered without an error. "[1]" (a citation mark) and an object
# are refused as no strings, "2024" stays a text. A tool that takes `list[str] | str` gets a list of '["a"]'.
# What it means: give optional texts the type `str` with an empty default. Otherwise a filter by a tag or an author
# called null is dropped in silence, and the answer is everything.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check mcp==2.3.0
env/bin/python - <<'PY' 2> refused || { cat refused; echo "CHANGED: see above"; exit 1; }
import asyncio

from mcp import Client
from mcp.server.mcpserver import MCPServer

server = MCPServer("notes")


@server.tool()
def needed(text: str) -> str:
    return repr(text)


@server.tool()
def optional(text: str | None = None) -> str:
    return repr(text)


@server.tool()
def emptied(text: str = "") -> str:
    return repr(text)


async def seen() -> dict[tuple[str, str], str]:
    found = {}
    async with Client(server) as client:
        for tool in ("needed", "optional", "emptied"):
            for text in ("null", "[1]", "2024", "nullable"):
                answer = await client.call_tool(tool, {"text": text})
                found[tool, text] = "refused" if answer.is_error else answer.content[0].text
                print(f"{tool}({text!r}) got {found[tool, text]}")
    return found


found = asyncio.run(seen())
changed = {asked: got for asked, got in found.items() if got != repr(asked[1])}
raise SystemExit(changed != {("optional", "null"): "None", ("optional", "[1]"): "refused"})
PY
echo "as stated: mcp 2.3.0 drops the word null where a text is optional"
