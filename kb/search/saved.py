"""Saved searches: keeping them, and counting what is new among what they find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.catalogue import _, n_
from kb.clock import now
from kb.errors import JomoError, NotFound
from kb.history import search_snapshot
from kb.search import allowed_by, known_values
from kb.search.query import parse
from kb.store import Store, events, searches
from kb.text.normal import normalized
from kb.types import Action, Hit, Origin, SavedSearch

LONGEST_NAME = 60
"""Characters of a name that stands on a button."""
_BEST = 50
"""How many results of a question count as what it finds: search by meaning ranks everything."""

Find = Callable[[str, int], Sequence[Hit]]
"""The best results of what is typed into the search box, at most so many."""


def save(store: Store, name: str, query: str) -> SavedSearch:
    """Keeps a question; the same name asks another question from now on.

    :raises JomoError: name or question is empty, or the name too long.
    """
    name, query = _tidy(name), query.strip()
    if not name or not query:
        raise JomoError(_("A saved search needs a name and something to look for: searches save NAME QUERY"))
    if len(name) > LONGEST_NAME:
        raise JomoError(
            n_(
                "A saved search's name has at most {count} character; shorten it",
                "A saved search's name has at most {count} characters; shorten it",
                LONGEST_NAME,
            )
        )
    kept = SavedSearch(name, query, seen_at=now(), new=0)
    with store.write() as db:
        before = searches.get(db, name)
        searches.put(db, kept)
        if before is None or before.query != query:
            events.record(db, [_step(Action.SEARCH_SAVED, name, before, kept)])
    return kept


def forget(store: Store, name: str) -> SavedSearch:
    """Forgets a search and returns what it was.

    :raises NotFound: there is none of that name.
    """
    with store.write() as db:
        found = searches.get(db, _tidy(name))
        if found is None:
            raise _unknown(name)
        searches.remove(db, found.name)
        events.record(db, [_step(Action.SEARCH_FORGOTTEN, found.name, found, None)])
    return found


def mark_seen(store: Store, name: str) -> None:
    """Notes that the results were looked at now.

    :raises NotFound: there is none of that name.
    """
    # What any page has drawn of the library stays true.
    with store.write(silent=True) as db:
        if not searches.mark_seen(db, _tidy(name), now()):
            raise _unknown(name)


def counted(store: Store, kept: Sequence[SavedSearch], find: Find) -> list[SavedSearch]:
    """The searches with `new` filled in."""
    return [replace(one, new=_count_new(store, one, find)) for one in kept]


def _count_new(store: Store, search: SavedSearch, find: Find) -> int:
    """How many results were saved since they were last looked at: of the best ones, or of all where only
    filters choose. Nothing is searched for while nothing was saved."""
    db = store.read()
    fresh = searches.saved_after(db, search.seen_at)
    if not fresh:
        return 0
    question = parse(search.query, known_values(db, search.query))
    if question.text:
        return sum(hit.item.id in fresh for hit in find(search.query, _BEST))
    allowed, _ = allowed_by(db, question, question.filters)
    return len(fresh) if allowed is None else len(fresh.intersection(allowed.tolist()))


def _step(
    action: Action, name: str, before: SavedSearch | None, after: SavedSearch | None
) -> events.NewEvent:
    return events.NewEvent(
        now(),
        Origin.ME,
        action,
        subject=name,
        before=search_snapshot(before),
        after=search_snapshot(after),
    )


def _tidy(name: str) -> str:
    return " ".join(normalized(name).split())


def _unknown(name: str) -> NotFound:
    return NotFound(_("No saved search is called {name}", name=name), _("`searches` lists them"))
