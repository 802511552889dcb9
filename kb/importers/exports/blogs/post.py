"""A post of a blog as all programs know one, and the item it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kb.catalogue import _
from kb.importers.boundary import attempted
from kb.importers.link import leads
from kb.importers.notes.titles import first_words
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import SavedLink, saved, tidy_tags
from kb.text.excerpts import shortened
from kb.text.identity import find_references
from kb.types import Document, Failure, Kind, Skipped

_TITLE_LIMIT = 120
"""Characters of a post without a title that stand for one: a line."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post: its `number` in the program, `text` in Markdown, `written_at` as the day or the moment in UTC
    when it came out, or was begun if it is a `draft`; `address` is empty where the export does not tell it,
    `also` are others it is found at, `name` is what its address or file calls it."""

    number: str
    title: str
    text: str
    written_at: str | None
    address: str = ""
    also: tuple[str, ...] = ()
    name: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class BlogFormat:
    """One program's export: `match` knows a file, `posts` gives what it holds and tells what is left out."""

    name: str
    program: str
    match: Callable[[str], bool]
    posts: Callable[[str], Iterator[Post | Failure]]

    def key(self, post: Post) -> str:
        """What a post is known by beside its address."""
        return f"blog:{self.program.lower()}/{post.number}"

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each post."""
        for post in self.posts(spec):
            if isinstance(post, Failure):
                yield post
            else:
                place = f"{Path(spec).name} post {post.number}"
                yield attempted(place, partial(self._document, post, place))

    def _document(self, post: Post, place: str) -> Document | Failure:
        key = self.key(post)
        title = post.title or shortened(first_words(post.text) or post.text, _TITLE_LIMIT)
        if not title:
            return Skipped(place, _("posts without words"))
        if leads(post.address) and not post.draft:
            link = SavedLink(
                post.address, title, tags=post.tags, excerpt=post.summary, text=post.text,
                authors=post.authors, published=post.written_at,
            )  # fmt: skip
            page = saved(link, self.program, place)
            return (
                page if isinstance(page, Failure) else replace(page, aliases=(*page.aliases, *post.also, key))
            )
        return Document(
            key=key,
            kind=Kind.NOTE if post.draft else Kind.ARTICLE,
            title=title,
            text=post.text,
            summary=post.summary,
            references=find_references(post.text),
            authors=post.authors,
            published=post.written_at,
            tags=tidy_tags(post.tags),
            source=self.program,
            meta={"program": self.program, **({"draft": "yes"} if post.draft else {})},
        )
