"""Where in a text the pages of its original begin: kept beside the text, so that nothing that reads the text
(search, passages, exports, highlights) meets a page's number as a word."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from kb.text.digest import text_hash

PAGE_STARTS = "page_starts"
"""The name under which `Document.meta` keeps them."""
_PAGES_READ = "pages_read"
"""That of how many pages were read of a file that is too long: `1200 of 1415`."""

_UNREAD = "unread"
"""That of why nothing was read."""


class Unread(StrEnum):
    """Why no text could be read of a file that is kept."""

    LOCKED = "locked"
    SCANNED = "scanned"
    WORDLESS = "wordless"


class PageStart(NamedTuple):
    """A page's first character, by its offset in the text, and what the original calls the page."""

    offset: int
    label: str


def noted(text: str, starts: Sequence[PageStart]) -> dict[str, str]:
    """What `Document.meta` keeps of the pages of a text; nothing where it has none."""
    if not starts:
        return {}
    return {PAGE_STARTS: json.dumps({"text": text_hash(text), "starts": starts}, ensure_ascii=False)}


def read_in_part(read: int, total: int) -> dict[str, str]:
    """What `Document.meta` keeps of how many pages were read; nothing where all were."""
    return {_PAGES_READ: f"{read} of {total}"} if read < total else {}


def pages_read(meta: Mapping[str, str]) -> tuple[int, int] | None:
    """How many pages were read, and of how many, where that is not all of them."""
    read, _of, total = meta.get(_PAGES_READ, "").partition(" of ")
    return (int(read), int(total)) if total else None


def unread(why: Unread) -> dict[str, str]:
    """What `Document.meta` keeps of a file that no text was read of."""
    return {_UNREAD: why}


def why_unread(meta: Mapping[str, str]) -> Unread | None:
    """Why no text was read; None where one was. An item may have got a text from elsewhere since."""
    said = meta.get(_UNREAD)
    return Unread(said) if said in set(Unread) else None


def page_starts(text: str, meta: Mapping[str, str]) -> tuple[PageStart, ...]:
    """The pages of a text in its order; none where they are not known, or are those of another text: an item
    may have got its text from elsewhere since."""
    if PAGE_STARTS not in meta:
        return ()
    kept = json.loads(meta[PAGE_STARTS])
    if kept["text"] != text_hash(text):
        return ()
    return tuple(PageStart(offset, label) for offset, label in kept["starts"])
