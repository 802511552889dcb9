"""What a fetch may cost and where it may go."""

from __future__ import annotations

from dataclasses import dataclass

from kb.settings import Settings

PORTS = {"http": 80, "https": 443}
"""Of RFC 9110: where a scheme's servers are asked unless an address says otherwise."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may cost and where it may go. `types` are patterns of media types, `""` is an answer that
    names none; `trusted` are places (`host:port`) whose addresses may be private."""

    network: bool = True
    trusted: frozenset[str] = frozenset()
    max_bytes: int = 50_000_000
    """Unpacked: the PDF of a paper with many pictures; a page has one or two million."""
    seconds: float = 30.0
    """For all of it, redirects included: as long as browsers' users wait, and a large PDF takes."""
    redirects: int = 10
    """curl's users and browsers allow 20 to 50; honest chains have three or four."""
    types: tuple[str, ...] = (
        "text/*", "application/xhtml+xml", "application/*xml", "application/*json", "application/pdf",
        "application/x-pdf", "application/octet-stream", "",
    )  # fmt: skip


LIMITS = Limits()
"""What holds where nothing else is said."""


def limits_of(settings: Settings) -> Limits:
    """The limits of a library: whether its settings allow the network, and what they trust."""
    named = settings.trusted_hosts.lower().replace(",", " ").split()
    places = (f"{one}:{port}" for one in named if ":" not in one for port in PORTS.values())
    return Limits(network=settings.network, trusted=frozenset((*named, *places)))
