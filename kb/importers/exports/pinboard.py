"""Bookmarks of Pinboard and Delicious as JSON, and as the XML that their interface answers with. Pinboard
calls a title `description`, a note `extended`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kb.importers.bibliography import as_markdown
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.records import JsonFormat, link_documents, objects, records
from kb.importers.saved_link import SavedLink, moment, own_note, words
from kb.importers.xml import xml_tree
from kb.types import Document, Failure, State

_POSTS = re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?<posts\b[^>]*>\s*(?:<post\s[^>]*href=|</posts>)")
"""How the XML begins (Pinboard's API, `posts/all`)."""


def _link(record: Mapping[str, Any]) -> SavedLink:
    return SavedLink(
        str(record.get("href") or ""),
        str(record.get("description") or ""),
        moment(record.get("time")),
        words(record.get("tags") or record.get("tag"), None),
        State.UNREAD if record.get("toread") == "yes" else None,
        annotations=own_note(as_markdown(str(record.get("extended") or ""))),
    )


def _pinboard(value: list[dict[str, Any]]) -> Iterator[SavedLink]:
    yield from map(_link, objects(value))


class PostsImporter:
    """The same as XML."""

    name = "Pinboard (XML)"

    def match(self, spec: str) -> bool:
        """Whether a file is a list of posts."""
        file = any_text_file(spec)
        return file is not None and _POSTS.match(file.text) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each post."""
        root, _ = xml_tree(required_text_file(spec).text)
        posts = root.iter("post") if root is not None else ()
        links = (_link({str(name): str(value) for name, value in post.attrib.items()}) for post in posts)
        return link_documents(Path(spec).name, "post", links, "Pinboard")


def _delicious(value: list[dict[str, Any]]) -> Iterator[SavedLink]:
    for record in objects(value):
        yield SavedLink(
            str(record.get("url") or ""),
            str(record.get("title") or ""),
            moment(record.get("created")),
            words(record.get("tags")),
            annotations=own_note(record.get("description")),
        )


PINBOARD = JsonFormat(
    "Pinboard (JSON)",
    "Pinboard",
    lambda value: records(value, "href", "description") and "url" not in value[0],
    _pinboard,
)
DELICIOUS = JsonFormat(
    "Delicious (JSON)",
    "Delicious",
    lambda value: records(value, "url", "title", "created", "owner"),
    _delicious,
)
