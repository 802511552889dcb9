"""A site on this machine, for tests that fetch, and a port for one."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@dataclass(frozen=True)
class Reply:
    """What a path answers. `body` may be chunks that are sent as they come, without a length."""

    body: bytes | Callable[[], Iterator[bytes]] = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """Replies by path with query; what was asked, with its headers, in order."""

    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Host and port, as limits and settings name what they trust."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.place}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def answering(http: ThreadingHTTPServer) -> Iterator[None]:
    """Lets a server of this process answer, in a thread of its own."""
    threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield
    finally:
        http.shutdown()
        http.server_close()


@contextmanager
def serving() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = site.replies.get(self.path, Reply(b"nothing here", status=404))
            self.send_response(reply.status)
            if reply.content_type:
                self.send_header("Content-Type", reply.content_type)
            for name, value in reply.headers.items():
                # Servers send UTF-8 in headers, whatever the standard says.
                self.send_header(name, value.encode().decode("latin-1"))
            if isinstance(reply.body, bytes):
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            try:
                for chunk in (reply.body,) if isinstance(reply.body, bytes) else reply.body():
                    self.wfile.write(chunk)
            except OSError:
                pass  # Whoever asked has heard enough.

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(http.server_port)
    with answering(http):
        yield site
