"""Notes of programs that write all of them into one file of JSON: Day One, Standard Notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kb.catalogue import noted
from kb.importers.records import JsonFormat, LeftOut, objects, record_in, records, text_of
from kb.importers.saved_link import SavedLink, moment, words

_MOMENT = re.compile(r"!\[[^\[\]]*\]\(dayone-moment:[^()\s]*\)\n?")
"""A picture or a sound of Day One's, which lies beside the file."""
_ESCAPED = re.compile(r"\\(?=[.!()\-+#>])")
"""Day One keeps signs from being marks, wherever they stand."""
_DELETED = noted("were thrown away")


def _day_one(value: Mapping[str, Any]) -> Iterator[SavedLink]:
    for entry in objects(value["entries"]):
        text = _ESCAPED.sub("", _MOMENT.sub("", text_of(entry, "text")))
        title, _line, rest = text.strip().partition("\n")
        yield SavedLink(
            "",
            title.lstrip("# "),
            moment(entry.get("creationDate")),
            words(entry.get("tags")),
            text=rest.strip() or title,
            favourite=entry.get("starred") is True,
        )


def _is_day_one(value: Any) -> bool:
    return isinstance(value, dict) and records(value.get("entries"), "uuid", "creationDate")


def _standard_notes(value: Mapping[str, Any]) -> Iterator[SavedLink | LeftOut]:
    parts = [(one, record_in(one, "content")) for one in objects(value["items"])]
    tags: dict[str, list[str]] = {}
    for one, content in parts:
        for named in objects(content.get("references")) if one.get("content_type") == "Tag" else ():
            tags.setdefault(text_of(named, "uuid"), []).append(text_of(content, "title"))
    for one, content in parts:
        if one.get("content_type") != "Note":
            continue
        if content.get("trashed") or one.get("deleted"):
            yield LeftOut(_DELETED)
            continue
        yield SavedLink(
            "",
            text_of(content, "title"),
            moment(one.get("created_at")),
            tuple(tags.get(text_of(one, "uuid"), ())),
            text=text_of(content, "text") or text_of(content, "title"),
            favourite=content.get("starred") is True,
        )


def _is_standard_notes(value: Any) -> bool:
    items = value.get("items") if isinstance(value, dict) else None
    return records(items, "uuid", "content_type") and any(
        one.get("content_type") == "Note" and isinstance(one.get("content"), dict) for one in objects(items)
    )


DAY_ONE = JsonFormat("Day One (JSON)", "Day One", _is_day_one, _day_one)
STANDARD_NOTES = JsonFormat("Standard Notes (JSON)", "Standard Notes", _is_standard_notes, _standard_notes)
