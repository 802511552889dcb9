"""Mastodon's archive: the posts of one's own, and what was bookmarked or marked as a favourite.

The list of posts stands in the file behind an empty one of the same name; JSON's last one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from kb.catalogue import noted
from kb.importers.html.fragment import markdown
from kb.importers.records import JsonFormat, LeftOut, objects, text_of
from kb.importers.saved_link import SavedLink, tidy_tags
from kb.importers.telegram_dump import post_title
from kb.text.identity import canonical_key, find_references
from kb.types import Document, Kind

_PROGRAM = "Mastodon"
_PUBLIC = ("#Public", "as:Public", "/followers")
"""How those are called whom a post is for: everybody, or everybody who follows."""
_MENTION = re.compile(r"^(?:\[@[^\[\]]+\]\([^()]*\)\s*)+")
_SHORTENED = re.compile(r'<span class="(?:invisible|ellipsis)">')
"""Links are shown without their beginning and end; all of it stands in the page."""
_HASHTAG = re.compile(r'<a [^<>]*class="mention hashtag"[^<>]*>(.*?)</a>')
_TWICE = re.compile(r"\[(https?://[^\[\]]+)\]\(\1/?\)")
"""A link that is called as it leads."""


def _fits(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.get("type") == "OrderedCollection"
        and isinstance(value.get("orderedItems"), list)
    )


def _links(value: dict[str, Any]) -> Iterator[SavedLink | LeftOut | Document]:
    liked = "likes" in str(value.get("id"))
    for item in value["orderedItems"]:
        if isinstance(item, str):
            yield SavedLink(item, favourite=liked)
            continue
        post = item.get("object") if isinstance(item, dict) else None
        if not isinstance(post, dict):
            yield LeftOut(noted("pass on what others wrote"))
        elif not _is_for_many(post):
            yield LeftOut(noted("went to single people"))
        else:
            yield _post(post)


def _post(post: dict[str, Any]) -> Document | LeftOut:
    address = text_of(post, "url", "id")
    content = _HASHTAG.sub(r"\1", _SHORTENED.sub("<span>", str(post.get("content") or "")))
    text = _TWICE.sub(r"\1", markdown(content, address)).strip()
    pictures = "\n\n".join(filter(None, (text_of(one, "name") for one in objects(post.get("attachment")))))
    references = tuple(one for one in find_references(text) if not _is_of_a_person(one.url))
    answered = text_of(post, "inReplyTo")
    if answered and not answered.startswith(text_of(post, "attributedTo")) and not references:
        return LeftOut(noted("answer others without a link"))
    said = _MENTION.sub("", text) or pictures
    if not said:
        return LeftOut(noted("are pictures without words"))
    author = text_of(post, "attributedTo")
    return Document(
        key=canonical_key(address),
        kind=Kind.POST,
        title=text_of(post, "summary") or post_title(said.split("\n")),
        text=text or pictures,
        url=address,
        aliases=(canonical_key(text_of(post, "id")),),
        authors=(f"@{author.rpartition('/')[2]}@{urlsplit(author).hostname}",) if author else (),
        tags=tidy_tags(
            text_of(one, "name") for one in objects(post.get("tag")) if one.get("type") == "Hashtag"
        ),
        source=urlsplit(address).hostname or _PROGRAM,
        published=text_of(post, "published")[:10] or None,
        references=references,
        meta={"program": _PROGRAM},
    )


def _is_for_many(post: dict[str, Any]) -> bool:
    named = [one for name in ("to", "cc") for one in _listed(post.get(name))]
    return any(one.endswith(_PUBLIC) for one in named)


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value or "")]


def _is_of_a_person(address: str) -> bool:
    """Whether a link leads to somebody who is spoken to, or to what has the same tag."""
    path = urlsplit(address).path
    return path.startswith(("/@", "/users/")) or "/tags/" in path


FORMAT = JsonFormat(noted("Mastodon (JSON)"), _PROGRAM, _fits, _links)
