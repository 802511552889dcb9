"""An entry of a feed as a document: a post with its link, or what else the link leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kb.importers.arxiv.paper import stub
from kb.importers.html.address import resolved
from kb.importers.html.fragment import markdown
from kb.importers.link import link_document, link_key
from kb.importers.notes.titles import plain_title
from kb.importers.saved_link import TITLE_LIMIT
from kb.importers.telegram_dump import post_title
from kb.text.digest import text_hash
from kb.text.excerpts import shortened
from kb.text.identity import arxiv_id, find_references
from kb.text.storable import storable, storable_text
from kb.types import FEED, Document, FeedEntry, Kind

_TAG = re.compile(
    r"</?(?:[a-z][a-z0-9]{0,9})(?:\s[^<>]*)?/?>|&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE
)
_NAMES = frozenset(
    "p br a b i em strong div span img ul ol li h1 h2 h3 h4 h5 h6 blockquote pre code table tr td th hr "
    "sub sup u s figure figcaption section article header footer small del ins dl dt dd iframe video "
    "picture font center tbody thead input label aside main nav details summary mark kbd math svg abbr "
    "cite q tt time".split()
)
"""Elements by which a text shows that it is HTML."""
_MAX_SUMMARY = 2_000
"""Characters; a description that is longer is the whole text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one thing. `content` is its whole text and `summary` some words about it, both as
    written, HTML or not; `guid` is what the feed calls it, the link where it has no other name."""

    guid: str
    link: str = ""
    title: str = ""
    content: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    tags: tuple[str, ...] = ()


def feed_entry(entry: Entry, source: str, home: str = "") -> FeedEntry:
    """The entry with the document it is; `source` is the feed's title, `home` the page that its links start
    from where they are not whole."""
    entry, source = storable(entry), storable_text(source)
    entry = replace(entry, link=resolved(home, entry.link) if entry.link else "")
    document = _known(entry, source)
    text, summary = _as_markdown(entry.content, entry.link), _as_markdown(entry.summary, entry.link)
    if not text and len(summary) > _MAX_SUMMARY:
        text, summary = summary, ""
    summary = "" if summary == text else " ".join(map(plain_title, summary.splitlines()))
    title = shortened(plain_title(_as_markdown(entry.title, "")), TITLE_LIMIT)
    said = text or summary
    # Words of a feed about a paper are not the paper's.
    is_paper = document.kind is Kind.PAPER
    return FeedEntry(
        entry.guid or entry.link or document.key,
        replace(
            document,
            title=title or (document.title if is_paper or not said else post_title(said.split("\n"))),
            guessed=document.guessed and (is_paper or not title),
            text="" if is_paper else text,
            summary=summary or (shortened(text, _MAX_SUMMARY) if is_paper else ""),
            authors=() if is_paper else entry.authors,
            tags=entry.tags,
            source=source or document.source,
            published=None if is_paper else entry.published,
            references=tuple(one for one in find_references(said) if one.key != document.key),
            stub=document.stub and (is_paper or not said),
            meta={**(document.meta if is_paper or not said else {}), "program": FEED},
        ),
    )


def _known(entry: Entry, source: str) -> Document:
    """What the link alone tells."""
    link = entry.link or entry.guid
    identifier = arxiv_id(link)
    if identifier:
        return stub(identifier)
    key = link_key(link)
    if key is None:
        digest = text_hash(f"{source}\n{entry.guid}\n{entry.title}")
        return Document(key=f"post:feed/{digest}", kind=Kind.POST, title=source)
    document = link_document(key, link)
    return replace(document, kind=Kind.POST) if document.kind is Kind.ARTICLE else document


def _as_markdown(text: str, base: str) -> str:
    """Text as Markdown if it is HTML, and as it is where it only has signs of a formula, `n<m`."""
    return markdown(text, base) if is_html(text) else text.strip()


def is_html(text: str) -> bool:
    """Whether a text has elements or entities of HTML in it."""
    names = (re.sub(r"\W.*", "", found[0].lstrip("</"), flags=re.DOTALL) for found in _TAG.finditer(text))
    return any(not name or name.lower() in _NAMES for name in names)
