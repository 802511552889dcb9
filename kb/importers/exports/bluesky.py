"""Bluesky: bookmarks and likes as its interface answers (`app.bsky.bookmark.getBookmarks`,
`app.bsky.feed.getActorLikes`), a page of answers or several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kb.catalogue import noted
from kb.importers.records import JsonFormat, LeftOut, objects, record_in, text_of
from kb.importers.saved_link import SavedLink, moment
from kb.importers.telegram_dump import post_title
from kb.text.identity import canonical_key, find_references
from kb.text.storable import storable_text
from kb.types import Document, Kind

_PROGRAM = "Bluesky"
_POST = re.compile(r"at://(?P<who>did:[\w:.%-]+)/app\.bsky\.feed\.post/(?P<number>\w+)")
_LINK = "app.bsky.richtext.facet#link"


def _pages(value: Any) -> Iterator[dict[str, Any]]:
    yield from objects(value) if isinstance(value, list) else objects([value])


def _entries(value: Any) -> Iterator[tuple[dict[str, Any], str | None, bool]]:
    """Posts, the moment they were kept, and whether they were liked."""
    for page in _pages(value):
        for one in objects(page.get("bookmarks")):
            uri = text_of(record_in(one, "subject"), "uri")
            yield {"uri": uri, **record_in(one, "item")}, moment(one.get("createdAt")), False
        for one in objects(page.get("feed")):
            yield record_in(one, "post"), None, True


def _fits(value: Any) -> bool:
    return _POST.fullmatch(text_of(next(_entries(value), ({}, None, False))[0], "uri")) is not None


def _links(value: Any) -> Iterator[SavedLink | LeftOut | Document]:
    for post, at, liked in _entries(value):
        yield _post(post, at, liked=liked)


def _post(post: Mapping[str, Any], at: str | None, *, liked: bool) -> SavedLink | LeftOut | Document:
    found = _POST.fullmatch(text_of(post, "uri"))
    if found is None:
        return LeftOut(noted("are no posts"))
    author, record = record_in(post, "author"), record_in(post, "record")
    handle = text_of(author, "handle")
    # People change what they are called, and not their number.
    lasting = f"https://bsky.app/profile/{found['who']}/post/{found['number']}"
    address = f"https://bsky.app/profile/{handle}/post/{found['number']}" if handle else lasting
    text = _text(record)
    if not text:
        # What was deleted has its address alone.
        return SavedLink(address, saved_at=at, favourite=liked)
    return Document(
        key=canonical_key(lasting),
        kind=Kind.POST,
        title=post_title(text.split("\n")),
        text=text,
        url=address,
        aliases=tuple({canonical_key(address)} - {canonical_key(lasting)}),
        authors=tuple(filter(None, [text_of(author, "displayName") or handle])),
        tags=("favourite",) if liked else (),
        source="bsky.app",
        published=text_of(record, "createdAt")[:10] or None,
        saved_at=at,
        references=find_references(text),
        meta={"program": _PROGRAM, **({"favourite": "yes"} if liked else {})},
    )


def _text(record: Mapping[str, Any]) -> str:
    """The words of a post with its links, which are shown cut and lead where their facets say; and the page
    that it shows below them."""
    said = storable_text(str(record.get("text") or "")).encode()
    links = sorted(_link_places(record), key=lambda link: link[0])
    whole, end = "", 0
    for begins, ends, leads in links:
        if end <= begins <= ends <= len(said):
            label = said[begins:ends].decode(errors="replace")
            shown = label.removesuffix("…").removesuffix("...").rstrip("/")
            whole += said[end:begins].decode(errors="replace")
            whole += leads if shown and shown in leads else f"[{label}]({leads})"
            end = ends
    whole += said[end:].decode(errors="replace")
    below = record_in(record_in(record, "embed"), "external") or record_in(
        record_in(record_in(record, "embed"), "media"), "external"
    )
    leads = text_of(below, "uri")
    shown = f"[{text_of(below, 'title') or leads}]({leads})" if leads and leads not in whole else ""
    return "\n\n".join(filter(None, (whole.strip(), shown)))


def _link_places(record: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    for facet in objects(record.get("facets")):
        place = record_in(facet, "index")
        begins, ends = place.get("byteStart"), place.get("byteEnd")
        leads = next(
            (text_of(one, "uri") for one in objects(facet.get("features")) if one.get("$type") == _LINK), ""
        )
        if isinstance(begins, int) and isinstance(ends, int) and leads:
            yield begins, ends, leads


FORMAT = JsonFormat(noted("Bluesky (JSON)"), _PROGRAM, _fits, _links)
