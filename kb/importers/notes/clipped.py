"""Pages that were clipped into a note, by Obsidian's Web Clipper and the like."""

from __future__ import annotations

import re

from kb.importers.notes.front_matter import TAG_FIELDS, Fields
from kb.text.markup import outside_code
from kb.types import Annotation

_CLIPPINGS = "clippings"
"""The tag that Obsidian's Web Clipper gives."""
KEPT_FIELDS = ("clipped", "created", "created_time", "date_added", "added", "created_at")
"""Fields that say when a page was kept, in a note that is the page."""
_HIGHLIGHT = re.compile(r"(?<!=)==(?=[^\s=])([^=\n]+?)(?<=[^\s=])==(?!=)")


def is_clipped(fields: Fields) -> bool:
    """Whether a note is a page that was clipped: the clipper's tag or field says so."""
    return _CLIPPINGS in map(str.lower, fields.words(TAG_FIELDS)) or "clipped" in fields.names


def highlights(body: str) -> tuple[str, tuple[Annotation, ...]]:
    """A clipped page without the marks around what the person highlighted in it, and these highlights."""
    found: list[Annotation] = []

    def plain(mark: re.Match[str]) -> str:
        found.append(Annotation(quote=mark[1]))
        return mark[1]

    return outside_code(body, lambda prose: _HIGHLIGHT.sub(plain, prose)), tuple(found)
