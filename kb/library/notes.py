"""`library.notes`: the person's own notes and highlights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.catalogue import by_words
from kb.clock import day
from kb.ingest import annotating
from kb.library.keys import item_id
from kb.search import titles
from kb.store import Store, areas, items, notes
from kb.text import wikilinks
from kb.text.words import has_words
from kb.types import Annotation, Filters, Item
from kb.types.notes import NoteGroup, NotesBy, Proposal
from kb.types.terms import Mark


class Notes:
    """Kept apart from the texts they are about, and found with them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, key: str, note: str, *, quote: str = "", place: str = "") -> int:
        """Adds a note to an item, or, with a `quote`, a highlight of words in it; returns its number.

        :raises JomoError: there are no words, or the same note is there already.
        """
        return annotating.annotate(self._store, item_id(self._store, key), Annotation(quote, note, place))

    def change(self, number: int, note: str) -> int:
        """Writes a note anew; returns its number, which may be another by then. What was just written and
        nothing happened since is one step with what it was before.

        :raises NotFound: there is none of that number.
        :raises JomoError: there are no words left, or the item has such a note already.
        """
        return annotating.rewrite(self._store, number, note)

    def take_off(self, number: int) -> Annotation:
        """Takes the note or highlight of that number off its item.

        :raises NotFound: there is none of that number.
        """
        return annotating.take_off(self._store, number)

    def of_item(self, key: str) -> list[tuple[int, Annotation]]:
        """An item's notes and highlights with their numbers, those made last first."""
        of = notes.numbered(self._store.read(), [item_id(self._store, key)])
        return [(number, one) for number, _, one in of]

    def on(self, ids: Sequence[int]) -> set[int]:
        """Which of the items with these ids have a note or a highlight."""
        return {of for _, of, _ in notes.numbered(self._store.read(), ids)}

    def proposed(self, typed: str, limit: int) -> list[Proposal]:
        """Items that a note may link to, by the beginnings of words of their titles, each with its link."""
        db = self._store.read()
        return [Proposal(item, titles.link_to(db, item)) for item in titles.proposed(db, typed, limit)]

    def leads_to(self, annotations: Iterable[Annotation]) -> dict[str, Item]:
        """The items that links in the words of these notes lead to, by what the links name."""
        return titles.linked(self._store.read(), (one.note for one in annotations))

    def linking_to(self, key: str) -> list[tuple[int, Item, Annotation]]:
        """The notes of other items that link to this one, those made last first.

        :raises NotFound: no item answers to the key.
        """
        db, to = self._store.read(), item_id(self._store, key)
        others = [row for row in notes.linking(db) if row[1] != to]
        [item, *_] = items.by_ids(db, [to])
        names = {row[0]: set(wikilinks.targets(row[2].note)) for row in others}
        meant = titles.leading_to(db, item, set().union(*names.values()))
        rows = [row for row in others if names[row[0]] & meant]
        known = {one.id: one for one in items.by_ids(db, list({of for _, of, _ in rows}))}
        return [(number, known[of], one) for number, of, one in rows]

    def select(
        self, filters: Filters = Filters(), since: str = "", words: str = ""
    ) -> list[tuple[int, Item, Annotation]]:
        """Notes and highlights of the items the filters let through, each with its number, those made last
        first. `since` is a day, a month or a year of the person's: what was made before, or nobody knows
        when, is left out; so is what lacks one of the `words`, in any of their forms."""
        db = self._store.read()
        marked = replace(filters, marks=filters.marks or tuple(Mark))
        chosen = {item.id: item for item in items.select(db, marked)}
        every = [(number, chosen[of], one) for number, of, one in notes.numbered(db, list(chosen))]
        if words:
            every = [row for row in every if has_words(f"{row[2].quote} {row[2].note}", words)]
        if not since:
            return every
        return [row for row in every if (made := row[2].made_at) and day(made) >= since]

    def grouped(self, rows: Sequence[tuple[int, Item, Annotation]], by: NotesBy) -> list[NoteGroup]:
        """Notes put together by day, the last first, or by area, in alphabetical order; within each in the
        order given. What belongs to several areas stands in each of them, what belongs to none at the end."""
        belonging = areas.by_item(self._store.read()) if by is NotesBy.AREA else {}
        found: dict[str, list[tuple[int, Item, Annotation]]] = {}
        for row in rows:
            _, item, one = row
            days = (day(one.made_at) if one.made_at else "",)
            for name in days if by is NotesBy.DAY else belonging.get(item.id, ("",)):
                found.setdefault(name, []).append(row)
        names = sorted(filter(None, found), key=by_words, reverse=by is NotesBy.DAY)
        return [NoteGroup(name, tuple(found[name])) for name in (*names, "") if name in found]
