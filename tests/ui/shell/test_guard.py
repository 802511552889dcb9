"""Which requests the app's server answers, told by their headers."""

from __future__ import annotations

import pytest
from streamlit import config

from kb.ui.shell.guard import refusal

_LINK = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


def request(method: str = "GET", /, **headers: str) -> dict[str, object]:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    if method == "WEBSOCKET":
        return {"type": "websocket", "headers": named}
    return {"type": "http", "method": method, "headers": named}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "WEBSOCKET"])
@pytest.mark.parametrize(
    "headers",
    [
        {"host": "127.0.0.1:8501"},
        {"host": "LOCALHOST:8501", "origin": "http://localhost:8501"},
        {"host": "localhost", "origin": "https://localhost"},
        {"host": "[::1]:8599", "origin": "http://[::1]:8599", "sec-fetch-site": "same-origin"},
        {"host": "127.0.0.1:8501", "sec-fetch-site": "same-origin"},
        {"host": "127.0.0.1:8501", "sec-fetch-site": "none"},
    ],
)
def test_answered(method: str, headers: dict[str, str]) -> None:
    assert refusal(request(method, **headers)) is None


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "WEBSOCKET"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": ""},
        {"host": "rebound.example:8501"},
        {"host": "rebound.example:8501", "origin": "http://rebound.example:8501"},
        {"host": "127.0.0.1.rebound.example"},
        {"host": "localhost:8501@rebound.example"},
        {"host": "me@localhost:8501"},
        {"host": "localhost:port"},
        {"host": "192.0.2.7:8501"},
        {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8502"},
        {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1"},
        {"host": "127.0.0.1:8501", "origin": "http://localhost:8501"},
        {"host": "127.0.0.1:8501", "origin": "null"},
        {"host": "127.0.0.1:8501", "origin": ""},
        {"host": "127.0.0.1:8501", "origin": "http://[broken"},
        {"host": "127.0.0.1:8501", "origin": "file://"},
        {"host": "127.0.0.1:8501", "origin": "chrome-extension://127.0.0.1:8501"},
        {"host": "127.0.0.1:8501", "sec-fetch-site": "same-site"},
        {"host": "127.0.0.1:8501", "sec-fetch-site": "cross-site", "sec-fetch-dest": "image"},
        {"host": "127.0.0.1:8501", "sec-fetch-site": "same-site", **_LINK, "sec-fetch-dest": "iframe"},
        {"host": "rebound.example:8501", "sec-fetch-site": "cross-site", **_LINK},
    ],
)
def test_refused(method: str, headers: dict[str, str]) -> None:
    assert refusal(request(method, **headers))


def test_a_link_from_elsewhere_may_open_a_page_and_do_nothing_else() -> None:
    link = {"host": "127.0.0.1:8501", "sec-fetch-site": "cross-site", **_LINK}
    assert refusal(request("GET", **link)) is None
    assert refusal(request("POST", **link))
    assert refusal(request("WEBSOCKET", **link))


def test_the_refusal_of_a_name_tells_how_to_allow_it() -> None:
    reason = refusal(request(host="library.example"))
    assert reason is not None
    assert "library.example" in reason
    assert "server.allowedHosts" in reason


def test_an_origin_of_ones_own_proxy_can_be_named() -> None:
    proxied = request("WEBSOCKET", host="127.0.0.1:8501", origin="https://library.example")
    assert refusal(proxied)
    config.set_option("server.corsAllowedOrigins", ["https://library.example"])
    try:
        assert refusal(proxied) is None
        assert refusal(request("WEBSOCKET", host="127.0.0.1:8501", origin="http://library.example"))
    finally:
        config.set_option("server.corsAllowedOrigins", [])
