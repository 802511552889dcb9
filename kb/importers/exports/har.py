"""HAR 1.2: what a browser's developer tools saw while pages were loaded. Of each page its own document, as
the server answered it; what scripts, pictures and forms asked for is passed over."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from kb.catalogue import noted
from kb.importers.archives.kept_article import kept_article, left_without_article
from kb.importers.boundary import attempted
from kb.importers.files import local_path
from kb.importers.html.address import SavedFrom
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, objects, record_in, text_of
from kb.importers.saved_link import moment
from kb.types import Document, Failure

_PAGES = ("text/html", "application/xhtml+xml")
_PROGRAM = "HAR"
_WHOLE = 200
"""The status of an answer that is the page itself (RFC 9110)."""


class HarImporter:
    """The pages of one such file."""

    name = noted("saved pages (HAR)")

    def match(self, spec: str) -> bool:
        """Whether a file is a log of what a browser asked for and was answered."""
        log = _log(spec)
        return isinstance(log.get("entries"), list) and "version" in log and "creator" in log

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The article of each page; a failure counts pages without one."""
        path = local_path(spec) or Path(spec)
        without = 0
        for entry in _documents(_log(spec)):
            url = text_of(record_in(entry, "request"), "url")
            written = SavedFrom(url, moment(entry.get("startedDateTime")))
            page = attempted(url, partial(kept_article, path, _content(entry), "utf-8", written, _PROGRAM))
            if page is None:
                without += 1
            else:
                yield page
        if without:
            yield left_without_article(path.name, without)


def _log(spec: str) -> dict[str, Any]:
    value = json_value(spec)
    return record_in(value, "log") if isinstance(value, dict) else {}


def _documents(log: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The first page that was answered whole of all that each page asked for: frames come later."""
    seen: set[str] = set()
    for entry in objects(log.get("entries")):
        response = record_in(entry, "response")
        kind = text_of(record_in(response, "content"), "mimeType").partition(";")[0].strip().lower()
        page = text_of(entry, "pageref") or text_of(record_in(entry, "request"), "url")
        if kind in _PAGES and response.get("status") == _WHOLE and page not in seen:
            seen.add(page)
            yield entry


def _content(entry: Mapping[str, Any]) -> bytes:
    """The page in UTF-8; nothing where the answer was not kept."""
    content = record_in(record_in(entry, "response"), "content")
    text = content.get("text")
    if not isinstance(text, str):
        return b""
    if content.get("encoding") != "base64":
        return text.encode("utf-8", "replace")
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""
