"""What agents get of sixty questions with known answers over the sample library: by `jomo mcp` through the
protocol's own client, and by Streamlit's interface for agents, which drives the pages and is off in the app.

Streamlit's answers hold what a page shows. One counts as right where all titles and words that the answer
should hold stand in it; of counts and of the first place nothing is asked.
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anyio
import numpy as np
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import TextContent

from bench.asking import Question, questions
from bench.measuring import Table
from bench.serving import app, until_it_answers
from kb.agents.answer import tokens
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings

_WARM = Question("first", "search", {"query": "warming up"})
"""What loads the model and the vectors, as the first question does."""
_PATIENCE_S = 120


def measure(_: Path, cache: Path) -> Table:
    """Both, each on the same library; the first question of each is not counted."""
    settings = Settings(home=cache / "agents", cache=cache / "cache", network=False)
    library = Library(settings)
    if not library.items.count():
        library.intake.load_sample()
        library.evidence.scan()
        library.areas.refresh()
        library.map.update()
    titles = {item.key: item.title for item in library.items.select()}
    library.close()
    environment = {**os.environ, "KB_HOME": str(settings.home), "KB_CACHE": str(settings.cache)}
    asked = questions()
    by_protocol = anyio.run(_by_protocol, asked, environment)
    by_pages = _by_pages(asked, environment)
    rows = (
        _row("`jomo mcp`", asked, by_protocol, lambda one, told: not one.faults(told)),
        _row("Streamlit's interface", asked, by_pages, lambda one, told: _shows(one, told, titles)),
    )
    columns = ("by", "right", "tokens, median", "tokens, most", "ms, median", "ms, 95 %")
    return Table("Questions of agents", columns, rows)


def _row(
    by: str,
    asked: Sequence[Question],
    told: Sequence[tuple[str, float]],
    is_right: Callable[[Question, str], bool],
) -> tuple[str, ...]:
    right = sum(is_right(one, answer) for one, (answer, _) in zip(asked, told, strict=True))
    sizes = [tokens(answer) for answer, _ in told]
    took = 1000 * np.array([seconds for _, seconds in told])
    return (
        by,
        f"{right} of {len(asked)}",
        f"{np.median(sizes):,.0f}",
        f"{max(sizes):,}",
        f"{np.median(took):,.0f}",
        f"{np.percentile(took, 95):,.0f}",
    )


async def _by_protocol(asked: list[Question], environment: Mapping[str, str]) -> list[tuple[str, float]]:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "kb", "mcp"], env=dict(environment), cwd=PROJECT_ROOT
    )
    told = []
    async with Client(stdio_client(command)) as client:
        for one in (_WARM, *asked):
            started = time.perf_counter()
            answer = await client.call_tool(one.tool, dict(one.arguments))
            took = time.perf_counter() - started
            [block] = answer.content
            assert isinstance(block, TextContent)
            told.append((block.text, took))
    return told[1:]


def _by_pages(asked: list[Question], environment: Mapping[str, str]) -> list[tuple[str, float]]:
    with app(environment, "--server.enableAgentApi=true") as (_, address):
        until_it_answers(address)
        told = []
        for one in (_WARM, *asked):
            started = time.perf_counter()
            page, words = _page(one)
            answer = _interact(address, {"page": page, "query_params": words})
            told.append((answer, time.perf_counter() - started))
        return told[1:]


def _page(one: Question) -> tuple[str, dict[str, list[str]]]:
    """The page that answers a question, and its address."""
    given = one.arguments
    match one.tool:
        case "search":
            return "search", {"q": [given["query"]]}
        case "item" | "used" if "key" in given:
            return "item", {"key": [given["key"]]}
        case "similar":
            return "search", {"like": [*given.get("keys", ())], "text": [given.get("text", "")]}
        case "areas":
            return "areas", {"area": [given["name"]]} if "name" in given else {}
        case "standing":
            return "today", {}
    return "reflection", {"tab": ["Report"]}


def _shows(one: Question, answer: str, titles: Mapping[str, str]) -> bool:
    """Whether a page shows what an answer should hold."""
    keys = [*one.holds, *([one.first] if one.first else [])]
    wanted = [json.dumps(titles[key], ensure_ascii=False)[1:-1] for key in keys]
    wanted += [str(value) for value in one.says.values()]
    return all(part in answer for part in wanted) and (one.text in answer or one.text in titles)


def _interact(address: str, body: Mapping[str, Any]) -> str:
    request = urllib.request.Request(
        f"{address}/_stcore/agent/interact",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:
            text: str = answer.read().decode()
    except urllib.error.HTTPError as error:
        text = error.read().decode()
    return text
