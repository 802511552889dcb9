"""OPML: lists of feeds, as readers export them. Their feeds become sources; an outline without any is a
note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kb.catalogue import _
from kb.importers.feeds.beginnings import from_first_element
from kb.importers.feeds.outline import outline_text, outline_title
from kb.importers.files import TextFile, any_text_file, required_text_file
from kb.importers.lists.reading_table import when
from kb.importers.notes.front_matter import Fields
from kb.importers.notes.markdown import note_document
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import SavedLink, saved
from kb.importers.xml import xml_tree
from kb.text.urls import web_parts
from kb.types import Document, Failure, Subscription

_BEGINS = re.compile(r"<opml\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BARE_AND = re.compile(r"&(?!(?:#\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos);)", re.IGNORECASE)
_INCLUDED, _LINK = "include", "link"
"""Types of outlines that point to another list, or to a page (OPML 2.0)."""
_IS_LIST = re.compile(r"\.opml(?:[?#]|$)", re.IGNORECASE)
"""The end of the address of another list: a link to one is an inclusion (OPML 2.0)."""
_PROGRAM = "OPML"


class OpmlImporter:
    """A list of feeds, or an outline."""

    name = "OPML"

    def match(self, spec: str) -> bool:
        """Whether a file is OPML, whatever it is called."""
        file = any_text_file(spec)
        return file is not None and _BEGINS.match(from_first_element(file.text)) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Subscription | Failure]:
        """Each feed once, with all folders it lies in; what is none comes out as a failure. Without feeds the
        note that the outline is.

        :raises ImportRefused: the file is gone or empty.
        """
        file = required_text_file(spec)
        found = list(read_opml(file.text, file.path.name))
        yield from found
        if not found:
            yield _note(file)


def _note(file: TextFile) -> Document | Failure:
    """The note that an outline without feeds is."""
    tree = _tree(file.text)
    text = outline_text(tree) if tree is not None else ""
    if tree is None or not text:
        return Failure(
            file.path.name,
            _("{file} lists no feeds and says nothing; nothing was saved", file=file.path.name),
        )
    fields = Fields({"title": outline_title(tree)} if outline_title(tree) else {})
    return note_document(fields, text, file.path, file.key, file.aliases, file.meta)


def _tree(text: str) -> etree._Element | None:
    return xml_tree(_BARE_AND.sub("&amp;", _DECLARATION.sub("", text.lstrip("\ufeff"))))[0]


def read_opml(text: str, place: str) -> Iterator[Document | Subscription | Failure]:
    """The feeds of a list, and the pages that it links to; `place` names it to the person."""
    tree = _tree(text)
    feeds: dict[str, Subscription] = {}
    for outline in [] if tree is None else tree.iter("{*}outline", "{*}OUTLINE"):
        given = {name.lower(): value.strip() for name, value in outline.attrib.items()}
        title = " ".join((given.get("title") or given.get("text") or "").split())
        address = re.sub(r"^feed:(?://)?(?=https?:)|^feed:(?=//)", "", given.get("xmlurl", ""))
        address = f"https:{address}" if address.startswith("//") else address
        if not address:
            leads, kind = given.get("url", ""), given.get("type", "").lower()
            if kind == _LINK and leads and not _IS_LIST.search(leads):
                folder = " / ".join(_around(outline))
                yield saved(
                    SavedLink(leads, title, when(given.get("created", "")), folder=folder), _PROGRAM, place
                )
            elif kind in (_LINK, _INCLUDED) and leads:
                told = _(
                    "{entry} points to {url}, which is not followed; save it and add it as well",
                    entry=title or _("An entry"),
                    url=leads,
                )
                yield Failure(place, told)
        elif web_parts(address) is None:
            feed = title or _("A feed")
            told = _("{feed} has no web address ({address})", feed=feed, address=address[:80])
            yield Failure(place, told)
        else:
            folders = tuple(dict.fromkeys((*_around(outline), *_categories(given.get("category", "")))))
            known = feeds.get(address, Subscription(address, title if title != address else ""))
            both = tuple(dict.fromkeys((*known.folders, *folders)))
            feeds[address] = Subscription(address, known.title or title, both)
    yield from feeds.values()


def _around(outline: etree._Element) -> Iterator[str]:
    """Names of the folders around an outline, the outermost first."""
    names = [
        " ".join((one.get("title") or one.get("text") or "").split())
        for one in outline.iterancestors("{*}outline", "{*}OUTLINE")
    ]
    yield from filter(None, reversed(names))


def _categories(given: str) -> Iterator[str]:
    """The names in `/first/second,/other`."""
    yield from (part.strip() for path in given.split(",") for part in path.split("/") if part.strip())
