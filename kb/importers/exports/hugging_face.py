"""What somebody likes on Hugging Face, as its programming interface lists it
(`https://huggingface.co/api/users/NAME/likes`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.catalogue import noted
from kb.importers.records import JsonFormat, objects, record_in, text_of
from kb.importers.saved_link import SavedLink, moment

_SITE = "https://huggingface.co/"
_PLACES = {"model": "", "dataset": "datasets/", "space": "spaces/"}
"""Where a thing of each kind is found on the site."""


def _fits(value: Any) -> bool:
    first = next(objects(value), {})
    return "createdAt" in first and record_in(first, "repo").get("type") in _PLACES


def _links(value: Any) -> Iterator[SavedLink]:
    for like in objects(value):
        repository = record_in(like, "repo")
        name, place = text_of(repository, "name"), _PLACES.get(text_of(repository, "type"))
        known = bool(name) and place is not None
        yield SavedLink(f"{_SITE}{place}{name}" if known else "", name, moment(like.get("createdAt")))


LIKES = JsonFormat(noted("Hugging Face likes (JSON)"), "Hugging Face", _fits, _links)
