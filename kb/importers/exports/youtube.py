"""Lists of YouTube as Google Takeout exports them: a table of videos a list, with translated headers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.catalogue import noted
from kb.importers.files import TextFile, any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.records import JsonFormat, LeftOut, link_documents, objects, records
from kb.importers.saved_link import SavedLink, moment
from kb.types import Document, Failure, State, Subscription

_VIDEO = re.compile(r"[\w-]{11}")
_CHANNEL = re.compile(r"UC[\w-]{22}")
_FEED = "https://www.youtube.com/feeds/videos.xml?channel_id="
"""Where YouTube tells of a channel's videos."""
_LOOKED_AT = 4_000
"""Characters of a file within which its first video stands; older files tell of the list before it."""
_LATER = frozenset(
    "watch later|смотреть позже|посмотреть позже|später ansehen|à regarder plus tard|ver más tarde"
    "|guarda più tardi|assistir mais tarde|later bekijken|zobacz później".split("|")
)
"""What the list is called in the languages of its readers."""
_LIST = re.compile(r"(?P<title>.+?)-[^-]+(?:\s?\(\d+\))?")
"""A file is called by its list, a dash and the word for videos."""

_LISTS = frozenset(("playlists", "плейлисты"))
"""The folder in which files may be called by their lists alone."""


class YoutubeImporter:
    """One list, which names no titles of videos, or the channels that somebody follows: each has a feed."""

    name = noted("YouTube list (CSV)")

    def match(self, spec: str) -> bool:
        """Whether a file's rows are a video's number and a moment, or a channel's number and its page."""
        file = any_text_file(spec)
        text = file.text[:_LOOKED_AT] if file is not None else ""
        return any(next(found, None) is not None for found in (_videos(text), _channels(text)))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure | Subscription]:
        """A document for each video, with the list it stands in; a source for each channel."""
        file = required_text_file(spec)
        channels = [Subscription(f"{_FEED}{number}", title) for number, title in _channels(file.text)]
        yield from channels or link_documents(Path(spec).name, "row", _links(file), "YouTube")


def _channels(text: str) -> Iterator[tuple[str, str]]:
    for row in csv.reader(io.StringIO(text)):
        number, address, *named = (*(cell.strip() for cell in row), "", "")
        if _CHANNEL.fullmatch(number) and address.rstrip("/").endswith(f"youtube.com/channel/{number}"):
            yield number, named[0]


def _videos(text: str) -> Iterator[tuple[str, str]]:
    for row in csv.reader(io.StringIO(text)):
        cells = [cell.strip() for cell in row]
        # Numbers of eleven digits are those of telephones.
        if len(cells) < 2 or not _VIDEO.fullmatch(cells[0]) or cells[0].isdecimal() or cells[1].isdecimal():
            continue
        if at := moment(cells[1]):
            yield cells[0], at


def _links(file: TextFile) -> Iterator[SavedLink]:
    called = _LIST.fullmatch(file.path.stem)
    alone = file.path.stem.lower() in _LATER or file.path.parent.name.lower() in _LISTS
    folder = called["title"] if called else file.path.stem if alone else ""
    state = State.UNREAD if folder.lower() in _LATER else None
    for number, at in _videos(file.text):
        yield SavedLink(f"https://www.youtube.com/watch?v={number}", saved_at=at, folder=folder, state=state)


def _watched(value: Any) -> Iterator[LeftOut]:
    for _record in objects(value):
        yield LeftOut(noted("tell what was watched or searched for, and not what was kept; export playlists"))


HISTORY = JsonFormat(
    noted("YouTube history"),
    "YouTube",
    lambda value: records(value, "header", "title", "time", "products"),
    _watched,
)
