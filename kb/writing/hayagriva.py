"""Bibliographies in Hayagriva's YAML, which Typst reads beside BibTeX: each entry below its key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kb.importers.bibliography import Entry
from kb.importers.notes.written_fields import Value, yaml_fields

_TYPES = (
    "article|chapter|entry|anthos|report|thesis|web|scene|artwork|patent|case|newspaper|legislation|manuscript"
    "|original|post|misc|performance|periodical|proceedings|book|blog|reference|conference|anthology"
    "|repository|thread|video|audio|exhibition"
)
"""What an entry may be (Hayagriva's file format, field `type`)."""
_BEGINS = re.compile(
    rf"^[^\s#:-][^\s:]*:[ \t]*\n(?:[ \t]+\S.*\n)*?[ \t]+type:[ \t]*[\"']?(?:{_TYPES})\b",
    re.MULTILINE | re.IGNORECASE,
)
_NAMED = ("doi", "arxiv")


def is_hayagriva(start: str) -> bool:
    """Whether a file that begins so is such a bibliography."""
    return "title:" in start and _BEGINS.search(start) is not None


def entries(text: str) -> Iterator[Entry]:
    """The works of a file, each with its key, title and addresses."""
    for key, record in yaml_fields(text).values.items():
        if isinstance(record, Mapping):
            yield Entry(
                title=_said(record.get("title")), addresses=tuple(_addresses(record)), citation_key=key
            )


def _addresses(record: Mapping[str, Value]) -> Iterator[str]:
    numbers = record.get("serial-number")
    if isinstance(numbers, Mapping):
        yield from (f"{name}:{numbers[name]}" for name in _NAMED if name in numbers)
    elif isinstance(numbers, str):
        yield numbers
    yield from (f"{name}:{record[name]}" for name in _NAMED if name in record)
    if url := _said(record.get("url")):
        yield url


def _said(value: Value | None) -> str:
    """A text, or that of a field which also says how it is written or when it was looked at."""
    if isinstance(value, Mapping):
        value = value.get("value")
    return value if isinstance(value, str) else ""
