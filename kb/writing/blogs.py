"""Exports of blogs: a page for each post, in Markdown, with the day it came out."""

from __future__ import annotations

from collections.abc import Iterator

from kb.importers.exports.blogs import BLOG_FORMATS
from kb.importers.exports.blogs.post import BlogFormat, Post
from kb.text.identity import canonical_key
from kb.types import Failure
from kb.types.evidence import Form, WrittenPage
from kb.writing.files import WrittenFile

_SUFFIXES = frozenset({".xml", ".json", ".html", ".htm"})


def matches(file: WrittenFile) -> bool:
    """Whether a file is what a blog exported."""
    return file.suffix in _SUFFIXES and _format(file) is not None


def pages(file: WrittenFile) -> Iterator[WrittenPage | Failure]:
    """The posts, drafts among them."""
    if blog := _format(file):
        for post in blog.posts(str(file.path)):
            yield post if isinstance(post, Failure) else _page(file, post, blog.key(post))


def _page(file: WrittenFile, post: Post, key: str) -> WrittenPage:
    alone = file.suffix in (".html", ".htm")
    return WrittenPage(
        file.place if alone else f"{file.place}, post {post.number}",
        f"# {post.title}\n\n{post.text}" if post.title else post.text,
        Form.POST,
        post.title,
        post.written_at,
        names=tuple(dict.fromkeys(filter(None, (post.name, post.title)))),
        keys=(key, *(canonical_key(address) for address in (post.address, *post.also) if address)),
        draft=post.draft,
    )


def _format(file: WrittenFile) -> BlogFormat | None:
    return next((one for one in BLOG_FORMATS if one.match(str(file.path))), None)
