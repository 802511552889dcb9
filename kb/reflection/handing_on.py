"""What may be named in a report that is handed on. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from kb.text.sites import TELEGRAM_HOSTS
from kb.types import Item, Kind
from kb.types.criteria import CriterionKind, Proposal

_PRIVATE_KINDS = (Kind.NOTE, Kind.CHAT)
_PUBLIC_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]*")
"""A name with a dot whose last part begins with a letter: no number, no machine of one's own network."""
_INNER = (".local", ".localhost", ".internal", ".intranet", ".lan", ".corp", ".home", ".home.arpa", ".test")
"""Ends of names that no public place has: RFC 6761, 6762, 8375, and the usual ones beside them."""
_CLOSED = ("/c/", "/+", "/joinchat/")
"""How addresses of Telegram begin that lead into closed channels, or invite into them."""
PRIVATE_SECTIONS = ("source", "person")
"""Sections whose labels may be names of people: chats and channels, and whom one hands things to."""


def private(item: Item) -> bool:
    """Whether an item is named in no report that is handed on: it is the person's own, or has no address that
    anybody may open."""
    return item.kind in _PRIVATE_KINDS or not _open_to_all(item.url or "")


def _open_to_all(url: str) -> bool:
    """Whether an address leads to a public place of the web, as far as it tells itself."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or parts.username or not _PUBLIC_HOST.fullmatch(host):
        return False
    if host.endswith(_INNER):
        return False
    return not (host in TELEGRAM_HOSTS and parts.path.startswith(_CLOSED))


def proposes_to_all(proposal: Proposal) -> bool:
    """Whether a proposal names no source."""
    return proposal.criterion.kind not in (CriterionKind.SOURCE, CriterionKind.BUDGET)
