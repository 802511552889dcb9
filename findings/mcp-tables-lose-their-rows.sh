#!/usr/bin/env bash
# mcp 2.3.0, the SDK for Python of the protocol that language models use tools by, takes a table apart and says nothing
# of an empty list.
#
# Guess, written down first: the text of an answer shows what the tool returned, lists within lists too; an empty list
# is "[]", and None is "null".
# Seen: lists and tuples are taken apart, however deep, into one piece of text for each value, so a table of two rows
# and two columns is four texts, and nothing tells where a row ends. What is empty or None leaves no piece: in a tool
# without a declared type [["a"], [], None, ["b"]] is "a", "b", and two empty answers are no content at all. NaN is
# written as NaN. With a declared type `structured_content` has it all, but the text is not that, as the protocol
# advises ("SHOULD also return the serialized JSON in a TextContent block").
# What it means: a model whose host hands it the texts, as many do, sees numbers without their rows, takes the second
# result for the first where one is missing, and takes "nothing found" for a tool that failed. Return a dict, which is
# written as JSON, or the JSON itself as text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check mcp==2.3.0 2> log || { cat log; exit 1; }
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import asyncio
import json

from mcp import Client
from mcp.server.mcpserver import MCPServer

server = MCPServer("results")


@server.tool()
def table() -> list[list[str]]:
    return [["BLEU", "41.8"], ["loss", "0.5"]]


@server.tool()
def found() -> list[str]:
    return []


@server.tool()
def summary() -> str | None:
    return None


@server.tool()
def untyped():
    return [["a"], [], None, ["b"]]


@server.tool()
def as_dict() -> dict[str, list[list[str]]]:
    return {"rows": [["BLEU", "41.8"], []]}


EXPECTED = {
    "table": (["BLEU", "41.8", "loss", "0.5"], {"result": [["BLEU", "41.8"], ["loss", "0.5"]]}),
    "found": ([], {"result": []}),
    "summary": ([], {"result": None}),
    "untyped": (["a", "b"], None),
}


async def seen() -> dict[str, tuple[list[str], object]]:
    told = {}
    async with Client(server) as client:
        for tool in (*EXPECTED, "as_dict"):
            answer = await client.call_tool(tool, {})
            told[tool] = ([part.text for part in answer.content], answer.structured_content)
            print(tool, *told[tool])
    return told


told = asyncio.run(seen())
(text,), _ = told.pop("as_dict")
raise SystemExit(told != EXPECTED or json.loads(text) != {"rows": [["BLEU", "41.8"], []]})
PY
echo "as stated: mcp 2.3.0 takes tables apart"
