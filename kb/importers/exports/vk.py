"""VK's archive, a page of HTML for each part of an account: what was bookmarked, and the posts of one's own
wall. Messages, likes, friends and the rest are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.catalogue import noted
from kb.importers.files import html_file, required_text_file
from kb.importers.lists.linked_words import linked_words
from kb.importers.protocol import ImportContext
from kb.importers.records import LeftOut, link_documents
from kb.importers.saved_link import SavedLink
from kb.importers.telegram_dump import post_title
from kb.text.dates import local_time
from kb.text.identity import canonical_key, find_references
from kb.types import Document, Failure, Kind

_PROGRAM = "VK"
_KNOWN = re.compile(r'<meta name="jd" content="[^"]*">\s*<title>VK</title>')
"""How every page of an archive begins."""
_HEAD = 2_000
"""Characters: what a page says of itself stands above its styles."""
_BOOKMARK = ".bookmarks > .item > .item__main > a[href^=http]"
_OF_PEOPLE = ("bookmarks/page", "bookmarks/product")
"""Folders of bookmarks that lead to people, groups and wares."""
_OWN = re.compile(r"https://vk\.com/(?:photo|video|clip|audio|doc|album|wall|story)s?-?\d")
"""What lies within VK, as a post shows it below its words."""


class VkImporter:
    """One page of an archive."""

    name = noted("VK archive (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a page begins as those of an archive do."""
        file = html_file(spec)
        return file is not None and _KNOWN.search(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each bookmark, or for each post of the wall with words or a link; a failure counts
        the others. Nothing of pages that hold neither."""
        file = required_text_file(spec)
        page = LexborHTMLParser(file.text)
        name = "/".join(file.path.parts[-2:])
        if file.path.parent.as_posix().endswith(_OF_PEOPLE):
            return
        if bookmarks := page.css(_BOOKMARK):
            links = (SavedLink(str(one.attributes.get("href"))) for one in bookmarks)
            yield from link_documents(name, "bookmark", links, _PROGRAM)
        elif posts := [one for one in page.css(".item") if _address(one)]:
            yield from link_documents(name, "post", map(_post, posts), _PROGRAM)


def _address(item: LexborNode) -> str:
    link = item.css_first("a.post__link[href]")
    address = str(link.attributes.get("href")) if link is not None else ""
    # Comments have the address of their post, and what they answer.
    return "" if "reply=" in address else address


def _post(item: LexborNode) -> Document | LeftOut:
    body = item.css_first(".item__main > div")
    words = "\n".join(line.strip() for line in _own_words(body)).strip() if body is not None else ""
    shown = [str(one.attributes.get("href")) for one in item.css("a.attachment__link[href]")]
    links = [one for one in dict.fromkeys(shown) if not _OWN.match(one) and one not in words]
    text = "\n\n".join(filter(None, (words, *links)))
    if not linked_words(text).links and not words:
        return LeftOut(noted("are pictures without words"))
    address = _address(item)
    foot = item.css_first(".item__tertiary span")
    day = local_time(foot.text()) if foot is not None else None
    return Document(
        key=canonical_key(address),
        kind=Kind.POST,
        title=post_title(words.split("\n")) if words else links[0],
        text=text,
        url=address,
        source="vk.com",
        published=day[:10] if day else None,
        references=find_references(text),
        meta={"program": _PROGRAM},
    )


def _own_words(body: LexborNode) -> Iterator[str]:
    """The lines of a post, without what it shows below them."""
    line = ""
    for node in body.iter(include_text=True):
        if node.tag == "br":
            yield line
            line = ""
        elif "kludges" not in str(node.attributes.get("class") or ""):
            line += node.text()
    yield line
