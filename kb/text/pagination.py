"""Where in a text the pages of its original begin: kept beside the text, so that nothing that reads the text
(search, passages, exports, highlights) meets a page's number as a word."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.text.digest import text_hash

PAGE_STARTS = "page_starts"
"""The name under which `Document.meta` keeps them."""


class PageStart(NamedTuple):
    """A page's first character, by its offset in the text, and what the original calls the page."""

    offset: int
    label: str


def noted(text: str, starts: Sequence[PageStart]) -> dict[str, str]:
    """What `Document.meta` keeps of the pages of a text; nothing where it has none."""
    if not starts:
        return {}
    return {PAGE_STARTS: json.dumps({"text": text_hash(text), "starts": starts}, ensure_ascii=False)}


def page_starts(text: str, meta: Mapping[str, str]) -> tuple[PageStart, ...]:
    """The pages of a text in its order; none where they are not known, or are those of another text: an item
    may have got its text from elsewhere since."""
    if PAGE_STARTS not in meta:
        return ()
    kept = json.loads(meta[PAGE_STARTS])
    if kept["text"] != text_hash(text):
        return ()
    return tuple(PageStart(offset, label) for offset, label in kept["starts"])
