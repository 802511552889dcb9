"""The app's server, started to be measured."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from kb.settings import PROJECT_ROOT

_PATIENCE_S = 60


@contextmanager
def app(environment: Mapping[str, str], *options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The server's process and its address; it need not answer yet. Ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = ["--server.headless=true", f"--server.port={port}", *options]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *given],
        cwd=PROJECT_ROOT, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield server, f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def until_it_answers(address: str) -> None:
    """
    :raises TimeoutError: it does not within a minute.
    """
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"the server did not answer within {_PATIENCE_S} seconds")
