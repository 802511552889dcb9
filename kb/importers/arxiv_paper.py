"""An arXiv paper as a document, from whatever source told its metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from kb.text.identity import canonical_key, find_references
from kb.types import Document, Kind

SOURCE = "arXiv"
# Accents as arXiv metadata spells them in names and titles: \'e, \"{o}, \c{c}.
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328",
}  # fmt: skip
_ACCENT = re.compile(
    r"""\{?\\(?:(['`^"~=.])|([cvuHrk])(?=[{\s]))\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\[ij]\b|[A-Za-z]))\}?"""
)
_LETTERS = {
    r"\ss": "ß", r"\ae": "æ", r"\AE": "Æ", r"\oe": "œ", r"\o": "ø", r"\O": "Ø", r"\aa": "å", r"\AA": "Å",
    r"\l": "ł", r"\L": "Ł", r"\i": "i", r"\j": "j",
}  # fmt: skip
_LETTER = re.compile(r"\{?(\\(?:ss|ae|AE|oe|aa|AA|o|O|l|L|i|j))(?![A-Za-z])(?:\{\}|\s)?\}?")


def arxiv_paper(
    identifier: str,
    *,
    title: str,
    abstract: str,
    authors: Sequence[str],
    categories: Sequence[str] = (),
    primary_category: str = "",
    published: str | None = None,
    updated: str = "",
    doi: str = "",
    journal: str = "",
    comment: str = "",
) -> Document:
    """The paper with the given identifier (no version).

    `categories` are arXiv codes, the primary one first unless named; `published` is an ISO date. The
    published version's DOI becomes an alias; links in the comment and the abstract become references.
    """
    abstract, comment = one_line(abstract), one_line(comment)
    meta = {
        "primary_category": primary_category or (categories[0] if categories else ""),
        "categories": " ".join(categories),
        "comment": comment,
        "journal": one_line(journal),
        "updated": updated,
    }
    key = f"arxiv:{identifier}"
    return Document(
        key=key,
        kind=Kind.PAPER,
        title=one_line(plain_accents(title)) or f"arXiv:{identifier}",
        summary=abstract,
        url=abs_url(identifier),
        aliases=tuple(f"doi:{one.lower()}" for one in doi.split() if canonical_key(one).startswith("doi:")),
        authors=tuple(name for author in authors if (name := one_line(plain_accents(author)))),
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


def one_line(text: str) -> str:
    """Text without the line breaks and double spaces of LaTeX sources, safe to write as UTF-8."""
    return " ".join(text.encode("utf-8", errors="replace").decode().replace("\0", "").split())


def plain_accents(text: str) -> str:
    """Text with TeX accents and special signs as what they mean; mathematics is left alone."""
    if "\\" not in text:
        return text
    parts = re.split(r"((?<!\\)\$[^$]*\$)", text)
    return "".join(part if part.startswith("$") else _plain_part(part) for part in parts)


def _plain_part(text: str) -> str:
    def accented(match: re.Match[str]) -> str:
        letter = (match[3] or match[4]).removeprefix("\\")
        return normalize("NFC", letter + _ACCENTS[match[1] or match[2]])

    text = _LETTER.sub(lambda match: _LETTERS[match[1]], _ACCENT.sub(accented, text))
    return re.sub(r"\\([&%#_$])", r"\1", text).strip("\\ ")
