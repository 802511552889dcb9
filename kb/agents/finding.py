"""What agents find: by a question, by likeness, among the person's notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kb.agents.answer import AT_ONCE, listed
from kb.agents.privacy import Privacy
from kb.agents.reading import opened, whole_text
from kb.agents.records import hit_record, listed_record, note_record
from kb.errors import EncoderUnavailable
from kb.library import Library
from kb.text.matching import parse_query, surface_forms
from kb.types import Filters, Found, Hit, SearchMode


def search(
    library: Library, privacy: Privacy, query: str, mode: SearchMode, offset: int, budget: int
) -> dict[str, Any]:
    """Items for what could be typed into the search box, filters among the words. Without words: all that the
    filters let through, newest first, counted exactly.

    :raises JomoError: it asks for notes that are private, or meaning is asked for and cannot be had.
    """
    until = offset + AT_ONCE + 1
    notes = []
    try:
        found = library.search.find(query, privacy.narrowed(), mode, until)
    except EncoderUnavailable as error:
        if mode is SearchMode.MEANING:
            raise
        found = library.search.find(query, privacy.narrowed(), SearchMode.WORDS, until)
        notes.append(f"By words alone: {error}")
    if any(one.notes or one.marks for one in (found.filters, found.filters.without or Filters())):
        privacy.demand_notes()
    notes += found.notes
    if found.instead:
        notes.append(f"Perhaps meant: {found.instead}")
    if found.absent:
        notes.append(f"{found.absent} is not in the library.")
    hits = [hit for hit in found.hits if privacy.shows(hit.item)]
    if found.words and not privacy.notes:
        hits = list(_without_notes(library, hits, found.words))
    total = _total(library, found, found.words, len(hits), until)
    shown = hits[offset : offset + AT_ONCE]
    record = hit_record if found.words else (lambda hit: listed_record(hit.item))
    among = library.items.count(found.filters)
    return listed(map(record, shown), total, offset, budget, among=among, notes=notes)


def _without_notes(library: Library, hits: Sequence[Hit], words: str) -> Iterator[Hit]:
    """Results as they would be had the person noted nothing: notes are searched like the text they stand
    beside, so passages may be notes, and the words found may stand in notes alone."""
    noted, query = library.notes.on([hit.item.id for hit in hits]), parse_query(words)
    for hit in hits:
        if hit.item.id not in noted:
            yield hit
            continue
        text = "\n".join((hit.item.title, hit.item.summary, whole_text(library.items.get(hit.item.key))))
        if surface_forms(text, query) or not hit.terms:
            yield _as_unmarked(hit)


def _as_unmarked(hit: Hit) -> Hit:
    """A result of which nothing tells that a note may have led to it."""
    return replace(hit, passage=hit.item.summary, why="")


def _total(library: Library, found: Found, words: str, made: int, until: int) -> int | None:
    """How many there are, None where that was not counted."""
    if made < until:
        return made
    return None if words else library.items.count(found.filters)


def similar(
    library: Library, privacy: Privacy, keys: list[str], text: str, offset: int, budget: int
) -> dict[str, Any]:
    """More like items, like a text, or like all of them together.

    :raises JomoError: neither was given, or an item is private.
    :raises NotFound: no item answers to one of the keys.
    """
    for key in keys:
        opened(library, privacy, key)
    filters = privacy.narrowed(Filters())
    hits = library.search.similar(keys, text=text, limit=offset + AT_ONCE + 1, filters=filters)
    if not privacy.notes:
        noted = library.notes.on([hit.item.id for hit in hits])
        hits = [_as_unmarked(hit) if hit.item.id in noted else hit for hit in hits]
    total = len(hits) if len(hits) <= offset + AT_ONCE else None
    shown = hits[offset : offset + AT_ONCE]
    return listed(map(hit_record, shown), total, offset, budget, among=library.items.count(filters))


def notes(
    library: Library, privacy: Privacy, key: str, words: str, since: str, offset: int, budget: int
) -> dict[str, Any]:
    """The person's notes and highlights, those made last first: of one item or of all.

    :raises JomoError: they are private.
    :raises NotFound: no item answers to the key.
    """
    privacy.demand_notes()
    of = library.items.get(key).item.id if key else None
    rows = [row for row in library.notes.select(since=since, words=words) if of is None or row[1].id == of]
    return listed((note_record(*row) for row in rows[offset:]), len(rows), offset, budget)
