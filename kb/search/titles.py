"""Items by their titles: those that begin as somebody types, and those that a link in a note names."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from itertools import chain

from kb.store import aliases, former_titles, items, words
from kb.text import wikilinks
from kb.text.identity import canonical_key
from kb.text.words import letters, written_words
from kb.types import Filters, Item

_SUBTITLE = re.compile(r":\s|\s[—–-]\s")
_LEAST = 2
"""Letters of a word by which titles are looked up: one alone begins most of them."""


def proposed(db: sqlite3.Connection, typed: str, limit: int) -> list[Item]:
    """Items whose titles have words that begin like those typed: first the titles that begin so themselves,
    then the newest. What was saved last where nothing is typed yet."""
    wanted = written_words(typed)
    looked_up = [word for word in wanted if len(word) >= _LEAST]
    if not looked_up:
        return items.select(db, Filters(), order="saved", limit=limit)
    begun = letters(typed)
    known = [
        (not letters(title).startswith(begun), place, item_id)
        for place, (item_id, title) in enumerate(words.titles_with(db, looked_up))
        if _begins(wanted, title)
    ]
    return items.by_ids(db, [item_id for _, _, item_id in sorted(known)[:limit]])


def _begins(wanted: list[str], title: str) -> bool:
    there = written_words(title)
    return all(any(word.startswith(one) for word in there) for one in wanted)


def named(db: sqlite3.Connection, targets: Iterable[str]) -> dict[str, Item]:
    """The items that links lead to, by what they name: a key, an address, or a title, whatever its capitals
    and signs; a former title where none has it now. Of several of one title the one that was saved first;
    what leads nowhere is left out."""
    wanted = tuple(dict.fromkeys(targets))
    by_address = aliases.owners(db, [*map(canonical_key, wanted), *wanted])
    found: dict[str, int] = {}
    for target in wanted:
        owner = by_address.get(canonical_key(target)) or by_address.get(target)
        same = _titled(db, target) if owner is None else [owner]
        if same:
            found[target] = same[0]
    if lost := [target for target in wanted if target not in found]:
        former: dict[str, int] = {}
        for item_id, title in former_titles.every(db):
            former.setdefault(letters(title), item_id)
        found |= {target: former[letters(target)] for target in lost if letters(target) in former}
    known = {item.id: item for item in items.by_ids(db, list(set(found.values())))}
    return {target: known[item_id] for target, item_id in found.items() if item_id in known}


def linked(db: sqlite3.Connection, texts: Iterable[str]) -> dict[str, Item]:
    """The items that links in some texts lead to, likewise."""
    return named(db, chain.from_iterable(map(wikilinks.targets, texts)))


def _titled(db: sqlite3.Connection, title: str) -> list[int]:
    wanted = letters(title)
    return [item_id for item_id, known in words.titles_beginning(db, title) if letters(known) == wanted]


def called(db: sqlite3.Connection, name: str) -> list[int]:
    """Ids of the items that go by a name: it is their title, or stands in it before a colon or a dash. Those
    saved first before others."""
    wanted = letters(name)
    known = words.titles_beginning(db, name) if wanted else ()
    return [one for one, title in known if wanted in map(letters, (title, _SUBTITLE.split(title, 1)[0]))]


def leading_to(db: sqlite3.Connection, item: Item, targets: Iterable[str]) -> set[str]:
    """Those of these names that lead to an item."""
    titles = frozenset(map(letters, (item.title, *former_titles.of_item(db, item.id))))
    addresses = frozenset((item.key, *aliases.keys_of(db, item.id)))
    likely = [one for one in targets if {one, canonical_key(one)} & addresses or letters(one) in titles]
    return {one for one, led_to in named(db, likely).items() if led_to.id == item.id}


def link_to(db: sqlite3.Connection, item: Item) -> str:
    """How a note links to an item: by its title where that leads to it and stays what it is."""
    found = named(db, [item.title]).get(item.title) if wikilinks.is_plain(item.title) else None
    stays = not item.stub and found is not None and found.id == item.id and len(_titled(db, item.title)) == 1
    return wikilinks.written(item.title, "" if stays else item.key)
