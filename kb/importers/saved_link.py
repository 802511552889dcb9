"""A link that another program kept, with what it knows: title, moment, tags, state, notes, highlights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from kb.catalogue import _
from kb.clock import as_stored
from kb.importers.arxiv.paper import stub
from kb.importers.files import TextFile
from kb.importers.link import WAITS_FOR_PAGE, link_document, link_key, why_refused
from kb.importers.notes.front_matter import BOX_FIELDS, CHANGE_FIELDS, DATE_FIELDS, STATE_FIELDS
from kb.importers.notes.titles import first_words
from kb.text.dates import local_time
from kb.text.digest import text_hash
from kb.text.excerpts import shortened
from kb.text.identity import arxiv_id, canonical_key, find_references
from kb.text.normal import normalized
from kb.types import Annotation, Document, Failure, Kind, State

TITLE_LIMIT = 300
"""Characters; browsers keep titles of any length, and no work has a longer one."""
NOTE_TITLE_LIMIT = 120
"""Characters of a note or a letter that stand for its title: a line."""
_NO_TITLE = re.compile(
    r"problem loading page|untitled|no title(?: found)?|\[no title\]|https?://\S*", re.IGNORECASE
)
"""What programs write where they know no title; an address may be another than the link's, or be cut."""
_TOLD_BY_A_PAGE = frozenset({"file", *DATE_FIELDS, *CHANGE_FIELDS, *STATE_FIELDS, *BOX_FIELDS})
"""What a page tells by when it was kept and how far one got, or says of the note and not of the page."""
_ADDED = re.compile(r"^(?:https?://)?(?:www\.)?|/$")
"""What one may leave out of an address that is shown."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_UNITS = ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3))
"""A number this large counts so many parts of a second: seconds reach 1e11 in the year 5138."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SavedLink:
    """A record of another program, in the words all of them share. `excerpt` is the page's own description,
    `text` its body in Markdown; `saved_at` a moment in UTC, or a day where no more is known; `rating` as the
    person gave it."""

    address: str
    title: str = ""
    saved_at: str | None = None
    tags: tuple[str, ...] = ()
    state: State | None = None
    excerpt: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    annotations: tuple[Annotation, ...] = ()
    folder: str = ""
    favourite: bool = False
    rating: str = ""


def saved(link: SavedLink, program: str, place: str) -> Document | Failure:
    """The document that a saved link is, or the note that it is where it has words and no address; `place`
    names the record to the person where it is neither."""
    address = link.address.strip()
    identifier = arxiv_id(address) if canonical_key(address).startswith("arxiv:") else None
    key = link_key(address)
    title = shortened(link.title, TITLE_LIMIT)
    titled = bool(title) and not _is_no_title(title, address)
    if identifier:
        known = stub(identifier)
    elif key:
        known = link_document(key, address, title if titled else "")
    elif not address and (link.text.strip() or link.annotations):
        return _without_address(link, program)
    else:
        return Failure(place, why_refused(address) or _no_address(link, address))
    has_text = bool(link.text.strip()) and not identifier
    return replace(
        known,
        title=title if titled else known.title,
        guessed=bool(identifier) if titled else known.guessed,
        text=link.text if has_text else known.text,
        summary=known.summary or link.excerpt.strip(),
        references=tuple(one for one in find_references(link.text) if one.key != known.key),
        tags=_tags(link),
        authors=known.authors or link.authors,
        published=known.published or link.published,
        annotations=tuple(replace(one, source=one.source or program) for one in link.annotations),
        state=link.state,
        saved_at=link.saved_at,
        stub=known.stub and not has_text,
        meta={**_waiting(known, has_text), **_kept_by(link, program)},
    )


def _no_address(link: SavedLink, address: str) -> str:
    instead = shortened(address, 80) or _("empty")
    if not link.title.strip():
        return _("holds no web address ({instead})", instead=instead)
    title = shortened(link.title, NOTE_TITLE_LIMIT)
    return _('"{title}" holds no web address ({instead})', title=title, instead=instead)


def _without_address(link: SavedLink, program: str) -> Document:
    """A note that was kept among links, or a file whose notes and highlights alone were exported."""
    notes = "\n\n".join(one.note for one in link.annotations if not one.quote)
    marks = tuple(one for one in link.annotations if one.quote)
    text = "\n\n".join(filter(None, (link.text.strip(), notes)))
    said = text or marks[0].quote
    title = shortened(link.title, TITLE_LIMIT) or shortened(first_words(said) or said, NOTE_TITLE_LIMIT)
    digest = text_hash(normalized(f"{program}\n{title}\n{said}"))
    return Document(
        key=f"note:{digest}",
        # What somebody else wrote, a letter most of all, is no note.
        kind=Kind.ARTICLE if link.authors else Kind.NOTE,
        title=title,
        text=text,
        references=find_references(text),
        tags=_tags(link),
        authors=link.authors,
        annotations=tuple(replace(one, source=one.source or program) for one in marks),
        state=link.state,
        saved_at=link.saved_at,
        source=program,
        meta=_kept_by(link, program),
    )


def _kept_by(link: SavedLink, program: str) -> dict[str, str]:
    meta = {
        "program": program,
        "folder": link.folder,
        "favourite": "yes" if link.favourite else "",
        "rating": link.rating,
    }
    return {name: value for name, value in meta.items() if value}


