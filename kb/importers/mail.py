"""Messages in MIME: letters, and the pages that browsers save in the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from itertools import islice

from kb.catalogue import _
from kb.clock import as_stored
from kb.errors import ImportRefused
from kb.importers.files import HEAD_BYTES
from kb.text.encoding import looks_binary, read_as

_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?(?:From [^\n]*\n|[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)")
_TELLING = re.compile(
    rb"^(?:mime-version|content-type|message-id|received|subject)\s*:", re.IGNORECASE | re.M
)
_META_CHARSET = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MOST_PARTS = 1_000
"""Parts of one message that are looked at; a page of many pictures has some hundred."""


def looks_like_message(head: bytes) -> bool:
    """Whether a file begins with the head of a message; `head` are its first bytes."""
    head = head.replace(b"\r\n", b"\n")
    lines = 0
    at = 0
    while field := _HEADER.match(head, at):
        lines, at = lines + 1, field.end()
    return lines >= 2 and len(set(_TELLING.findall(head[:at]))) >= 2


def message_of(data: bytes) -> EmailMessage:
    """The message that some bytes are. What is wrong in it costs itself only.

    :raises ImportRefused: its parts lie too deep in each other.
    """
    try:
        return message_from_bytes(data, policy=default)
    except RecursionError:
        raise ImportRefused(
            _("This message nests its parts without end; forward it and save that one")
        ) from None


def parts(message: EmailMessage, subtype: str) -> Iterator[EmailMessage]:
    """The parts of a message that are text of a subtype and no attachment, in their order."""
    for part in every_part(message):
        if part.get_content_type() == f"text/{subtype}" and part.get_content_disposition() != "attachment":
            yield part


def every_part(message: EmailMessage) -> Iterator[EmailMessage]:
    """A message and what it holds, in order, up to a number that no page has."""
    yield from islice(message.walk(), _MOST_PARTS)


def text_of(part: EmailMessage) -> str:
    """The text of a part in the charset that it names, else in the one that the page in it names, else in the
    likeliest. `EmailMessage.get_content` takes what names no charset for ASCII."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or looks_binary(data):
        return ""
    meta = _META_CHARSET.search(data[:HEAD_BYTES])
    named = (part.get_content_charset(), meta[1].decode("ascii") if meta else None)
    return read_as(data, *(charset for charset in named if charset not in ("us-ascii", "ascii"))).text


def header(message: EmailMessage, name: str) -> str:
    """A field of the head in one line, its encoded words read; empty where there is none or it is broken."""
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, IndexError, AttributeError, TypeError):
        # The parser of structured fields fails on some that are broken.
        return ""


def moment_of(message: EmailMessage) -> str | None:
    """The moment in UTC that the head names."""
    try:
        return as_stored(parsedate_to_datetime(header(message, "Date")).isoformat())
    except (ValueError, TypeError, OverflowError):
        return None
