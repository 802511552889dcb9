"""Sixty questions with known answers, asked of the sample library by the SDK's client over standard input and
output, with the packaged model."""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from bench.asking import questions
from kb.agents.answer import tokens
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from tests.agents.conftest import said
from tests.conftest import EngineEncoder

RIGHT = 0.95
TOKENS = 1500


@pytest.fixture
def home(tmp_path: Path, cache: Path) -> Path:
    settings = Settings(home=tmp_path / "home", cache=cache, network=False)
    library = Library(settings, encoder=EngineEncoder.here())
    library.intake.load_sample()
    library.evidence.scan()
    library.areas.refresh()
    library.close()
    return settings.home


def test_nearly_all_are_answered_rightly_and_shortly(home: Path, cache: Path) -> None:
    environment = {**os.environ, "KB_HOME": str(home), "KB_CACHE": str(cache), "KB_NETWORK": "false"}
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "kb", "mcp"], env=environment, cwd=PROJECT_ROOT
    )
    asked = questions()
    answers: list[str] = []

    async def ask() -> None:
        async with Client(stdio_client(command)) as client:
            for one in asked:
                answers.append(said(await client.call_tool(one.tool, dict(one.arguments))))

    anyio.run(ask)
    wrong = {
        one.ask: faults for one, answer in zip(asked, answers, strict=True) if (faults := one.faults(answer))
    }
    assert len(asked) == 60 and len(wrong) <= (1 - RIGHT) * len(asked), wrong
    assert statistics.median(map(tokens, answers)) <= TOKENS
