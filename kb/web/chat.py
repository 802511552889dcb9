"""One question to a chat endpoint in the shape of OpenAI's, at an address that the person set."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kb.catalogue import _
from kb.web.errors import Refused, Unreachable

if TYPE_CHECKING:
    import requests

_CONNECT_S = 5.0
"""Seconds until a server has to take the call: one that is up does so at once."""
_MAX_BYTES = 1_000_000
"""Of an answer: a summary has a thousandth of it."""
_TOLD = 120
"""Characters of a server's own words on what is wrong: a line."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers: the address before `/chat/completions`, as `http://localhost:11434/v1`, the
    model's name, and a key if there is one. All of an answer has to be there within so many seconds."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0

    @property
    def host(self) -> str:
        """Host and port, as a person recognises them."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def is_here(self) -> bool:
        """Whether it is this machine."""
        name = urlsplit(self.url).hostname or ""
        try:
            return name == "localhost" or ip_address(name).is_loopback
        except ValueError:
            return False


def complete(endpoint: Endpoint, messages: Sequence[tuple[str, str]]) -> str:
    """What the model answers to messages, each of a role and a text.

    :raises Refused: the address is none of the web, or would carry texts in the open; or the server says no.
    :raises Unreachable: no answer came in time, or none that can be read.
    """
    import requests

    parts = urlsplit(endpoint.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused(
            _(
                "{url} is no address of an endpoint; write KB_SUMMARY_URL as http://localhost:11434/v1",
                url=endpoint.url,
            )
        )
    if parts.scheme == "http" and not endpoint.is_here:
        raise Refused(
            _("Texts do not go to {host} in the open; write KB_SUMMARY_URL with https:", host=endpoint.host)
        )
    asked: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [{"role": role, "content": text} for role, text in messages],
        "temperature": 0,
        "stream": False,
    }
    until = time.monotonic() + endpoint.seconds
    try:
        with (
            requests.Session() as session,
            _posted(session, endpoint, asked) as answer,
        ):
            body = _collected(answer, endpoint, until)
    except requests.RequestException as error:
        if isinstance(error, requests.Timeout):
            told = _(
                "{host} did not answer within {seconds} seconds; see that it runs, and try again",
                host=endpoint.host,
                seconds=f"{endpoint.seconds:.0f}",
            )
        else:
            told = _("{host} does not answer; see that it runs, and try again", host=endpoint.host)
        raise Unreachable(told) from error
    if answer.status_code != requests.codes.ok:
        said = " ".join(body.decode("utf-8", "replace").split())[:_TOLD]
        raise Refused(
            _(
                "{host} refuses (HTTP {status}): {said}",
                host=endpoint.host,
                status=answer.status_code,
                said=said or _("it says no more"),
            )
        )
    return _content(body, endpoint)


def _posted(session: requests.Session, endpoint: Endpoint, asked: dict[str, Any]) -> requests.Response:
    # No proxy stands between this machine and itself.
    session.trust_env = not endpoint.is_here
    return session.post(
        f"{endpoint.url.rstrip('/')}/chat/completions",
        json=asked,
        # Not as a header alone: a password of .netrc would take its place.
        auth=_Bearer(endpoint.key),
        timeout=(_CONNECT_S, endpoint.seconds),
        # Another address was not agreed to.
        allow_redirects=False,
        stream=True,
    )


class _Bearer:
    """Sets the key, and nothing where there is none."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def _collected(answer: requests.Response, endpoint: Endpoint, until: float) -> bytes:
    body = bytearray()
    for chunk in answer.iter_content(8_192):
        body += chunk
        if time.monotonic() > until:
            raise Unreachable(
                _(
                    "{host} did not finish within {seconds} seconds; try again",
                    host=endpoint.host,
                    seconds=f"{endpoint.seconds:.0f}",
                )
            )
        if len(body) > _MAX_BYTES:
            raise Unreachable(_("{host} answers without end; check KB_SUMMARY_URL", host=endpoint.host))
    return bytes(body)


def _content(body: bytes, endpoint: Endpoint) -> str:
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        content = None
    if not isinstance(content, str) or not content.strip():
        raise Unreachable(
            _(
                "{host} answers nothing that a chat endpoint would; KB_SUMMARY_URL mostly ends in /v1",
                host=endpoint.host,
            )
        )
    return content
