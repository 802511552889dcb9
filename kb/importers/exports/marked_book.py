"""A book of which a reader keeps what was marked: by title and author, with its marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kb.catalogue import _
from kb.importers.bibliography import book_key
from kb.text.digest import text_hash
from kb.text.normal import normalized
from kb.text.people import people
from kb.types import Annotation, Document, Failure, Kind, Skipped

_NOBODY = frozenset(("unknown author", "неизвестный автор", "n/a"))
"""What stands for an author that is not known (KOReader, clip.lua, md.lua)."""
_ADDRESS_OF_LETTERS = re.compile(r"[^\s@]+@[^\s@]+")


def marked_book(
    program: str, title: str, author: str, marks: Sequence[Annotation], place: str
) -> Document | Failure:
    """A book by its title and author, several of whom stand on lines of their own; one that other programs
    know too is one item with theirs. `place` names it to the person where nothing of it is kept."""
    title = title.strip()
    author = "" if author.strip().lower() in _NOBODY else author.strip().replace("\n", "; ")
    if not marks:
        return Skipped(place, _("books without a mark"))
    if not title:
        return Failure(place, _("names no title of the book whose marks it holds; export it again"))
    began = min((one.made_at for one in marks if one.made_at), default=None)
    return book(program, f"{title} {author}", title, author, marks, began)


def book(
    program: str,
    named: str,
    title: str,
    author: str,
    annotations: Iterable[Annotation],
    began: str | None = None,
) -> Document:
    """The document that the marks of a book are; `named` is what the program calls the book by, `began` the
    moment of the first mark."""
    # Kindle takes who sent a text of one's own for its author.
    names = () if _ADDRESS_OF_LETTERS.fullmatch(author.strip()) else people(author).names
    return Document(
        key=f"{program.lower()}:{text_hash(normalized(named).lower())}",
        kind=Kind.BOOK,
        title=title,
        aliases=(book_key(title, names),),
        authors=names,
        source=program,
        annotations=tuple(annotations),
        saved_at=began,
        meta={"program": program},
    )


def marked(
    program: str, quote: object, note: object, page: object, made_at: str | None = None, chapter: object = ""
) -> Annotation | None:
    """What was marked or noted on a page, by its number or by what the book calls it, and in a chapter where
    that is known; None where there are no words."""
    quote, note = (one.strip() if isinstance(one, str) else "" for one in (quote, note))
    # A place within a book that flows is a path into its file, which says nothing to a person.
    named = str(page).strip() if isinstance(page, int | str) and not str(page).startswith("/") else ""
    page = f"page {named}" if named and not isinstance(page, bool) else ""
    place = ", ".join(filter(None, (page, " ".join(chapter.split()) if isinstance(chapter, str) else "")))
    return Annotation(quote, note, place, made_at, program) if quote or note else None
