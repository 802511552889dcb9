"""Which addresses may be asked, and that the connection goes to the one that was checked."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kb.settings import Settings
from kb.web import Refused, Unreachable, connection
from kb.web.fetching import fetch
from kb.web.guard import is_public
from kb.web.limits import Limits, limits_of
from tests.serving import Reply, Site

PUBLIC = "93.184.215.14"
Resolve = Callable[[dict[str, list[str]]], None]
Lead = Callable[[Site], list[tuple[str, int]]]


@pytest.fixture
def resolve(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """Replaces what names lead to; other names are asked of the system, which knows numbers."""
    real = socket.getaddrinfo

    def with_names(names: dict[str, list[str]]) -> None:
        def answer(host: str, port: int, *rest: Any, **options: Any) -> list[Any]:
            found = names.get(host)
            if found is None:
                return list(real(host, port, *rest, **options))
            return [one for address in found for one in real(address, port, type=socket.SOCK_STREAM)]

        monkeypatch.setattr(socket, "getaddrinfo", answer)

    return with_names


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Lead:
    """Lets every connection end at a site here, and tells where each was meant to go."""
    real = socket.create_connection

    def to(site: Site) -> list[tuple[str, int]]:
        meant: list[tuple[str, int]] = []

        def connect(address: tuple[str, int], *rest: Any, **options: Any) -> socket.socket:
            meant.append(address)
            return real(("127.0.0.1", site.port), *rest, **options)

        monkeypatch.setattr(socket, "create_connection", connect)
        return meant

    return to


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.254", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.7",
        "198.18.0.1", "198.51.100.4", "203.0.113.9", "224.0.0.1", "224.0.1.1", "239.1.1.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1",
        "ff0e::1", "2001:db8::1", "100::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1",
        "2002:c0a8:101::1", "3fff::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "not an address", "",
    ],
)  # fmt: skip
def test_addresses_of_no_public_place_are_told(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        PUBLIC,
        "172.32.0.1",
        "2606:4700::1111",
        "2a00:1450:4010::8b",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
    ],
)
def test_public_addresses_are_told(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0",
     "[::ffff:127.0.0.1]", "LOCALHOST.", "①②⑦.0.0.1"],
)  # fmt: skip
def test_this_machine_is_refused_however_it_is_written(host: str, site: Site) -> None:
    with pytest.raises((Refused, Unreachable)):
        fetch(f"http://{host}:{site.port}/")
    assert site.asked == []


@pytest.mark.parametrize(
    "addresses", [["10.0.0.7"], [PUBLIC, "192.168.0.1"], ["2606:4700::1111", "fd00::1"], ["169.254.169.254"]]
)
def test_a_name_that_leads_to_a_private_address_is_refused(
    addresses: list[str], resolve: Resolve, lead: Lead, site: Site
) -> None:
    resolve({"rebound.example": addresses})
    meant = lead(site)
    with pytest.raises(Refused, match=r"rebound\.example leads to .*KB_TRUSTED_HOSTS"):
        fetch("https://rebound.example/")
    assert meant == []


def test_a_redirect_to_a_private_address_is_refused(site: Site, resolve: Resolve) -> None:
    resolve({"inside.example": ["10.0.0.7"]})
    for target in (
        "http://inside.example/",
        "http://127.0.0.1:9/",
        "//[::1]/",
        "http://169.254.169.254/latest",
    ):
        site.replies["/out"] = Reply(status=302, headers={"Location": target})
        with pytest.raises(Refused, match="leads to"):
            fetch(site.url("/out"), Limits(trusted=frozenset({site.place})))
    assert site.paths() == ["/out"] * 4


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/", "gopher://a/", "javascript:1"]
)
def test_a_redirect_away_from_the_web_is_refused(target: str, site: Site) -> None:
    site.replies["/"] = Reply(status=301, headers={"Location": target})
    with pytest.raises(Refused, match="Only http: and https:"):
        fetch(site.url(), Limits(trusted=frozenset({site.place})))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/x", "http://", "https:///x", "words", ""]
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        fetch(url)


def test_the_connection_goes_to_the_address_that_was_checked(
    resolve: Resolve, lead: Lead, site: Site
) -> None:
    resolve({"paper.example": [PUBLIC]})
    meant = lead(site)
    site.replies["/a?b=c"] = Reply(b"here")
    found = fetch("http://paper.example/a?b=c#d")
    assert found.body == b"here"
    assert meant == [(PUBLIC, 80)]
    assert site.asked[0][1]["host"] == "paper.example"


def test_the_next_address_is_tried_where_one_takes_no_connection(
    resolve: Resolve, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    resolve({"paper.example": ["1.1.1.1", PUBLIC]})
    real, meant = socket.create_connection, []

    def connect(address: tuple[str, int], *rest: Any, **options: Any) -> socket.socket:
        meant.append(address[0])
        if address[0] == "1.1.1.1":
            raise ConnectionRefusedError
        return real(("127.0.0.1", site.port), *rest, **options)

    monkeypatch.setattr(socket, "create_connection", connect)
    site.replies["/"] = Reply(b"here")
    assert fetch("http://paper.example/").body == b"here"
    assert meant == ["1.1.1.1", PUBLIC]


def test_without_the_network_nothing_is_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", no)
    with pytest.raises(Refused, match="KB_NETWORK"):
        fetch("https://example.org/", Limits(network=False))


def test_settings_say_what_is_trusted_and_whether_the_network_may_be_asked(settings: Settings) -> None:
    told = settings.model_copy(update={"trusted_hosts": "Wiki.home, nas.home:8080", "network": True})
    assert limits_of(told).trusted == {"wiki.home", "wiki.home:80", "wiki.home:443", "nas.home:8080"}
    assert limits_of(told).network
    assert not limits_of(settings).network


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Key and certificate of paper.example, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "paper.example")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("paper.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "paper.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return file


def test_the_certificate_must_be_the_hosts_not_the_addresss(
    certificate: Path, resolve: Resolve, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve({"paper.example": [PUBLIC], "other.example": [PUBLIC]})
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setattr(connection, "_ssl_context", connection._ssl_context.__wrapped__)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    named: list[str | None] = []
    context.sni_callback = lambda _, name, __: named.append(name)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        for _ in range(2):
            plain, _ = listening.accept()
            try:
                with context.wrap_socket(plain, server_side=True) as secured:
                    secured.recv(4096)
                    secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere")
            except OSError:
                plain.close()

    threading.Thread(target=serve, daemon=True).start()
    real = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda _, *rest, **o: real(listening.getsockname(), *rest, **o)
    )
    assert fetch("https://paper.example/").body == b"here"
    with pytest.raises(Unreachable, match=r"other\.example has a certificate that cannot be trusted"):
        fetch("https://other.example/")
    listening.close()
    assert named == ["paper.example", "other.example"]


def test_a_proxy_is_told_the_address_that_was_checked(
    resolve: Resolve, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve({"paper.example": [PUBLIC], "inside.example": ["10.0.0.7"]})
    listening = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []

    def serve() -> None:
        taken, _ = listening.accept()
        heard.append(taken.recv(4096))
        taken.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        taken.close()

    threading.Thread(target=serve, daemon=True).start()
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{listening.getsockname()[1]}")
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{listening.getsockname()[1]}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(Refused, match="leads to"):
        fetch("https://inside.example/")
    with pytest.raises(Refused, match="its https: form"):
        fetch("http://paper.example/")
    with pytest.raises(Unreachable, match="proxy"):
        fetch("https://paper.example/")
    listening.close()
    (request,) = heard
    assert request.startswith(f"CONNECT {PUBLIC}:443 ".encode())
    assert ipaddress.ip_address(PUBLIC).is_global and b"paper.example" not in request


def test_a_proxy_of_another_kind_is_told(monkeypatch: pytest.MonkeyPatch, resolve: Resolve) -> None:
    resolve({"paper.example": [PUBLIC]})
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with pytest.raises(Refused, match="proxy"):
        fetch("https://paper.example/", replace(Limits(), seconds=2))
