"""Text that UTF-8 can hold: lone surrogates come from file names in another encoding and from halved emoji,
and neither SQLite nor a browser takes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

_SURROGATES = re.compile(r"[\ud800-\udfff]+")
# What Python makes of the bytes of a file name that are no UTF-8.
_ESCAPED_BYTE = re.compile(r"[\udc80-\udcff]")
_Value = TypeVar("_Value")


def storable_text(text: str) -> str:
    """The text with what UTF-8 cannot hold made visible: a byte of a file name as `\\xe9`, so that different
    names stay different; half an emoji as U+FFFD; two halves put together. Other text comes back as it is."""
    return text if text.isascii() else _SURROGATES.sub(_mended, text)


def _mended(found: re.Match[str]) -> str:
    joined = found[0].encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    visible = _ESCAPED_BYTE.sub(lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", joined)
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", visible)


def storable(value: _Value) -> _Value:
    """The same value with every text in it made storable: of a frozen dataclass, a tuple or a mapping."""
    made: _Value = _walked(value)
    return made


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _is_plain(value: Any) -> bool:
    return type(value) is str and value.isascii()


def _walked(value: Any) -> Any:
    """The value itself where nothing in it changes, which is nearly always."""
    if isinstance(value, str):
        return storable_text(value)
    kind: Any = type(value)
    if kind is bool:
        return value
    if kind is tuple:
        if all(map(_is_plain, value)):
            return value
        parts = tuple(map(_walked, value))
        return value if parts == value else parts
    if names := _fields(kind):
        changed = {
            name: made
            for name in names
            if (part := getattr(value, name)) and not _is_plain(part) and (made := _walked(part)) is not part
        }
        return replace(value, **changed) if changed else value
    if isinstance(value, Mapping):
        if all(map(_is_plain, value)) and all(map(_is_plain, value.values())):
            return value
        pairs = {_walked(name): _walked(part) for name, part in value.items()}
        return value if pairs == value else pairs
    return value
