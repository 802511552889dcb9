"""An arXiv paper as a document, from whatever source told its metadata."""

from __future__ import annotations

from collections.abc import Sequence

from kb.catalogue import noted
from kb.text.identity import canonical_key, find_references
from kb.text.people import OTHERS, people
from kb.text.tex import plain_tex
from kb.types import Document, Kind

SOURCE = "arXiv"
REPLACED = noted("new versions of papers announced earlier, which are no new papers")
"""What announcements tell beside new papers, and is left out."""


def arxiv_paper(
    identifier: str,
    *,
    title: str,
    abstract: str,
    authors: object,
    categories: Sequence[str] = (),
    primary_category: str = "",
    published: str | None = None,
    updated: str = "",
    doi: str = "",
    journal: str = "",
    comment: str = "",
) -> Document:
    """The paper with the given identifier (no version).

    `authors` come in any shape that `people` reads; `categories` are arXiv codes, the primary one first
    unless named; `published` is an ISO date. The published version's DOI becomes an alias; links in the
    comment and the abstract become references.
    """
    abstract, comment = readable(abstract), readable(comment)
    written_by = people(authors)
    meta = {
        "primary_category": primary_category or (categories[0] if categories else ""),
        "categories": " ".join(categories),
        "comment": comment,
        "journal": readable(journal),
        "updated": updated,
        OTHERS: "et al." if written_by.others else "",
    }
    key = f"arxiv:{identifier}"
    return Document(
        key=key,
        kind=Kind.PAPER,
        title=readable(title) or f"arXiv:{identifier}",
        summary=abstract,
        url=abs_url(identifier),
        aliases=tuple(f"doi:{one.lower()}" for one in doi.split() if canonical_key(one).startswith("doi:")),
        authors=tuple(name for author in written_by.names if (name := readable(author))),
        source=SOURCE,
        published=published,
        references=tuple(link for link in find_references(f"{abstract}\n\n{comment}") if link.key != key),
        meta={name: value for name, value in meta.items() if value},
    )


def stub(identifier: str) -> Document:
    """A paper of which only the identifier is known until arXiv answers."""
    return Document(
        key=f"arxiv:{identifier}",
        kind=Kind.PAPER,
        title=f"arXiv:{identifier}",
        url=abs_url(identifier),
        source=SOURCE,
        meta={"waiting_for": SOURCE},
        guessed=True,
        stub=True,
    )


def abs_url(identifier: str) -> str:
    """The address of the paper's page."""
    return f"https://arxiv.org/abs/{identifier}"


def readable(text: str) -> str:
    """Text of a LaTeX source on one line, safe to write as UTF-8."""
    return plain_tex(text.encode("utf-8", errors="replace").decode().replace("\0", ""))
