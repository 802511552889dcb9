"""What columns of somebody's own table hold, as their headings say in some languages. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum, auto

from kb.lexicon.reading import heads, words

Cells = Sequence[str]
"""The cells of one row."""


class Role(StrEnum):
    """What a column holds."""

    ADDRESS = auto()
    TITLE = auto()
    AUTHORS = auto()
    PUBLISHED = auto()
    VENUE = auto()
    SAVED = auto()
    FINISHED = auto()
    TAGS = auto()
    TAG_WORDS = auto()
    FOLDER = auto()
    NOTE = auto()
    EXCERPT = auto()
    TEXT = auto()
    STATE = auto()
    BOX = auto()
    OPEN_BOX = auto()
    RATING = auto()
    FAVOURITE = auto()
    BOOK = auto()
    NUMBER = auto()
    REMARK = auto()


def _names() -> dict[str, Role]:
    """What columns are called, by the list `columns` of the lexicon."""
    return {name: Role(role) for role in heads("columns") for name in words("columns", role)}


_ROLES = _names()
_WORDS = {
    word: role
    for role, words in {
        Role.ADDRESS: "url link permalink ссылка lien enlace doi arxiv",
        Role.TITLE: "title название заголовок titel titre título titolo",
        Role.AUTHORS: "author authors автор авторы autor autoren auteur auteurs",
        Role.TAGS: "tags теги",
        Role.NOTE: "notes comments comment заметки комментарий notizen kommentar comentarios commentaires",
        Role.RATING: "rating оценка bewertung",
        Role.STATE: "status статус",
    }.items()
    for word in words.split()
}
"""Words that tell a longer heading: `Paper link`, `Название статьи`."""
_LONGEST_HEADING = 4
"""Words: more are a sentence."""
_OTHERS = frozenset(
    "author l f|author full names|authors with affiliations|bookshelves with positions|automatic tags"
    "|series title|short title|average rating|file attachments|link attachments|author sort"
    "|sort character".split("|")
)
"""Columns of Goodreads, Zotero and catalogues that say again what another does, or something else."""
_OF_AUTHORS = frozenset(
    "id ids affiliation affiliations address addresses email emails e mail orcid orcids first last"
    " corresponding correspondence count number keywords notes country bio url link per cites".split()
)
"""Words of a longer heading by which it tells something of the authors and not their names."""
_OF_PICTURES = frozenset(
    "image images img picture pic photo avatar thumbnail thumb cover icon favicon logo banner".split()
)
"""Words of a longer heading by which an address is that of a picture of what the row is about."""
_OF_OTHERS = frozenset("profile user author channel publisher site".split())
"""Words of a longer heading by which an address, beside another one, is that of who wrote or published it."""
WHENEVER = frozenset({"date", "time", "when", "дата", "когда"})
"""Headings that tell when something was saved only where no other does."""
_TITLE_OF_DELICIOUS = "extended", "description"
"""Delicious and Pinboard call a title so, where a note stands beside it."""
_OF_CALIBRE = "author sort", "comments"
"""Where authors are sorted so, Calibre calls the description of a book its comments."""
_ASIDE = re.compile(r"[(\[][^()\[\]]{0,40}[)\]]")
_CAMEL = re.compile(r"(?<=[a-zа-я])(?=[A-ZА-Я])(?<!\bar(?=Xiv))")
OF_BOOKS = frozenset(
    "book books книга книги buch bücher buchtitel livre livres ouvrage libro libros livro livros książka boek"
    " 书名 書名".split()
)
OF_WORKS = OF_BOOKS | frozenset("paper papers статья статьи публикация 论文 論文 논문".split())
"""Words of a heading below which nothing but works of somebody's stand."""
AGAIN = frozenset(("re read", "re reads", "reread", "rereads", "times read", "read count", "перечитано"))
"""Headings of what only who read a work can tell."""
OF_PRINT = AGAIN | {"pages", "page count", "number of pages", "страниц", "страницы"}
"""Headings by which works that lead to no page and came out in no journal are books."""


def roles(header: Cells) -> dict[int, Role]:
    """What columns hold by their headings, for those that are known."""
    found = {place: role for place, name in enumerate(header) if (role := _role(name))}
    names = [plain(name) for name in header]
    words = {place: set(names[place].split()) for place, role in found.items() if role is Role.ADDRESS}
    others = {place for place in words if words[place] & _OF_OTHERS}
    for place in others if len(others) < len(words) else ():
        del found[place]
    saved = [place for place, role in found.items() if role is Role.SAVED]
    for place in saved:
        if names[place] in WHENEVER and any(names[other] not in WHENEVER for other in saved):
            found[place] = Role.PUBLISHED
    note, title = _TITLE_OF_DELICIOUS
    if note in names and title in names and Role.TITLE not in found.values():
        found[names.index(title)] = Role.TITLE
        # There a tag is one word.
        found |= {place: Role.TAG_WORDS for place, role in found.items() if role is Role.TAGS}
    if set(_OF_CALIBRE) <= set(names):
        found[names.index(_OF_CALIBRE[1])] = Role.EXCERPT
    return found


def _role(heading: str) -> Role | None:
    name = plain(heading)
    words = name.split()
    if (role := _ROLES.get(name)) or len(words) > _LONGEST_HEADING or name in _OTHERS:
        return role
    role = next((_WORDS[word] for word in words if word in _WORDS), None)
    aside = {Role.AUTHORS: _OF_AUTHORS, Role.ADDRESS: _OF_PICTURES}.get(role or Role.NUMBER, frozenset())
    return role if aside.isdisjoint(words) else None


def plain(heading: str) -> str:
    """A heading in small letters, its words apart: `createdAt`, `Rating (1-5)`, `Read?`."""
    apart = _CAMEL.sub(" ", _ASIDE.sub(" ", heading))
    return " ".join(re.findall(r"[^\W_]+", apart.lower()))


def is_named_exactly(heading: str) -> bool:
    """Whether a column is called so by itself, and not by a word of a longer heading."""
    return plain(heading) in _ROLES


def says_nothing_more(heading: str) -> bool:
    """Whether a column says again what another does, or leads to a picture."""
    name = plain(heading)
    return name in _OTHERS or not _OF_PICTURES.isdisjoint(name.split())
