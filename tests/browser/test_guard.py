"""Pages of other sites, of other ports of this machine and under names led to it get nothing from the app."""

from __future__ import annotations

import re
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.browser.conftest import PATIENCE_MS

_ATTEMPTS = """
async ([target, script, style]) => {
  const of = (make) => new Promise((done) => {
    make(() => done("got"), () => done("nothing"));
    setTimeout(() => done("nothing"), 4000);
  });
  const element = (tag, attributes) => of((got, nothing) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.onload = got; made.onerror = nothing;
    document.body.append(made);
  });
  const read = (path, options) => fetch(target + path, options).then(
    (answer) => answer.type === "opaque" ? "nothing" : answer.ok ? "got" : "nothing", () => "nothing");
  return {
    health: await read("/_stcore/health"),
    page: await read("/add"),
    blind: await read("/add", {mode: "no-cors", credentials: "include"}),
    upload: await read("/_stcore/upload_file/a/b", {method: "PUT", body: new FormData()}),
    script: await element("script", {src: target + script, type: "text/javascript"}),
    style: await element("link", {rel: "stylesheet", href: target + style}),
    picture: await element("img", {src: target + "/favicon.png"}),
    socket: await of((got, nothing) => {
      const socket = new WebSocket(target.replace("http", "ws") + "/_stcore/stream", ["streamlit"]);
      socket.onopen = got; socket.onerror = nothing; socket.onclose = nothing;
    }),
  };
}
"""
_KINDS = ("health", "page", "blind", "upload", "script", "style", "picture", "socket")
_NOTHING = dict.fromkeys(_KINDS, "nothing")


class _Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title><body>A page of somebody else.</body>")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """The port of another server on this machine, which has a page of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


def attempts(page: Page, app: str, target: str) -> dict[str, str]:
    """Everything a page can try on the app at `target`: which of it got an answer that can be used."""
    with urllib.request.urlopen(app) as answer:
        served = answer.read().decode()
    script, style = (
        re.search(r'"\.(/static/js/[^"]+)"', served),
        re.search(r'"\.(/static/css/[^"]+)"', served),
    )
    assert script and style
    return dict(page.evaluate(_ATTEMPTS, [target, script[1], style[1]]))


def answered(context: BrowserContext, address: str) -> list[Response]:
    """Whatever the app's server answers to this browser from now on."""
    heard: list[Response] = []
    port = urlsplit(address).port
    context.on("response", lambda one: heard.append(one) if urlsplit(one.url).port == port else None)
    return heard


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "stranger.example"])
@pytest.mark.parametrize("own", ["127.0.0.1", "localhost"])
def test_a_page_elsewhere_gets_nothing(
    app: str, elsewhere: int, context: BrowserContext, name: str, own: str
) -> None:
    address = app.replace("127.0.0.1", own)
    heard = answered(context, app)
    page = context.new_page()
    page.goto(f"http://{name}:{elsewhere}/")
    assert attempts(page, app, address) == _NOTHING
    assert {one.status for one in heard} <= {403}


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "stranger.example"])
def test_no_page_elsewhere_frames_the_app(
    app: str, elsewhere: int, context: BrowserContext, name: str
) -> None:
    heard = answered(context, app)
    page = context.new_page()
    page.goto(f"http://{name}:{elsewhere}/")
    for tag, source in (("iframe", "src"), ("object", "data"), ("embed", "src")):
        with page.expect_event("response", predicate=lambda one: one.url.startswith(app)):
            page.evaluate(
                "([tag, source, address]) => { const made = document.createElement(tag);"
                " made[source] = address; document.body.append(made) }",
                [tag, source, f"{app}/add"],
            )
    assert {one.status for one in heard} == {403}
    assert not any("Jomo, the joy" in frame.content() or "stApp" in frame.content() for frame in page.frames)


def test_a_form_elsewhere_reaches_nothing(app: str, elsewhere: int, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{elsewhere}/")
    with page.expect_navigation() as arrived:
        page.evaluate(
            "(address) => { const form = document.createElement('form'); form.method = 'post';"
            " form.action = address; document.body.append(form); form.submit() }",
            f"{app}/add",
        )
    assert arrived.value.status == 403


def test_a_window_opened_from_elsewhere_is_out_of_reach(
    app: str, elsewhere: int, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{elsewhere}/")
    with context.expect_page() as opened:
        page.evaluate("(address) => { window.held = window.open(address) }", f"{app}/add")
    opened.value.get_by_role("heading", name="Add", exact=True).wait_for()
    assert page.evaluate("window.held.closed")
    assert opened.value.evaluate("window.opener") is None


def test_a_link_from_elsewhere_opens_a_page(app: str, elsewhere: int, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{elsewhere}/")
    page.evaluate("(address) => { location.href = address }", f"{app}/add")
    page.get_by_role("heading", name="Add", exact=True).wait_for()


def test_a_name_led_to_this_machine_gets_nothing(app: str, context: BrowserContext) -> None:
    heard = answered(context, app)
    page = context.new_page()
    rebound = app.replace("127.0.0.1", "rebound.example")
    page.goto(f"{rebound}/add")
    assert "rebound.example" in page.inner_text("body")
    assert "/static/js/" not in page.content()
    for target in (rebound, app):
        assert attempts(page, app, target) == _NOTHING
    assert {one.status for one in heard} == {403}


@pytest.mark.parametrize("own", ["127.0.0.1", "localhost"])
def test_the_apps_own_page_gets_everything(app: str, context: BrowserContext, own: str) -> None:
    address = app.replace("127.0.0.1", own)
    page = context.new_page()
    page.goto(f"{address}/add")
    page.get_by_role("heading", name="Add", exact=True).wait_for()
    got = {what for what, how in attempts(page, app, address).items() if how == "got"}
    # A file needs a session to belong to.
    assert got == {*_KINDS} - {"upload"}


def test_a_page_shows_and_sends_nothing_elsewhere(app: str, elsewhere: int, context: BrowserContext) -> None:
    """Were a text ever to act on a page, it could still not tell anybody."""
    page = context.new_page()
    page.goto(f"{app}/add")
    page.get_by_role("heading", name="Add", exact=True).wait_for()
    assert attempts(page, app, f"http://127.0.0.1:{elsewhere}") == _NOTHING


def test_a_name_that_is_allowed_opens_the_app(
    serve: Callable[..., AbstractContextManager[str]],
    make_home: Callable[..., Path],
    context: BrowserContext,
) -> None:
    names = ("127.0.0.1", "library.example")
    with serve(make_home("named"), *(f"--server.allowedHosts={name}" for name in names)) as address:
        page = context.new_page()
        page.goto(f"{address.replace('127.0.0.1', 'library.example')}/add")
        page.get_by_role("heading", name="Add", exact=True).wait_for()
