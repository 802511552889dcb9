"""`app`: what Streamlit is told. It is not started here."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Command


@pytest.fixture
def told(
    kb_on: Callable[[Path], Command], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """What Streamlit is called with by `app` with these options."""
    kb = kb_on(tmp_path / "home")
    called: list[str] = []
    monkeypatch.setattr(runpy, "run_module", lambda name, **_: called.extend(sys.argv))

    def run(*options: str) -> list[str]:
        called.clear()
        with pytest.MonkeyPatch.context() as own:
            # The command goes elsewhere and hands its settings down, as the process it becomes.
            own.chdir(tmp_path)
            own.setattr(os, "environ", dict(os.environ))
            assert kb("app", *options).status == 0
        return list(called)

    return run


def test_the_port_is_that_of_the_command_then_of_the_settings(
    told: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def port(*options: str) -> list[str]:
        return [one for one in told(*options) if one.startswith("--server.port")]

    assert port() == []
    monkeypatch.setenv("KB_PORT", "8600")
    assert port() == ["--server.port=8600"]
    assert port("--port", "8700") == ["--server.port=8700"]
