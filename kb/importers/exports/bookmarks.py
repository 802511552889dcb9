"""Bookmarks in HTML: what every browser and bookmark keeper writes since Netscape, and the lists of Pocket
and Instapaper.

Attributes are read as HTML5 says: `&copy=1` in an address that was not escaped is no sign of copyright. So
the page is parsed by lexbor, not by libxml2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.catalogue import _, noted
from kb.errors import ImportRefused
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.records import link_documents
from kb.importers.saved_link import NOTE_TITLE_LIMIT, SavedLink, moment, words
from kb.text.digest import text_hash
from kb.text.excerpts import shortened
from kb.types import Annotation, Document, Failure, Kind, State

_HEAD = 20_000
"""Characters: a list begins in the first kilobyte, but an icon before it may be written out as text."""
_NETSCAPE = re.compile(r"<!DOCTYPE\s+NETSCAPE-Bookmark-file|<DT>\s*<A\s[^>]*HREF", re.IGNORECASE)
_READING_LISTS = re.compile(r"<title>\s*(?:(Pocket) Export|(Instapaper): Export)\s*</title>", re.IGNORECASE)
_STATES = {"unread": State.UNREAD, "read archive": State.READ, "archive": State.READ}
"""What the headings of these lists say; others of Instapaper's are folders, or what is starred."""
_STARRED = "starred"
_LINKDING_NOTES = re.compile(r"\[linkding-notes\](.*?)\[/linkding-notes\]", re.DOTALL)
_LINKDING_ARCHIVED = "linkding:bookmarks.archived"
_READING_LIST = "com.apple.ReadingList"
_BLOCKS = frozenset({"blockquote", "br", "div", "li", "ol", "p", "ul"})
"""What stands on lines of its own within a description."""
_TRUE = ("1", "true", "yes")
_FAVOURITE = ("important", "data-important", "duckduckgo:favorite")
"""How Raindrop and DuckDuckGo mark a favourite."""


class BookmarksImporter:
    """A list of bookmarks, whatever wrote it."""

    name = noted("bookmarks (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a file begins like such a list, whatever it is called."""
        file = any_text_file(spec)
        return file is not None and bool(
            _NETSCAPE.search(file.text[:_HEAD]) or _READING_LISTS.search(file.text[:_HEAD])
        )

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each bookmark that leads to a page; one failure counts those that do not.

        :raises ImportRefused: the file is gone, or the list is empty.
        """
        file = required_text_file(spec)
        listed = _READING_LISTS.search(file.text[:_HEAD])
        program = (listed[1] or listed[2]).title() if listed else "bookmarks"
        page = LexborHTMLParser(file.text)
        # Programs that write Instapaper's list for others write it in Netscape's form.
        links = list(_by_heading(page) if listed else ()) or list(_netscape(page))
        if not links:
            raise ImportRefused(
                _("{file} is a list of bookmarks without any; nothing was saved", file=Path(spec).name)
            )
        kept = (_own_note(link) if _is_of_its_own_server(link.address) else link for link in links)
        yield from link_documents(Path(spec).name, "bookmark", kept, program)


def _by_heading(page: LexborHTMLParser) -> Iterator[SavedLink]:
    """Links below headings. Pocket's are `Unread` and `Read Archive`, in this order in every language."""
    for place, group in enumerate(page.css("body > ul, body > ol")):
        before = group.prev
        while before is not None and before.tag == "-text":
            before = before.prev
        name = before.text().strip() if before is not None and before.tag == "h1" else ""
        known = name.lower()
        folder = "" if group.tag == "ul" or known in _STATES or known == _STARRED else name
        by_place = State.READ if place else State.UNREAD
        for link in group.css("li > a"):
            yield SavedLink(
                _attribute(link, "href"),
                link.text(),
                moment(_attribute(link, "time_added")),
                words(_attribute(link, "tags")),
                _STATES.get(known, by_place if group.tag == "ul" else None),
                folder=folder,
                favourite=known == _STARRED,
            )


def _netscape(page: LexborHTMLParser) -> Iterator[SavedLink]:
    for link in page.css("a"):
        address = _attribute(link, "href")
        if not address:
            continue
        tags = words(_attribute(link, "tags"))
        note = _note(link)
        folders = list(_folders(link))
        to_read = _attribute(link, "toread") in _TRUE or _READING_LIST in folders
        archived = _LINKDING_ARCHIVED in tags
        yield SavedLink(
            address,
            link.text(),
            moment(_attribute(link, "add_date")),
            tuple(tag for tag in tags if tag != _LINKDING_ARCHIVED),
            State.UNREAD if to_read else State.READ if archived else None,
            annotations=(Annotation(note=note),) if note else (),
            folder=" / ".join(name for name in folders if name != _READING_LIST),
            favourite=any(_attribute(link, name) in _TRUE for name in _FAVOURITE),
        )


def _is_of_its_own_server(address: str) -> bool:
    """Shaarli writes its notes with addresses that lead nowhere outside."""
    return address.startswith(("?", "/", "#"))


def _own_note(link: SavedLink) -> Document:
    """A note that was kept among bookmarks."""
    text = "\n\n".join(one.note for one in link.annotations)
    digest = text_hash(f"{link.address}\n{link.saved_at}")
    return Document(
        key=f"note:{digest}",
        kind=Kind.NOTE,
        title=link.title.strip() or shortened(text, NOTE_TITLE_LIMIT),
        text=text,
        tags=link.tags,
        source="bookmarks",
        saved_at=link.saved_at,
    )


def _attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def _folders(link: LexborNode) -> Iterator[str]:
    """Names of the folders a bookmark lies in, the outermost first. Lists nest; a list's name is the heading
    before it. Safari marks its reading list by an id only."""
    names: list[str] = []
    node = link.parent
    while node is not None:
        if node.tag == "dl" and (heading := _heading(node)) is not None:
            names.append(heading.text().strip())
            if _attribute(heading, "id") == _READING_LIST:
                names.append(_READING_LIST)
        node = node.parent
    return reversed([name for name in names if name])


def _heading(group: LexborNode) -> LexborNode | None:
    """The heading just before a list, a description between them or not."""
    node = group.prev
    while node is not None:
        if node.tag == "h3":
            return node
        if node.tag in ("a", "dl"):
            return None
        node = node.prev
    # A description between folder and list makes the list part of the description.
    parent = group.parent
    if parent is not None and parent.tag == "dd":
        before = parent.prev
        while before is not None and before.tag != "dt":
            before = before.prev
        return before.css_first("h3") if before is not None and before.css_first("a") is None else None
    return None


def _note(link: LexborNode) -> str:
    """The description below a bookmark, line by line as it was written."""
    node = link.parent.next if link.parent is not None else None
    while node is not None and node.tag == "-text":
        node = node.next
    if node is None or node.tag != "dd":
        return ""
    parts = []
    child = node.child
    while child is not None and child.tag not in ("dl", "dt"):
        parts.append(f"\n{child.text(deep=True)}\n" if child.tag in _BLOCKS else child.text(deep=True))
        child = child.next
    text = "".join(parts).strip()
    notes = _LINKDING_NOTES.search(text)
    without = _LINKDING_NOTES.sub("", text).strip()
    return "\n\n".join(part for part in (without, notes[1].strip() if notes else "") if part)
