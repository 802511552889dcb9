"""A real server and a real browser. Skipped, with the reason, where there is no Chromium.

`JOMO_CHROMIUM` names a Chromium or Chrome that is not on the PATH.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright import sync_api

from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings

_FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # Every name leads to this machine, as a rebound one would; none is asked for.
    "--host-resolver-rules=MAP *.example 127.0.0.1",
)
_START_SECONDS = 120
PATIENCE_MS = 60_000
"""How long a page may take to show what is expected of it: no test is about that, and on a machine with other
work on its cores Playwright's five seconds are too few."""
sync_api.expect.set_options(timeout=PATIENCE_MS)
# On a deep link Streamlit looks for its server below the page's path first; the 404 is its own.
_STREAMLITS_OWN = ("/_stcore/health", "/_stcore/host-config")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, *options: str, trusted: str = "") -> Iterator[str]:
    """Runs the app on a library, with further options of Streamlit's, and gives its address. Without network,
    unless there are places of this machine (`host:port`) that it is trusted to ask."""
    port = free_port()
    given = ["--server.headless=true", f"--server.port={port}", *options]
    log = (home.parent / f"{home.name}.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *given],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "KB_HOME": str(home),
            "KB_NETWORK": "true" if trusted else "false",
            "KB_TRUSTED_HOSTS": trusted,
        },
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    with log, answering(server, port) as address:
        yield address


@contextmanager
def answering(server: subprocess.Popen[bytes], port: int) -> Iterator[str]:
    """The address of a server that was started, once it answers; ended afterwards."""
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(server, f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait_until_healthy(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "the app's server ended at once"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:  # refused, or too slow under load
            time.sleep(0.1)
    pytest.fail(f"the app did not start within {_START_SECONDS} s")


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    found = os.environ.get("JOMO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine: install it or name one in JOMO_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
        yield started
        started.close()


@pytest.fixture
def page(browser: sync_api.Browser) -> Iterator[sync_api.Page]:
    """A fresh tab. After the test: no exception was shown, nothing complained, nothing left the machine.

    A test asks for its server before its tab, so that the tab is closed first.
    """
    with watched(browser.new_page(viewport={"width": 1440, "height": 900})) as opened:
        yield opened


@pytest.fixture
def phone(browser: sync_api.Browser) -> Iterator[sync_api.Page]:
    """A fresh tab, likewise, on a screen as narrow as a phone's, to be touched."""
    narrow = browser.new_page(viewport={"width": 400, "height": 740}, has_touch=True, is_mobile=True)
    with watched(narrow) as opened:
        yield opened


@contextmanager
def watched(opened: sync_api.Page) -> Iterator[sync_api.Page]:
    """A tab that is closed afterwards, and of which nothing is said that should not be."""
    opened.set_default_timeout(PATIENCE_MS)
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
    opened.on("request", lambda request: complaints.append(request.url) if _is_outside(request.url) else None)
    yield opened
    shown = opened.locator("[data-testid=stException]").all_inner_texts()
    opened.close()
    assert not shown
    assert not complaints


def _is_complaint(said: sync_api.ConsoleMessage) -> bool:
    return said.type == "error" and not said.location.get("url", "").endswith(_STREAMLITS_OWN)


def _is_outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "data:", "blob:"))


@pytest.fixture(scope="session")
def make_home(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a home folder; with `sampled` it holds the sample library, without vectors. Background work is
    stopped, so that no test waits for the model."""

    def make(name: str, *, sampled: bool = True) -> Path:
        home = tmp_path_factory.mktemp(name) / "home"
        if sampled:
            home.mkdir()
            shutil.copy(sample, home)
        else:
            library = Library(Settings(home=home))
            library.work.stop()
            library.close()
        return home

    return make


@pytest.fixture(scope="session")
def app(make_home: Callable[..., Path], browser: sync_api.Browser) -> Iterator[str]:
    """The app on the sample library, for tests that change nothing others rely on."""
    with serving(make_home("app")) as address:
        yield address


@pytest.fixture(scope="session")
def serve(browser: sync_api.Browser) -> Callable[..., AbstractContextManager[str]]:
    """Runs the app on a home of one's own: `with serve(home) as address`. No server where no browser is."""
    return serving


FOREIGN = (
    "<img src=x onerror=alert(1)> ![plot](http://site.example/p.png) :red[zimbabwe] **bold** $5 and `code`"
)
"""What somebody may have written: none of it may act on a page."""


@dataclass(frozen=True)
class Explored:
    """A running app and its library, opened a second time to look behind the page."""

    address: str
    library: Library


@pytest.fixture(scope="session")
def explored(
    browser: sync_api.Browser, make_home: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Explored]:
    """The app on the sample library with vectors and a map, and with one item of hostile text. Made once:
    tests leave it as they found it, or ask the library what to expect."""
    library = Library(Settings(home=make_home("explored", sampled=False)))
    library.intake.load_sample()
    note = tmp_path_factory.mktemp("notes") / "hostile.txt"
    note.write_text(f"A title :red[zimbabwe]\n\nA first paragraph.\n\n{FOREIGN}\n", encoding="utf-8")
    library.intake.add([str(note)])
    library.work.embed()
    library.map.update()
    with serving(library.home) as address:
        yield Explored(address, library)
    library.close()
