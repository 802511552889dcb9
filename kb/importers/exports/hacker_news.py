"""A list of Hacker News saved as a page: favourites, upvoted, what somebody submitted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from kb.catalogue import noted
from kb.importers.files import html_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.records import link_documents
from kb.importers.saved_link import SavedLink
from kb.types import Document, Failure

_SITE = "https://news.ycombinator.com/"
_HEAD = 20_000
"""Characters in which the page names itself and its first story stands."""
_LISTED = re.compile(r"<tr class=['\"]athing\b")


class HackerNewsImporter:
    """Such a page: each story by what it leads to; what was asked there by its own address."""

    name = noted("Hacker News (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a page lists stories as that site does, and more than one."""
        file = html_file(spec)
        if file is None or "Hacker News" not in file.text[:_HEAD]:
            return False
        return _LISTED.search(file.text[:_HEAD]) is not None and file.text.count('class="titleline"') > 1

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each story.

        :raises ImportRefused: the file is gone.
        """
        return link_documents(Path(spec).name, "record", _links(required_text_file(spec).text), "Hacker News")


def _links(page: str) -> Iterator[SavedLink]:
    for story in LexborHTMLParser(page).css("tr.athing .titleline > a[href]"):
        yield SavedLink(urljoin(_SITE, story.attributes.get("href") or ""), " ".join(story.text().split()))
