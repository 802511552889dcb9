"""Facebook and Instagram: what was saved, in the JSON of a person's own download.

In newer downloads the parts of a record are called in the person's language; they are known by what they
hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.catalogue import noted
from kb.importers.records import JsonFormat, LeftOut, objects, records
from kb.importers.saved_link import NOTE_TITLE_LIMIT, SavedLink, moment
from kb.text.excerpts import shortened

_WITHOUT_ADDRESS = LeftOut(noted("lead to what is within Facebook, whose address is not told"))
_SAVES = ("saves_v2", "saves_and_collections_v2", "saves")
"""What the list is called, the newest form first; about 2022 it held what was done to collections too."""
_WEB = ("http://", "https://")


def _is_of_facebook(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    *known, plain = _SAVES
    # The oldest is a word that others use too.
    return any(isinstance(value.get(name), list) for name in known) or records(
        value.get(plain), "timestamp", "title"
    )


def _of_facebook(value: dict[str, Any]) -> Iterator[SavedLink | LeftOut]:
    """The title of a record tells who saved what in a sentence; what was saved is attached to it."""
    for record in objects(next(value[name] for name in _SAVES if name in value)):
        parts = (part for one in objects(record.get("attachments")) for part in objects(one.get("data")))
        pages = (page for part in parts if isinstance(page := part.get("external_context"), dict))
        page = next((one for one in pages if one.get("url")), None)
        if page is None:
            yield _WITHOUT_ADDRESS
        else:
            yield SavedLink(_mended(page["url"]), _mended(page.get("name")), moment(record.get("timestamp")))


def _of_instagram(value: dict[str, Any]) -> Iterator[SavedLink]:
    """A record is called by who posted it; its one part, `Saved on` in the person's language, leads to it."""
    for record in objects(value["saved_saved_media"]):
        told = record.get("string_map_data")
        part = next(objects(list(told.values()) if isinstance(told, dict) else []), {})
        authors = tuple(filter(None, (_mended(record.get("title")),)))
        yield SavedLink(str(part.get("href") or ""), "", moment(part.get("timestamp")), authors=authors)


def _labelled(value: list[dict[str, Any]]) -> Iterator[SavedLink | LeftOut]:
    for record in objects(value):
        said = [_mended(one.get("value")).strip() for one in objects(record.get("label_values"))]
        address = next((one for one in said if one.startswith(_WEB)), "")
        words = max((one for one in said if not one.startswith(_WEB)), key=len, default="")
        if address:
            title = shortened(words, NOTE_TITLE_LIMIT)
            yield SavedLink(address, title, moment(record.get("timestamp")), excerpt=words)
        else:
            yield _WITHOUT_ADDRESS


def _mended(text: object) -> str:
    """Each byte of UTF-8 is written as a sign of its own."""
    said = text if isinstance(text, str) else ""
    try:
        return said.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return said


FORMATS = (
    JsonFormat(
        noted("Facebook: saved items (JSON)"),
        "Facebook",
        _is_of_facebook,
        _of_facebook,
    ),
    JsonFormat(
        noted("Instagram: saved posts (JSON)"),
        "Instagram",
        lambda value: isinstance(value, dict) and isinstance(value.get("saved_saved_media"), list),
        _of_instagram,
    ),
    JsonFormat(
        noted("Facebook, Instagram: saved (JSON)"),
        "Meta",
        lambda value: records(value, "label_values", "timestamp"),
        _labelled,
    ),
)
