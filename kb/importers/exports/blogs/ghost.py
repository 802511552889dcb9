"""Ghost: its export in JSON, a table a subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kb.catalogue import _
from kb.importers.exports.blogs.post import BlogFormat, Post
from kb.importers.html.fragment import markdown
from kb.importers.records import json_value, objects, text_of
from kb.importers.saved_link import moment
from kb.types import Failure

_HOME = "__GHOST_URL__"
"""What stands for the address of the blog itself, which the export does not tell."""
_PUBLISHED = ("published", "sent")


def _data(value: Any) -> Mapping[str, Any]:
    if isinstance(value, dict) and isinstance(value.get("db"), list):
        value = next(iter(objects(value["db"])), {})
    data = value.get("data") if isinstance(value, dict) else None
    return data if isinstance(data, dict) else {}


def _match(spec: str) -> bool:
    data = _data(json_value(spec))
    return isinstance(data.get("posts"), list) and "posts_tags" in data


def _posts(spec: str) -> Iterator[Post | Failure]:
    data = _data(json_value(spec))
    # Names that begin with # are for the theme.
    tags = _names(data, "tags", "posts_tags", "tag_id", hidden="#")
    authors = _names(data, "users", "posts_authors", "author_id")
    if not data["posts"]:
        yield Failure(Path(spec).name, _("{file} holds no post; check the export", file=Path(spec).name))
    for one in objects(data["posts"]):
        key = text_of(one, "id")
        html = text_of(one, "html").replace(_HOME, "")
        yield Post(
            number=text_of(one, "uuid") or key,
            title=text_of(one, "title"),
            text=markdown(html).strip() or text_of(one, "plaintext"),
            written_at=moment(one.get("published_at")) or moment(one.get("created_at")),
            address=text_of(one, "canonical_url"),
            name=text_of(one, "slug"),
            summary=text_of(one, "custom_excerpt"),
            tags=tags.get(key, ()),
            authors=authors.get(key, ()),
            draft=text_of(one, "status") not in _PUBLISHED,
        )


def _names(
    data: Mapping[str, Any], table: str, between: str, column: str, hidden: str = "\0"
) -> dict[str, tuple[str, ...]]:
    """The names in a table that each post is joined with, in the order of the person."""
    known = {text_of(one, "id"): text_of(one, "name") for one in objects(data.get(table))}
    joined = sorted(objects(data.get(between)), key=lambda one: int(one.get("sort_order") or 0))
    found: dict[str, tuple[str, ...]] = {}
    for one in joined:
        name = known.get(text_of(one, column), "")
        if name and not name.startswith(hidden):
            post = text_of(one, "post_id")
            found[post] = (*found.get(post, ()), name)
    return found


FORMAT = BlogFormat("Ghost (JSON)", "Ghost", _match, _posts)
