"""Facebook: what was saved, in the JSON of a person's own download."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.catalogue import noted
from kb.importers.records import JsonFormat, LeftOut, objects
from kb.importers.saved_link import SavedLink, moment


def _links(value: dict[str, Any]) -> Iterator[SavedLink | LeftOut]:
    """The title of a record tells who saved what in a sentence; what was saved is attached to it."""
    for record in objects(value["saves_v2"]):
        parts = (part for one in objects(record.get("attachments")) for part in objects(one.get("data")))
        pages = (page for part in parts if isinstance(page := part.get("external_context"), dict))
        page = next((one for one in pages if one.get("url")), None)
        if page is None:
            yield LeftOut(noted("lead to what is within Facebook, whose address is not told"))
            continue
        title = _mended(page.get("name"))
        yield SavedLink(_mended(page["url"]), title, moment(record.get("timestamp")))


def _mended(text: object) -> str:
    """Facebook writes each byte of UTF-8 as a sign of its own."""
    said = text if isinstance(text, str) else ""
    try:
        return said.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return said


FORMAT = JsonFormat(
    noted("Facebook: saved items (JSON)"),
    "Facebook",
    lambda value: isinstance(value, dict) and isinstance(value.get("saves_v2"), list),
    _links,
)
