"""A table that somebody keeps of what they read: each row as the page or the work that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from kb.catalogue import _
from kb.clock import today
from kb.importers.bibliography import (
    ARXIV_ONLY,
    Entry,
    arxiv_in,
    as_markdown,
    book_key,
    entry_document,
    publication_date,
    split_keywords,
)
from kb.importers.boundary import attempted, place_in
from kb.importers.link import why_refused
from kb.importers.lists.columns import Columns, address_in, with_remarks
from kb.importers.lists.headings import Cells, Role
from kb.importers.lists.published_days import days_of_publishing
from kb.importers.lists.read_states import state_said, state_ticked
from kb.importers.notes.twofold_days import unsure_days
from kb.importers.saved_link import SavedLink, moment, own_note, saved
from kb.text.dates import iso_time, local_time
from kb.text.day_order import day_order
from kb.text.identity import canonical_key
from kb.text.people import People, people
from kb.text.worded_dates import local_time_in_words
from kb.text.works import is_of_work
from kb.types import Document, Failure, Kind, Skipped, State

_DATED = (Role.SAVED, Role.FINISHED, Role.PUBLISHED, Role.BOX)
"""Columns that tell days."""
_PERSONAL = frozenset({Role.STATE, Role.BOX, Role.OPEN_BOX, Role.FINISHED, Role.RATING, Role.NOTE})
"""Columns of somebody who tells what they read."""
_OF_CATALOGUES = frozenset({Role.AUTHORS, Role.VENUE})
"""Columns that catalogues have, beside those of people who tell what they read."""
_UNRATED = ("0", "0.0", "0/5", "0/10")
"""What programs write where nobody rated."""
_MOMENT = re.compile(r"\d{9,}(?:\.\d+)?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|UTC|[+-]\d\d:?\d\d)")
_STARS = re.compile(r"([★⭐]+)([☆✩]*)")
_AS_PICTURE = "\N{VARIATION SELECTOR-16}"
"""Behind a star that is shown as a picture."""


def table_documents(
    rows: Sequence[Cells],
    known: Columns,
    program: str,
    file: str,
    *,
    folder: str = "",
    day_likely_first: bool | None = None,
    own: bool = True,
    unplaced: Sequence[str] = (),
) -> Iterator[Document | Failure]:
    """A document or a failure for each row of a table (without its headings) that says anything, and a remark
    where its dates may mean two days; `file` names it to the person, `folder` is where rows lie that name no
    other. `day_likely_first` is how dates are written in the table's language, where that shows; `own` says
    whether the table was made for oneself, so that sentences in columns of other names are notes. Columns
    that are not used are told together with `unplaced`, parts of the rows that are no text."""
    dated = ([known.first(row, role) for row in rows] for role in _DATED)
    order = day_order(dated, today(), likely=day_likely_first)
    if order.unsure:
        yield unsure_days(file, order.unsure)
    known, unused = _with_remarks(known, rows, own=own or bool(known.places.keys() & _PERSONAL))
    if unused := (*unused, *unplaced):
        yield Skipped(file, _("columns without a place here ({names})", names=", ".join(unused)), len(unused))
    known = _of_others(rows, known, order.day_first)
    for number, row in enumerate(rows, start=1):
        if any(cell.strip() for cell in row):
            place = place_in(file, "row", number)
            yield attempted(place, partial(_document, row, known, order.day_first, folder, program, place))


def _with_remarks(known: Columns, rows: Sequence[Cells], *, own: bool) -> tuple[Columns, tuple[str, ...]]:
    """The columns with those of sentences among them, and what those are called that are not used. In a list
    made for others they describe; what a catalogue says of its works is nobody's note."""
    told, unused = with_remarks(known, rows)
    remarks = told.places.get(Role.REMARK, ())
    if not own:
        places = {**known.places, Role.EXCERPT: (*known.places.get(Role.EXCERPT, ()), *remarks)}
        return replace(known, places=places), unused
    if known.places.keys() >= _OF_CATALOGUES and not known.places.keys() & _PERSONAL:
        return known, (*(known.headings[place] for place in remarks), *unused)
    return told, unused


def _of_others(rows: Sequence[Cells], known: Columns, day_first: bool | None) -> Columns:
    """A table in which nobody tells how far they got, and in which works are dated when they came out, has
    days of publishing."""
    links = (_link(row, known, day_first) for row in rows)
    if known.places.keys() & _PERSONAL or not days_of_publishing(
        (one.address, one.saved_at) for one in links
    ):
        return known
    places = dict(known.places)
    places[Role.PUBLISHED] = (*places.pop(Role.SAVED), *places.get(Role.PUBLISHED, ()))
    return replace(known, places=places)


def _document(
    row: Cells, known: Columns, day_first: bool | None, folder: str, program: str, place: str
) -> Document | Failure:
    journal = known.first(row, Role.VENUE)
    link = _link(row, known, day_first)
    return listed(
        replace(link, folder=link.folder or folder), program, place, is_book=known.of_books, journal=journal
    )


