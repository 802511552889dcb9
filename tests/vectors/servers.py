"""Servers on loopback that keep vectors: Chroma's own, the door before it, what stands for its cloud."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kb.settings import PROJECT_ROOT
from tests.serving import answering, free_port

CHROMA = Path(sys.executable).with_name("chroma")
CADDY = shutil.which("caddy")
PATIENCE_S = 180
"""A machine with other work on its cores takes a minute to start or stop a server."""


@contextmanager
def chroma(folder: Path, port: int) -> Iterator[None]:
    """Chroma's server on what lies in a folder."""
    with _running(
        [str(CHROMA), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)], port
    ):
        yield


@contextmanager
def door(token: str, chroma_port: int, folder: Path) -> Iterator[str]:
    """The door of compose.yaml, as it is set up there; its address."""
    assert CADDY is not None
    port = free_port()
    variables = {"CHROMA_TOKEN": token, "CHROMA": f"127.0.0.1:{chroma_port}", "PORT": str(port)}
    homes = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    with _running(
        [CADDY, "run", "--config", str(PROJECT_ROOT / "Caddyfile")], port, os.environ | variables | homes
    ):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], port: int, variables: Mapping[str, str] = os.environ) -> Iterator[None]:
    process = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not _listens(port) and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def _listens(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Cloud:
    """What stands for Chroma's cloud: its address, and how many rows each call wrote or wanted."""

    port: int
    rows: list[int] = field(default_factory=list)


@contextmanager
def cloud(key: str, chroma_port: int, certificate: Path) -> Iterator[Cloud]:
    """A server with https that lets in who brings the key and refuses more than 300 rows a call, as Chroma's
    cloud documents; behind it Chroma's own server."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _passed_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.headers.get("x-chroma-token") != key:
                return self._answer(401, b'{"error": "AuthError", "message": "Unauthenticated"}')
            asked = json.loads(body) if body else {}
            rows = max(len(asked.get("ids") or ()), asked.get("n_results") or 0)
            made.rows.append(rows)
            if rows > 300:
                return self._answer(422, b'{"error": "QuotaExceeded", "message": "more than 300"}')
            request = urllib.request.Request(
                f"http://127.0.0.1:{chroma_port}{self.path}",
                data=body or None,
                method=self.command,
                headers={"Content-Type": "application/json"},
            )
            try:
                with urllib.request.urlopen(request) as answered:
                    self._answer(answered.status, answered.read())
            except urllib.error.HTTPError as error:
                self._answer(error.code, error.read())

        do_GET = do_POST = do_PUT = do_DELETE = _passed_on

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    http.socket = context.wrap_socket(http.socket, server_side=True)
    made = Cloud(http.server_port)
    with answering(http):
        yield made
