"""Nothing is asked of the network unless the person asks: told by Python's own record of every connection, in
the processes of commands, of background work and of the app."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from kb.settings import PROJECT_ROOT
from tests.conftest import PATIENCE_S

_LISTEN = """
import os, sys

def listen(event, arguments):
    if event not in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        return
    asked = arguments[0] if event.startswith("socket.get") else arguments[1]
    host = asked[0] if isinstance(asked, tuple) else asked
    if host not in ("127.0.0.1", "::1", "localhost", None) and not str(host).startswith("/"):
        with open(os.environ["JOMO_HEARD"], "a") as heard:
            heard.write(f"{event} {asked} {sys.argv}\\n")

sys.addaudithook(listen)
"""


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    return tmp_path / "heard"


@pytest.fixture(params=["false", "true"])
def environment(tmp_path: Path, heard: Path, cache: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    listening = tmp_path / "listening"
    listening.mkdir()
    (listening / "sitecustomize.py").write_text(_LISTEN)
    return {
        **os.environ,
        "PYTHONPATH": str(listening),
        "JOMO_HEARD": str(heard),
        "KB_HOME": str(tmp_path / "home"),
        "KB_CACHE": str(cache),
        "KB_NETWORK": request.param,
    }


def run(environment: dict[str, str], *arguments: str, status: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def test_the_record_hears_a_request(environment: dict[str, str], heard: Path) -> None:
    run(
        environment,
        "-c",
        "import socket\ntry: socket.create_connection(('192.0.2.1', 9), 0.01)\nexcept OSError: pass",
    )
    assert "192.0.2.1" in heard.read_text()


# One process for them all: most of what a command takes is the loading of the model.
_COMMANDS = """
import json, sys
from kb.cli import app

for command in json.loads(sys.argv.pop()):
    app(command, standalone_mode=False)
"""


def test_commands_ask_nobody(environment: dict[str, str], heard: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# Linear attention\n\nA note on the memory of models.\n")
    commands = [["add", str(note)], ["search", "память моделей"], ["stats"], ["doctor"], ["map"], ["list"]]
    said = run(environment, "-c", _COMMANDS, json.dumps(commands))
    assert said.count("Linear attention") > 2
    assert not heard.exists()


def test_a_model_of_the_hub_is_not_asked_for_without_the_network(
    environment: dict[str, str], heard: Path, tmp_path: Path
) -> None:
    if environment["KB_NETWORK"] == "true":
        pytest.skip("with the network a model that is named is fetched")
    home = {"HF_HOME": str(tmp_path / "hub"), "KB_MODEL": "nobody/no-such-model"}
    said = run({**environment, **home}, "-m", "kb", "search", "attention", "--mode", "meaning", status=2)
    assert "KB_NETWORK" in said
    assert not heard.exists()


def test_the_app_asks_nobody(environment: dict[str, str], heard: Path) -> None:
    """Open to every address, where Streamlit would look its own up."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.headless=true", f"--server.port={port}", "--server.address=0.0.0.0"]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *options],
        cwd=PROJECT_ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _stranger_refused(f"http://127.0.0.1:{port}/_stcore/health")
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert not heard.exists() or not heard.read_text()


def _stranger_refused(address: str) -> None:
    """Waits for the server, and asks it as a page elsewhere would."""
    asked = urllib.request.Request(address, headers={"Origin": "http://stranger.example"})
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            urllib.request.urlopen(asked, timeout=5).close()
        except urllib.error.HTTPError as error:
            assert error.code == 403
            return
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        else:
            pytest.fail("a stranger was answered")
