"""What Reddit gives of an account (CSV): the posts and comments that were saved, and posts of one's own.
Votes, what was hidden, letters, and comments of one's own are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin

from kb.catalogue import noted
from kb.importers.files import any_text_file
from kb.importers.protocol import ImportContext
from kb.importers.records import LeftOut, Row, cells_of, link_documents, rows
from kb.importers.saved_link import SavedLink, moment, saved
from kb.types import Document, Failure

_PROGRAM = "Reddit"
_SITE = "https://www.reddit.com/"
_KEPT = frozenset({"id", "permalink"})
_VOTED = _KEPT | {"direction"}
_WRITTEN = _KEPT | {"subreddit", "gildings"}
_LETTERS = _KEPT | {"thread_id", "from", "to"}
_HEAD = 4_000
"""Characters in which the heading and the first row stand."""
_ADDRESS = re.compile(r"/(?:r|u|user)/[^/,\s]+/comments/\w+|/message/messages/")
_HIDDEN = "hidden_posts"
"""The table of what was hidden has the columns of what was saved, and is known by its name alone."""
_POST = re.compile(r"/comments/\w+/(?P<words>[^/?#]+)/?")
"""A post's address, and not that of a comment to it, with the words of its title."""


class RedditImporter:
    """One of its tables."""

    name = noted("Reddit (CSV)")

    def match(self, spec: str) -> bool:
        """Whether a file is a table of what stands at Reddit, each by its number and address."""
        file = any_text_file(spec)
        if file is None or not _ADDRESS.search(file.text[:_HEAD]):
            return False
        header = {name.strip() for name in next(cells_of(file.text[:_HEAD]), [])}
        return header in (_KEPT, _VOTED) or header >= _WRITTEN or header >= _LETTERS

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row; a failure counts what is left out."""
        path = Path(spec)
        yield from link_documents(path.name, "row", (_kept(row, path) for row in rows(spec)), _PROGRAM)


def _kept(row: Row, table: Path) -> SavedLink | LeftOut | Document:
    address = _at_reddit(row["permalink"])
    if "direction" in row:
        return LeftOut(noted("tell what was voted for"))
    if "thread id" in row:
        return LeftOut(noted("went to single people"))
    if table.stem.startswith(_HIDDEN):
        return LeftOut(noted("tell what was hidden"))
    if "gildings" not in row:
        return _by_address(address, table.name)
    if "title" not in row:
        return LeftOut(noted("are comments of your own"))
    body = row.get("body", "")
    # A post of words is that post, one that leads elsewhere what it leads to.
    leads = address if body.strip() else _at_reddit(row.get("url", "")) or address
    return SavedLink(leads, row["title"], moment(row.get("date")), text=body)


def _at_reddit(address: str) -> str:
    """An address in full: what stands at Reddit itself is told by its path, of a post passed on too."""
    return urljoin(_SITE, address.strip()) if address.strip() else ""


def _by_address(address: str, place: str) -> SavedLink | Document:
    """What was saved: of a post's title the words that stand in its address, until the page tells it."""
    link = SavedLink(address)
    found = _POST.fullmatch(address, address.find("/comments/"))
    kept = saved(link, _PROGRAM, place) if found else None
    if found is None or not isinstance(kept, Document):
        return link
    return replace(kept, title=unquote(found["words"]).replace("_", " ").strip().capitalize())
