"""Servers that are slow, endless, broken or hostile; each is a server on this machine."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.web import Refused, Unreachable
from kb.web.fetching import Validators, fetch
from kb.web.limits import Limits
from tests.serving import Reply, Site


@pytest.fixture
def limits(site: Site) -> Limits:
    return Limits(trusted=frozenset({site.place}), max_bytes=50_000, seconds=5.0, redirects=3)


def test_a_page_comes_with_what_the_server_says_of_it(site: Site, limits: Limits) -> None:
    told = {"ETag": '"v1"', "Last-Modified": "Wed, 01 Apr 2026 08:00:00 GMT"}
    site.replies["/p"] = Reply("страница".encode("cp1251"), 'Text/HTML; Charset="Windows-1251"', 200, told)
    found = fetch(site.url("/p"), limits)
    assert (found.status, found.content_type, found.charset) == (200, "text/html", "windows-1251")
    assert found.body.decode(found.charset) == "страница"
    assert (found.url, found.etag, found.last_modified) == (site.url("/p"), '"v1"', told["Last-Modified"])
    assert "Jomo" in site.asked[0][1]["user-agent"] and "cookie" not in site.asked[0][1]


def test_what_did_not_change_is_not_sent_again(site: Site, limits: Limits) -> None:
    site.replies["/feed"] = Reply(status=304, headers={"ETag": '"v2"'})
    found = fetch(site.url("/feed"), limits, Validators('"v2"', "Wed, 01 Apr 2026 08:00:00 GMT"))
    assert found.not_modified and found.body == b"" and found.etag == '"v2"'
    _, headers = site.asked[0]
    assert headers["if-none-match"] == '"v2"'
    assert headers["if-modified-since"] == "Wed, 01 Apr 2026 08:00:00 GMT"


def test_redirects_are_followed_to_where_they_end(site: Site, limits: Limits) -> None:
    site.replies["/a"] = Reply(status=301, headers={"Location": "/b?x=1"})
    site.replies["/b?x=1"] = Reply(status=307, headers={"Location": "c/статья"})
    site.replies["/c/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F"] = Reply(b"here")
    found = fetch(site.url("/a"), limits)
    assert found.body == b"here"
    assert found.url == site.url("/c/статья")


def test_a_redirect_loop_ends(site: Site, limits: Limits) -> None:
    site.replies["/a"] = Reply(status=302, headers={"Location": "/b"})
    site.replies["/b"] = Reply(status=302, headers={"Location": "/a"})
    with pytest.raises(Unreachable, match="without end"):
        fetch(site.url("/a"), limits)
    assert len(site.asked) == 4


def test_a_redirect_that_leads_nowhere_is_told(site: Site, limits: Limits) -> None:
    site.replies["/a"] = Reply(status=302, headers={"Location": "http://[::1"})
    with pytest.raises(Refused, match="no address"):
        fetch(site.url("/a"), limits)
    site.replies["/b"] = Reply(status=302)
    with pytest.raises(Unreachable, match="HTTP 302"):
        fetch(site.url("/b"), limits)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "На 127.0.0.1 нет такой страницы (HTTP 404); проверьте адрес"),
        (429, "127.0.0.1 спрашивают слишком часто (HTTP 429); попробуйте позже"),
        (500, "127.0.0.1 ответил HTTP 500; попробуйте позже"),
    ],
)
def test_it_is_told_in_russian(status: int, said: str, site: Site, limits: Limits) -> None:
    site.replies["/"] = Reply(b"no", status=status)
    with speaking(RUSSIAN), pytest.raises(Unreachable) as caught:
        fetch(site.url("/"), limits)
    assert str(caught.value) == said


@pytest.mark.parametrize("status", [400, 403, 404, 410, 418, 500, 503])
def test_a_status_that_means_no_is_told(status: int, site: Site, limits: Limits) -> None:
    site.replies["/"] = Reply(b"no", status=status)
    with pytest.raises(Unreachable, match=f"HTTP {status}") as caught:
        fetch(site.url(), limits)
    assert (caught.value.status, caught.value.retry_after_s) == (status, None)
    assert "\n" not in str(caught.value)


def test_a_server_says_when_to_come_back(site: Site, limits: Limits) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    for said, low, high in (("120", 120, 120), (later, 590, 600), ("soon", None, None), ("-5", None, None)):
        site.replies["/"] = Reply(status=429, headers={"Retry-After": said})
        with pytest.raises(Unreachable) as caught:
            fetch(site.url(), limits)
        seconds = caught.value.retry_after_s
        assert seconds is None if low is None or high is None else seconds and low <= seconds <= high


def test_a_body_larger_than_it_may_be_is_refused(site: Site, limits: Limits) -> None:
    site.replies["/long"] = Reply(b"x" * 50_001)
    site.replies["/just"] = Reply(b"x" * 50_000)
    with pytest.raises(Refused, match=r"larger than 0\.05 MB"):
        fetch(site.url("/long"), limits)
    assert len(fetch(site.url("/just"), limits).body) == 50_000


def test_an_endless_body_is_refused(site: Site, limits: Limits) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"all work and no play " * 100

    site.replies["/"] = Reply(endless)
    with pytest.raises(Refused, match="larger than"):
        fetch(site.url(), limits)


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate"])
def test_what_unfolds_beyond_the_limit_is_refused(coding: str, site: Site, limits: Limits) -> None:
    pack = zlib.compress if coding == "deflate" else gzip.compress
    site.replies["/bomb"] = Reply(pack(b"0" * 60_000), headers={"Content-Encoding": coding})
    site.replies["/good"] = Reply(pack(b"0" * 50_000), headers={"Content-Encoding": coding.upper()})
    with pytest.raises(Refused, match="larger than"):
        fetch(site.url("/bomb"), limits)
    assert fetch(site.url("/good"), limits).body == b"0" * 50_000


def test_members_of_gzip_count_together_and_padding_is_ignored(site: Site, limits: Limits) -> None:
    member = gzip.compress(b"1" * 30_000)
    packed = {"Content-Encoding": "gzip"}
    site.replies["/two"] = Reply(member + member, headers=packed)
    site.replies["/padded"] = Reply(member + gzip.compress(b"2") + b"\0" * 9, headers=packed)
    site.replies["/raw"] = Reply(
        zlib.compress(b"raw deflate " * 9)[2:-4], headers={"Content-Encoding": "deflate"}
    )
    site.replies["/none"] = Reply(b"", headers=packed)
    with pytest.raises(Refused, match="larger than"):
        fetch(site.url("/two"), limits)
    assert fetch(site.url("/padded"), limits).body == b"1" * 30_000 + b"2"
    assert fetch(site.url("/raw"), limits).body == b"raw deflate " * 9
    assert fetch(site.url("/none"), limits).body == b""


@pytest.mark.parametrize(
    "body",
    [gzip.compress(b"text " * 500)[:-20], b"no gzip at all", gzip.compress(b"a" * 99)[:14] + b"\xff" * 30],
    ids=["cut short", "not packed", "nonsense within"],
)
def test_damaged_packing_is_told(body: bytes, site: Site, limits: Limits) -> None:
    site.replies["/"] = Reply(body, headers={"Content-Encoding": "gzip"})
    with pytest.raises(Unreachable, match="damaged"):
        fetch(site.url(), limits)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "'\u00e4'"])
def test_packing_that_was_not_asked_for_is_refused(coding: str, site: Site, limits: Limits) -> None:
    site.replies["/"] = Reply(b"packed", headers={"Content-Encoding": coding})
    with pytest.raises(Refused, match="packed as"):
        fetch(site.url(), limits)


@pytest.mark.parametrize(
    "kind", ["video/mp4", "image/png", "application/zip", "application/x-msdownload", "font/woff"]
)
def test_types_that_cannot_be_read_are_refused_unread(kind: str, site: Site, limits: Limits) -> None:
    site.replies["/"] = Reply(b"x" * 1_000_000, kind)
    with pytest.raises(Refused, match=kind):
        fetch(site.url(), limits)


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/atom+xml", "application/ld+json", "application/pdf;x=y", "TEXT/HTML"],
)
def test_types_that_may_be_read_come(kind: str, site: Site, limits: Limits) -> None:
    site.replies["/"] = Reply(b"body", kind)
    assert fetch(site.url(), limits).content_type == kind.partition(";")[0].lower()


def test_a_server_that_trickles_is_left_in_time(site: Site, limits: Limits) -> None:
    def trickle() -> Iterator[bytes]:
        while True:
            yield b"."
            time.sleep(0.05)

    site.replies["/"] = Reply(trickle)
    with pytest.raises(Unreachable, match="did not answer in time"):
        fetch(site.url(), Limits(trusted=limits.trusted, seconds=0.4))


RAW = {
    "silent": (b"", "in time"),
    "header by header": (b"HTTP/1.1 200 OK\r\nX: ", "in time"),
    "interim answers": (b"HTTP/1.1 103 Early Hints\r\n\r\n", "in time"),
}


@pytest.mark.parametrize("name", RAW)
def test_a_server_that_never_ends_its_headers_is_left_in_time(name: str) -> None:
    sent, told = RAW[name]
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        taken, _ = listening.accept()
        try:
            while True:
                taken.sendall(sent)
                time.sleep(0.05)
                sent_more = b"y" if name.startswith("header") else sent
                taken.sendall(sent_more)
        except OSError:
            taken.close()

    threading.Thread(target=serve, daemon=True).start()
    place = f"127.0.0.1:{listening.getsockname()[1]}"
    with pytest.raises(Unreachable, match=told):
        fetch(f"http://{place}/", Limits(trusted=frozenset({place}), seconds=0.4))
    listening.close()


@pytest.mark.parametrize(
    "said",
    [
        b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
    ],
    ids=["hangs up", "no HTTP", "too short", "negative length", "bad chunk", "endless header"],
)  # fmt: skip
def test_a_broken_answer_is_told(said: bytes) -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        taken, _ = listening.accept()
        taken.recv(4096)
        try:
            taken.sendall(said)
        finally:
            taken.close()

    threading.Thread(target=serve, daemon=True).start()
    place = f"127.0.0.1:{listening.getsockname()[1]}"
    with pytest.raises(Unreachable, match=r"broke off|in time"):
        fetch(f"http://{place}/", Limits(trusted=frozenset({place}), seconds=5))
    listening.close()


def test_a_refused_connection_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1 takes no connection"):
        fetch(f"http://{place}/", Limits(trusted=frozenset({place}), seconds=5))


def test_an_unknown_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable, match=r"nowhere\.example was not found"):
        fetch("https://nowhere.example/")


@pytest.mark.parametrize(
    ("first", "second", "moved"), [(301, 308, "/c"), (301, 302, "/b"), (302, 301, ""), (307, 307, "")]
)
def test_it_tells_where_an_address_is_for_good(
    site: Site, limits: Limits, first: int, second: int, moved: str
) -> None:
    site.replies["/a"] = Reply(status=first, headers={"Location": "/b"})
    site.replies["/b"] = Reply(status=second, headers={"Location": "/c"})
    site.replies["/c"] = Reply(b"here")
    found = fetch(site.url("/a"), limits)
    assert (found.url, found.moved_to) == (site.url("/c"), site.url(moved) if moved else "")