def listed(
    link: SavedLink, program: str, place: str, *, is_book: bool = False, journal: str = ""
) -> Document | Failure:
    """The page that an entry of a list leads to; without an address the work that it names. `journal` is
    where it came out."""
    if link.address:
        page = saved(link, program, place)
        if isinstance(page, Failure) or not journal or ARXIV_ONLY.match(journal):
            return page
        return replace(page, meta={**page.meta, "journal": journal})
    if not link.title.strip():
        return Failure(place, _("names neither a title nor a page; left out"))
    entry = Entry(
        link.title,
        Kind.BOOK if is_book else None,
        People(link.authors),
        link.published,
        link.excerpt,
        arxiv_in(journal),
        journal,
        tags=link.tags,
        annotations=tuple(replace(one, source=program) for one in link.annotations),
        folders=(link.folder,) if link.folder else (),
        saved_at=link.saved_at,
        state=link.state,
    )
    work = entry_document(entry, program, place, frozenset())
    if isinstance(work, Failure):
        return work
    meta = {**work.meta, **({"rating": link.rating} if link.rating else {})}
    # Programs that keep highlights of books know them by this name.
    aliases = (*work.aliases, book_key(link.title, work.authors)) if is_book else work.aliases
    return replace(work, meta=meta, aliases=aliases)


def _link(row: Cells, known: Columns, day_first: bool | None) -> SavedLink:
    found = [(cell, address_in(cell)) for cell in known.texts(row, Role.ADDRESS)]
    addresses = [one for _, one in found if one]
    # A paper's row leads to its code and its page too.
    inside = [one for cell in known.texts(row, Role.TITLE) if (one := address_in(cell))]
    works = (one for one in (*addresses, *inside) if is_of_work(canonical_key(one[0])))
    leading = next(works, next(iter(addresses), None))
    titles = [one[1] if (one := address_in(cell)) else cell for cell in known.texts(row, Role.TITLE)]
    address, label = leading or ("", "")
    if leading is None:
        # `n/a` and `on paper` are no addresses; what is one that cannot be kept is told when it is refused.
        refused = (cell for cell, _ in found if why_refused(cell) or not titles)
        address = next((one[0] for one in inside), next(refused, ""))
    finished = known.first(row, Role.FINISHED)
    published = filter(None, (_published(text, day_first) for text in known.texts(row, Role.PUBLISHED)))
    notes = "\n\n".join((*filter(None, map(as_markdown, known.texts(row, Role.NOTE))), *_remarks(row, known)))
    written_by = known.texts(row, Role.AUTHORS)
    return SavedLink(
        address,
        next(filter(None, titles), label),
        when(known.first(row, Role.SAVED) or finished, day_first),
        tuple(_tags(row, known)),
        _state(row, known, finished),
        "\n\n".join(map(as_markdown, known.texts(row, Role.EXCERPT))),
        "\n\n".join(map(as_markdown, known.texts(row, Role.TEXT))),
        authors=tuple(dict.fromkeys(name for text in written_by for name in people(text).names)),
        # Of editions the first; of one year what tells more.
        published=min(published, key=lambda date: (date[:4], -len(date)), default=None),
        annotations=own_note(notes),
        folder=known.first(row, Role.FOLDER),
        favourite=state_ticked(known.first(row, Role.FAVOURITE)) is State.READ,
        rating=rating(known.first(row, Role.RATING)),
    )


def _remarks(row: Cells, known: Columns) -> Iterator[str]:
    """What stands in columns of other names, each below its own."""
    for place in known.places.get(Role.REMARK, ()):
        if place < len(row) and (said := row[place].strip()):
            yield f"**{' '.join(known.headings[place].split()) or place + 1}:** {said}"


def _tags(row: Cells, known: Columns) -> Iterator[str]:
    """The person's own tags; Goodreads repeats among them the shelf that says how far one got."""
    states = {text.lower() for text in known.texts(row, Role.STATE) if state_said(text)}
    for cell in known.texts(row, Role.TAGS):
        yield from (tag for tag in split_keywords(cell.replace("|", ";")) if tag.lower() not in states)
    for cell in known.texts(row, Role.TAG_WORDS):
        yield from cell.split()


def _state(row: Cells, known: Columns, finished: str) -> State | None:
    """How far one got: as a status says, else as a box does; a day of finishing tells it as well. What is
    neither put away nor to be read tells nothing (linkding)."""
    said = (state_said(text) for text in known.texts(row, Role.STATE))
    ticked = [State.READ if iso_time(text) else state_ticked(text) for text in known.texts(row, Role.BOX)]
    opened = [state_ticked(text) for text in known.texts(row, Role.OPEN_BOX)]
    boxes = [None if state is State.UNREAD and State.UNREAD in opened else state for state in ticked]
    to_read = (State.UNREAD if state is State.READ else None for state in opened)
    return next(filter(None, (*said, *boxes, *to_read)), State.READ if finished else None)


def _published(text: str, day_first: bool | None) -> str | None:
    day = local_time(text, day_first=day_first)
    return day[:10] if day else (publication_date(text) or "")[:10] or None


def when(text: str, day_first: bool | None = None) -> str | None:
    """When something was saved, as precisely as a person wrote it: a moment in UTC where a time with its zone
    stands there or seconds are counted, else a day, a month or a year."""
    if _MOMENT.fullmatch(text):
        return moment(text)
    day = local_time(text, day_first=day_first) or local_time_in_words(text)
    return day[:10] if day else (iso_time(text) or "")[:10] or None


def rating(text: str) -> str:
    """A rating as it was given, stars counted; empty where nothing was rated."""
    if stars := _STARS.fullmatch(text.replace(_AS_PICTURE, "").strip()):
        most = len(stars[1]) + len(stars[2])
        return f"{len(stars[1])}/{most}" if stars[2] else str(len(stars[1]))
    return "" if text.strip() in _UNRATED else text.strip()
