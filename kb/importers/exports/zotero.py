"""What Zotero's formats share: types of entries, its field `Extra`, notes that belong to no entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kb.importers.bibliography import arxiv_in, as_markdown
from kb.importers.lists.read_states import state_said
from kb.importers.notes.titles import first_words
from kb.importers.saved_link import NOTE_TITLE_LIMIT
from kb.text.digest import text_hash
from kb.text.excerpts import shortened
from kb.types import Document, Kind, State

KINDS = {
    **dict.fromkeys(
        "journalArticle conferencePaper preprint bookSection thesis report manuscript magazineArticle patent"
        " presentation standard".split(),
        Kind.PAPER,
    ),
    "book": Kind.BOOK,
    **dict.fromkeys(("videoRecording", "film"), Kind.VIDEO),
    "computerProgram": Kind.REPO,
}
"""What the types of entries are here; the others are what their address is."""
OF_WEB = frozenset("webpage blogPost forumPost newspaperArticle encyclopediaArticle podcast".split())
"""Types whose site, newspaper or programme Zotero keeps where works have their journal."""
_EXTRA = re.compile(
    r"^\s*(?:tex\.)?(?P<name>[a-z][a-z -]{1,30}?)\s*[:=]\s*(?P<value>\S.*)$", re.IGNORECASE | re.MULTILINE
)
"""A line of Zotero's field `Extra` that stands for a field the type of the entry lacks."""

_READ_STATUS = re.compile(r"^\s*read_status:(?P<said>.+)$", re.IGNORECASE | re.MULTILINE)
_OF_READING_LIST = {"new": State.UNREAD, "not reading": State.DROPPED}
"""Its statuses that are no words of other lists (zotero-reading-list, overlay.ts)."""
_KEPT = re.compile(r"[/\\]storage[/\\]([A-Z0-9]{8})[/\\]")
"""Where Zotero keeps a file: in a folder with the key by which it opens it."""
_KEY = re.compile(r"\s*(?:(?:https?://)?zotero\S*/items/)?([A-Z0-9]{8})\s*")


def opening(keys: Iterable[str], files: Iterable[str]) -> tuple[str, ...]:
    """The addresses by which Zotero opens an entry and its files, of keys or links to it, and of where files
    lie."""
    found = (*map(_KEY.fullmatch, keys), *map(_KEPT.search, files))
    return tuple(f"zotero://select/library/items/{one[1]}" for one in found if one)


def extra_fields(text: str) -> dict[str, str]:
    """Fields that stand in `Extra`, by their names in lower case."""
    return {found["name"].lower(): found["value"].strip() for found in _EXTRA.finditer(text)}


def state_in(extra: str) -> State | None:
    """How far the person got, as the plugin Reading List keeps it in `Extra`."""
    found = _READ_STATUS.search(extra)
    said = found["said"].strip().lower() if found else ""
    return _OF_READING_LIST.get(said) or state_said(said)


def own_words(extra: str) -> tuple[str, ...]:
    """What is left of `Extra` without the lines that stand for fields."""
    own = "\n".join(line for line in extra.splitlines() if as_markdown(line))
    return (own,) if own.strip() else ()


def addresses(doi: str, url: str, extra: Mapping[str, str], *others: str) -> tuple[str, ...]:
    """All that names an entry, the surest first. `others` may hold a number of arXiv."""
    stated = (f"{name}:{extra[name]}" for name in ("arxiv", "doi") if name in extra)
    return (*stated, doi, url, *arxiv_in(*others))


def note_by_itself(
    note: str, tags: Iterable[str], folders: Iterable[str], saved_at: str | None = None
) -> Document | None:
    """A note that belongs to no entry, in Markdown or HTML; None where it says nothing."""
    written = as_markdown(note)
    if not written:
        return None
    title = first_words(written) or written
    tags = (*tags, *(part for folder in folders for part in folder.split(" / ")))
    return Document(
        f"note:{text_hash(written)}", Kind.NOTE, shortened(title, NOTE_TITLE_LIMIT), written,
        tags=tuple(dict.fromkeys(tags)), source="Zotero", saved_at=saved_at,
    )  # fmt: skip
