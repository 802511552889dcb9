"""Packed answers, unpacked no further than a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from kb.catalogue import _
from kb.web.errors import Refused, Unreachable

ACCEPTED = "gzip, deflate"
"""What is asked for, as `Accept-Encoding` has it."""
_ANY_HEADER = 32 + zlib.MAX_WBITS
"""zlib finds out by itself whether gzip or zlib is before it."""
_GZIP = b"\x1f\x8b"
"""How each member of a gzip file begins (RFC 1952)."""
_MEGABYTE = 1_000_000
"""Bytes, as sizes of files are told."""


def too_large(most: int) -> Refused:
    """What is said of an answer of more than `most` bytes."""
    return Refused(
        _(
            "The answer is larger than {size} MB, which is not taken; save the page or file yourself and add"
            " it",
            size=f"{most / _MEGABYTE:g}",
        )
    )


def collected(chunks: Iterable[bytes], coding: str, most: int) -> bytes:
    """The whole of an answer, unpacked; `coding` is its `Content-Encoding`.

    :raises Refused: it is, packed or unpacked, larger than `most` bytes, or packed in another way.
    :raises Unreachable: what is packed is damaged or ends too early.
    """
    if coding in ("", "identity"):
        return _limited(chunks, most)
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise Refused(
            _(
                "The answer is packed as {coding}; save the page yourself and add the file",
                coding=repr(coding[:40]),
            )
        )
    packed = _limited(chunks, most)
    try:
        return _unpacked(packed, _ANY_HEADER, most)
    except zlib.error:
        pass
    try:
        # Some servers send deflate without the header that RFC 9110 wants.
        return _unpacked(packed, -zlib.MAX_WBITS, most)
    except zlib.error:
        raise Unreachable(_("The answer came damaged; try again later")) from None


def _limited(chunks: Iterable[bytes], most: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise too_large(most)
    return bytes(body)


def _unpacked(packed: bytes, wbits: int, most: int) -> bytes:
    """gzip may hold several members one after another."""
    body = bytearray()
    while packed:
        member = zlib.decompressobj(wbits)
        body += member.decompress(packed, most + 1 - len(body))
        if len(body) > most:
            raise too_large(most)
        if not member.eof:
            raise zlib.error("cut short")
        # What follows the last member is padding.
        packed = member.unused_data if member.unused_data.startswith(_GZIP) else b""
    return bytes(body)