def dated_note_key(program: str, title: str, created: str | None, text: str, seen: set[str]) -> str:
    """The key of a note to which its program gives no number: one of the same title and moment is the same,
    edited. Several such of one reading are told apart by their words; `seen` is filled here."""
    said = f"{program}\n{title}\n{created}"
    if created is None or said in seen:
        said += f"\n{text}"
    seen.add(said)
    return f"note:{text_hash(said)}"


def kept_page(
    note: Document,
    program: str,
    place: str,
    folder: str = "",
    state: State | None = None,
    rating: str = "",
    remarks: str = "",
) -> Document | Failure:
    """A note of a program that keeps pages among notes: one with an address is that page, and what was
    written in it a note of the person's, and so are `remarks` kept apart from it; another stays what it is.
    Properties that nothing here is made of stay with either."""
    if note.url is None:
        meta = {**note.meta, "program": program, **({"folder": folder} if folder else {})}
        return replace(note, meta=meta, source=note.source or program)
    link = SavedLink(
        note.url,
        note.title,
        note.saved_at,
        note.tags,
        state,
        excerpt=note.summary,
        authors=note.authors,
        published=note.published,
        annotations=(*own_note(remarks), *own_note(note.text), *note.annotations),
        folder=folder,
        rating=rating,
    )
    page = saved(link, program, place)
    if isinstance(page, Failure):
        return page
    told = {name: text for name, text in note.meta.items() if name not in _TOLD_BY_A_PAGE}
    return replace(
        page,
        aliases=(*page.aliases, *note.aliases),
        references=note.references,
        meta={**told, **page.meta},
    )


def _waiting(known: Document, has_text: bool) -> dict[str, str]:
    meta = dict(known.meta)
    if has_text and meta.get("waiting_for") == WAITS_FOR_PAGE:
        del meta["waiting_for"]
    return meta


def _tags(link: SavedLink) -> tuple[str, ...]:
    """The person's own tags; folders and the favourite mark are tags too, so that they can be looked for."""
    folders = [part.strip() for part in link.folder.split(" / ")] if link.folder else []
    marked = ["favourite"] if link.favourite else []
    return tidy_tags((*link.tags, *folders, *marked))


def _is_no_title(title: str, address: str) -> bool:
    return bool(_NO_TITLE.fullmatch(title)) or _ADDED.sub("", title) == _ADDED.sub("", address)


def by_clock(told: str) -> str | None:
    """A moment that is told by the reader's clock, without its zone; None for what is none."""
    at = local_time(told)
    return as_stored(at) if at else None


def moment(given: object) -> str | None:
    """A moment in UTC from a number of (milli-, micro-, nano-) seconds since 1970 or a date with its zone.
    Zero and what is empty or no moment are None: the program did not know."""
    if isinstance(given, str):
        given = given.strip()
        if not _NUMBER.fullmatch(given):
            return _dated(given)
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return None
    number = float(given)
    for least, parts in _UNITS:
        if abs(number) >= least:
            number /= parts
            break
    try:
        return _utc(_EPOCH + timedelta(seconds=number)) if number else None
    except OverflowError:
        return None


def _dated(given: str) -> str | None:
    try:
        # `+0200` is written without its colon by PHP; Python reads it so too.
        read = datetime.fromisoformat(given.removesuffix(" UTC").strip() if given.endswith(" UTC") else given)
        # A moment without a zone is UTC in every export that is read here.
        return _utc(read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def _utc(at: datetime) -> str | None:
    # 1601 and 1970 are what clocks show that were never set.
    return at.isoformat(timespec="seconds") if at.year > 1970 else None


def tidy_tags(given: Iterable[str]) -> tuple[str, ...]:
    """Tags without their sign, on one line, each once."""
    return tuple(dict.fromkeys(filter(None, (" ".join(tag.lstrip("#").split()) for tag in given))))


def told_by(work: Document | Failure, note: TextFile) -> Document | Failure:
    """A work that a program keeps a note of: links to the note lead to it, whose bytes are not the work's."""
    return work if isinstance(work, Failure) else replace(work, aliases=(*work.aliases, note.place))


def own_note(text: object) -> tuple[Annotation, ...]:
    """What the person wrote to a link, if it is text."""
    note = text.strip() if isinstance(text, str) else ""
    return (Annotation(note=note),) if note else ()


def folder_path(folders: Mapping[object, tuple[str, object]], identifier: object) -> str:
    """The name of a folder behind those of the folders it lies in, the outermost first. `folders` are, by
    identifier, a name and the identifier of the folder around it; a circle ends where it closes."""
    names: list[str] = []
    seen: set[object] = set()
    while identifier in folders and identifier not in seen:
        seen.add(identifier)
        name, identifier = folders[identifier]
        names.append(name)
    return " / ".join(filter(None, reversed(names)))


def words(given: object, separator: str | None = ",") -> tuple[str, ...]:
    """Tags of a list, by themselves or as records that name them, or of one text with a separator (None: any
    blank)."""
    if isinstance(given, str):
        return tuple(part.strip() for part in given.split(separator) if part.strip())
    if isinstance(given, Iterable):
        named = (one.get("name") or one.get("label") if isinstance(one, dict) else one for one in given)
        return tuple(part.strip() for part in named if isinstance(part, str) and part.strip())
    return ()
