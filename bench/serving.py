"""The app's server, or Chroma's, started to be measured."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kb.settings import PROJECT_ROOT

_PATIENCE_S = 60


@contextmanager
def app(environment: Mapping[str, str], *options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The server's process and its address; it need not answer yet. Ended afterwards."""
    port = _free_port()
    given = ["--server.headless=true", f"--server.port={port}", *options]
    with _running([sys.executable, "-m", "streamlit", "run", "app.py", *given], environment) as server:
        yield server, f"http://127.0.0.1:{port}"


@contextmanager
def chroma(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Likewise Chroma's server on what lies in a folder; it answers."""
    port, program = _free_port(), Path(sys.executable).with_name("chroma")
    given = ["--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with _running([str(program), "run", *given], os.environ) as server:
        until_it_answers(f"http://127.0.0.1:{port}", "/api/v2/heartbeat")
        yield server, f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    server = subprocess.Popen(
        command,
        cwd=PROJECT_ROOT, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield server
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_it_answers(address: str, path: str = "/_stcore/health") -> None:
    """
    :raises TimeoutError: it does not within a minute.
    """
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}{path}", timeout=1)
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"the server did not answer within {_PATIENCE_S} seconds")
