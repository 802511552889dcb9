"""A real server and a real browser. Skipped, with the reason, where there is no Chromium.

`JOMO_CHROMIUM` names a Chromium or Chrome that is not on the PATH.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright import sync_api

from kb.ingest.sample import WRITTEN
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from tests.browser.waiting import HEARING
from tests.conftest import EngineEncoder, Once
from tests.serving import free_port
from tests.workers import end_workers

_FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # Only WebGL needs that: put together by the processor itself, a page takes a tenth of the time.
    "--disable-gpu-compositing",
    # Every name leads to this machine, as a rebound one would; none is asked for.
    "--host-resolver-rules=MAP *.example 127.0.0.1",
)
_START_SECONDS = 120
PATIENCE_MS = 180_000
"""How long a page may take to show what is expected of it: no test is about that, and on a machine with other
work on its cores Playwright's five seconds are too few."""
sync_api.expect.set_options(timeout=PATIENCE_MS)
# What moves by itself arrives at once: to draw the way there sixty times a second keeps a core busy.
_STILL = """
const still = new CSSStyleSheet();
still.replaceSync(`*, ::before, ::after {
  animation-duration: 0s !important;
  animation-iteration-count: 1 !important;
  transition-duration: 0s !important;
}`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
"""
# On a deep link Streamlit looks for its server below the page's path first; the 404 is its own.
_STREAMLITS_OWN = ("/_stcore/health", "/_stcore/host-config")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


_left: list[int] = []
"""Ports whose server has ended: the next one there finds its scripts in the browser's cache."""


@contextmanager
def serving(home: Path, *options: str, trusted: str = "") -> Iterator[str]:
    """Runs the app on a library, with further options of Streamlit's, and gives its address. Without network,
    unless there are places of this machine (`host:port`) that it is trusted to ask."""
    port = _left.pop() if _left else free_port()
    given = ["--server.headless=true", f"--server.port={port}", *options]
    log = (home.parent / f"{home.name}.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *given],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "KB_HOME": str(home),
            # A copy a day is made by a process of its own, which each library here would start.
            "KB_BACKUPS": "0",
            "KB_NETWORK": "true" if trusted else "false",
            "KB_TRUSTED_HOSTS": trusted,
        },
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        with log, answering(server, port) as address:
            yield address
    finally:
        end_workers(home)
    _left.append(port)


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


# For this folder, not the session: Playwright keeps an event loop, beside which none can run its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[sync_api.Browser]:
    found = os.environ.get("JOMO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine: install it or name one in JOMO_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
        yield started
        started.close()


def new_tab(browser: sync_api.Browser, **screen: Any) -> sync_api.Page:
    """A tab that remembers nothing of the others."""
    context = browser.new_context(**screen)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(_STILL)
    context.add_init_script(HEARING)
    return context.new_page()


@pytest.fixture(scope="package")
def tab(browser: sync_api.Browser) -> sync_api.Page:
    """The tab that all tests use one after another: what Chromium once compiled of Streamlit it keeps."""
    return new_tab(browser)


@pytest.fixture
def page(tab: sync_api.Page) -> Iterator[sync_api.Page]:
    """The tab, which remembers nothing of what was before. After the test: no exception was shown, nothing
    complained, nothing left the machine."""
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.emulate_media(color_scheme="null")
    with watched(tab):
        yield tab


@pytest.fixture
def phone(browser: sync_api.Browser) -> Iterator[sync_api.Page]:
    """Likewise one on a screen as narrow as a phone's, to be touched."""
    touched = new_tab(browser, viewport={"width": 400, "height": 740}, has_touch=True, is_mobile=True)
    with touched.context, watched(touched):
        yield touched


@contextmanager
def watched(tab: sync_api.Page) -> Iterator[None]:
    """A visit of which nothing is said that should not be."""
    complaints: list[str] = []
    heard: dict[Any, Callable[[Any], None]] = {
        "pageerror": lambda error: complaints.append(str(error)),
        "console": lambda said: complaints.append(said.text) if _is_complaint(said) else None,
        "request": lambda request: complaints.append(request.url) if _is_outside(request.url) else None,
    }
    for event, listen in heard.items():
        tab.on(event, listen)
    yield
    _leave(tab)
    for event, listen in heard.items():
        tab.remove_listener(event, listen)
    tab.context.clear_cookies()
    assert not complaints


def _leave(tab: sync_api.Page) -> None:
    """Ends the visit of a server that still runs: afterwards the tab would complain that it is gone."""
    shown = tab.locator("[data-testid=stException]").all_inner_texts()
    tab.evaluate(
        "location.protocol === 'http:' && [localStorage, sessionStorage].forEach(kept => kept.clear())"
    )
    tab.goto("about:blank")
    assert not shown


def _is_complaint(said: sync_api.ConsoleMessage) -> bool:
    return said.type == "error" and not said.location.get("url", "").endswith(_STREAMLITS_OWN)


def _is_outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "data:", "blob:"))


@pytest.fixture(scope="package")
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


@pytest.fixture(scope="package")
def app(make_home: Callable[..., Path], serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The app on the sample library, for tests that change nothing others rely on."""
    with serve(make_home("app")) as address:
        yield address


@pytest.fixture(scope="package")
def serve(tab: sync_api.Page) -> Callable[..., AbstractContextManager[str]]:
    """Runs the app on a home of one's own: `with serve(home) as address`. No server where no browser is."""

    @contextmanager
    def served(home: Path, *options: str, trusted: str = "") -> Iterator[str]:
        with serving(home, *options, trusted=trusted) as address:
            yield address
            if tab.url.startswith(address):
                _leave(tab)

    return served


FOREIGN = (
    "<img src=x onerror=alert(1)> ![plot](http://site.example/p.png) :red[zimbabwe] **bold** $5 and `code`"
)
"""What somebody may have written: none of it may act on a page."""


@dataclass(frozen=True)
class Explored:
    """A running app and its library, opened a second time to look behind the page."""

    address: str
    library: Library


@pytest.fixture(scope="package")
def explorable(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the sample library with vectors and a map, with one hostile item, to be copied."""

    def make(home: Path) -> None:
        note = tmp_path_factory.mktemp("notes") / "hostile.txt"
        note.write_text(f"A title :red[zimbabwe]\n\nA first paragraph.\n\n{FOREIGN}\n", encoding="utf-8")
        library = Library(Settings(home=home), encoder=EngineEncoder.here())
        library.intake.load_sample(WRITTEN)
        library.intake.add([str(note)])
        library.work.embed()
        library.map.update()
        library.close()

    return once("explorable", make)


@pytest.fixture(scope="package")
def explored(
    explorable: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[..., AbstractContextManager[str]],
) -> Iterator[Explored]:
    """The app on a copy of the explorable library. Made once: tests leave it as they found it, or ask the
    library what to expect."""
    home = shutil.copytree(explorable, tmp_path_factory.mktemp("explored") / "home")
    with (
        closing(Library(Settings(home=home), encoder=EngineEncoder.here())) as library,
        serve(home) as address,
    ):
        yield Explored(address, library)
