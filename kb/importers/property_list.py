"""Property lists of macOS, binary or in XML."""

from __future__ import annotations

import plistlib
from typing import Any
from xml.parsers.expat import ExpatError

from kb.importers.files import MAX_RECORDS_BYTES, local_path

_BINARY = b"bplist00"
_XML = (b"<?xml", b"<!DOCTYPE plist", b"<plist")
_HEAD_BYTES = 500
"""Within them a list in XML calls itself one."""


def property_list_data(spec: str) -> bytes:
    """The bytes of a file that begins like a property list and is not too large; else none."""
    path = local_path(spec)
    if path is None or not path.is_file() or path.stat().st_size > MAX_RECORDS_BYTES:
        return b""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        is_list = head.startswith(_BINARY) or (head.lstrip().startswith(_XML) and b"<plist" in head)
        return head + file.read() if is_list else b""


def property_list(data: bytes) -> dict[str, Any]:
    """The dictionary in a property list; empty where there is none. Entities are refused by the parser."""
    try:
        value = plistlib.loads(data)
    except (ValueError, ExpatError, RecursionError, MemoryError, KeyError, TypeError, AttributeError):
        # The parser leaves what a damaged list raises to its caller.
        return {}
    return value if isinstance(value, dict) else {}
