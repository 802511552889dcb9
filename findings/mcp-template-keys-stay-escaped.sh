#!/usr/bin/env bash
# MCP's SDK for JavaScript 1.32.2 gives a resource the escaped key; the one for Python, mcp 2.3.0, the key.
#
# Expected, noted after a first look: two official SDKs of one protocol read one address alike: of `notes://{key}` both give the
# key with its escapes undone, and an optional part of a query (`{?q,limit}`) may be absent.
# Seen: `notes://arxiv%3A2510.26692` is "arxiv:2510.26692" in Python and "arxiv%3A2510.26692" in JavaScript, and a key in
# Cyrillic comes as percent signs even if the client did not escape it, so `match` does not undo `expand` of the same
# class. `search://notes?q=x` and the same two parameters in another order are "not found" there; Python takes both.
# What it means: a server whose keys hold a colon, a space or Russian finds nothing, though the template matched.
# In JavaScript call `decodeURIComponent` on each variable, and register one template for each set of parameters.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check mcp==2.3.0
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/sdk@1.32.2 zod@4.6.7 >> log 2>&1
cat > addresses <<'TEXT'
notes://arxiv%3A2510.26692
notes://обзор
search://notes?q=x&limit=2
search://notes?q=x
search://notes?limit=2&q=x
TEXT
cat > read.py <<'PY'
import asyncio
from pathlib import Path

from mcp import Client, MCPError
from mcp.server import MCPServer

server = MCPServer("notes")


@server.resource("notes://{key}")
def note(key: str) -> str:
    return key


@server.resource("search://notes{?q,limit}")
def search(q: str = "", limit: str = "") -> str:
    return f"q={q} limit={limit}"


async def main() -> None:
    async with Client(server) as client:
        for address in Path("addresses").read_text().splitlines():
            try:
                print((await client.read_resource(address)).contents[0].text)
            except MCPError:
                print("not found")


asyncio.run(main())
PY
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'

const server = new McpServer({ name: 'notes', version: '1' })
const register = (name, template, tell) =>
  server.registerResource(name, new ResourceTemplate(template, { list: undefined }), {}, async (uri, variables) => ({
    contents: [{ uri: uri.href, text: tell(variables) }],
  }))
register('note', 'notes://{key}', ({ key }) => key)
register('search', 'search://notes{?q,limit}', ({ q = '', limit = '' }) => `q=${q} limit=${limit}`)
const [here, there] = InMemoryTransport.createLinkedPair()
const client = new Client({ name: 'reader', version: '1' })
await Promise.all([server.connect(here), client.connect(there)])
for (const uri of readFileSync('addresses', 'utf8').trim().split('\n')) {
  try {
    console.log((await client.readResource({ uri })).contents[0].text)
  } catch (error) {
    console.log(/not found/.test(error.message) ? 'not found' : error.message)
  }
}
await client.close()
JS
env/bin/python read.py > python
node read.mjs > script
paste -d '|' addresses python script | tee seen
cat > expected <<'TEXT'
notes://arxiv%3A2510.26692|arxiv:2510.26692|arxiv%3A2510.26692
notes://обзор|обзор|%D0%BE%D0%B1%D0%B7%D0%BE%D1%80
search://notes?q=x&limit=2|q=x limit=2|q=x limit=2
search://notes?q=x|q=x limit=|not found
search://notes?limit=2&q=x|q=x limit=2|not found
TEXT
cmp -s seen expected || { echo "CHANGED: see above (address | Python | JavaScript)"; exit 1; }
echo "as stated: SDK 1.32.2 for JavaScript does not undo the escapes, mcp 2.3.0 does"
