"""A page that an archive of many holds: its article, by the page's own address."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.importers.files import TextFile
from kb.importers.html.address import SavedFrom
from kb.importers.html.importer import MIN_ARTICLE, html_document
from kb.text.encoding import read_as
from kb.types import Document, Skipped


def kept_article(
    path: Path, data: bytes, charset: str | None, written: SavedFrom, program: str
) -> Document | None:
    """The article of a page, `data`, in the archive `path`, of the kind `program`; None where it has none. So
    it joins what programs know of the page in whichever order they come."""
    digest = hashlib.sha256(data).hexdigest()
    file = TextFile(path, read_as(data, charset).text, "", digest, digest)
    try:
        page = html_document(file, written)
    except ImportRefused:
        return None
    if sum(map(str.isalnum, f"{page.text} {page.summary}")) < MIN_ARTICLE:
        # Frames, forms and notices have addresses of their own.
        return None
    # The archive is no page, so its place names none of them; and a server may answer with the same bytes at
    # several addresses.
    aliases = tuple(one for one in page.aliases if not one.startswith(("path:", "file:")))
    return replace(
        page,
        aliases=aliases,
        files=(),
        saved_at=written.at or page.saved_at,
        meta={**page.meta, "program": program},
    )


def left_without_article(name: str, count: int) -> Skipped:
    """What is told of `count` pages of the archive called `name` that have no article."""
    return Skipped(name, _("pages without an article's text"), count)
