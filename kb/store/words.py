"""The words index (FTS5): which items hold which words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.catalogue import _, cause, n_
from kb.store import key_values
from kb.text.words import TOKENIZER, fold, names_in, stem, stems, words_in, written_words
from kb.types import Document, State

# Weights of the columns title, body, names (authors, tags, source), exact, raw in bm25. The raw words
# repeat what the stems say.
_WEIGHTS = "4.0, 1.0, 2.0, 3.0, 0.0"
# A word of its own between fields: a phrase must not run from the end of one into the next.
_BETWEEN = " : "
_FIRST = 3
"""Words at the beginning that titles cut at any length have in common, and few others."""
_MADE_BY = "words-tokenizer"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds of an item, a text a column: words prepared by `kb.text.words`, so that the
    tokenizer only splits at spaces."""

    title: str
    body: str
    names: str
    exact: str
    raw: str


def entry(document: Document) -> Entry:
    """A document as the index holds it. Takes a second for two megabytes, so it is made before a transaction
    begins."""
    # The person's own words about an item, and the words they marked, are found like its own.
    marks = (text for one in document.annotations for text in (one.quote, one.note) if text)
    body = "\n".join((document.summary, document.text, *marks))
    named = (*document.authors, *document.tags, document.source)
    title, body, *names = map(fold, (document.title, body, *named))
    addresses = [document.key, *document.aliases, *(ref.key for ref in document.references)]
    tokens = names_in("\n".join((title, body, " ".join(names))))
    tokens += [address.split(":", 1)[-1].lower() for address in addresses]
    tokens += [address.rsplit("/", 1)[-1].lower() for address in addresses]
    written = [words_in(part) for part in (title, body, *names)]
    of_title, of_body, *of_names = (" ".join(map(stem, words)) for words in written)
    return Entry(
        of_title,
        of_body,
        " ".join(filter(None, of_names)),
        " ".join(dict.fromkeys(tokens)),
        _BETWEEN.join(map(" ".join, written)),
    )


def put(db: sqlite3.Connection, item_id: int, entry: Entry) -> None:
    """Indexes an item anew."""
    remove(db, [item_id])
    add(db, [(item_id, entry)])


def add(db: sqlite3.Connection, given: Iterable[tuple[int, Entry]]) -> None:
    """Indexes items, told by id, that are not in the index."""
    db.executemany(
        "INSERT INTO words (rowid, title, body, names, exact, raw) VALUES (?, ?, ?, ?, ?, ?)",
        [(item_id, one.title, one.body, one.names, one.exact, one.raw) for item_id, one in given],
    )


def remove(db: sqlite3.Connection, item_ids: Iterable[int]) -> None:
    """Takes items out of the words index."""
    db.executemany("DELETE FROM words WHERE rowid = ?", [(i,) for i in item_ids])


def clear(db: sqlite3.Connection) -> None:
    """Empties the index; it is stale until `mark_whole`."""
    db.execute("DELETE FROM words")
    key_values.put(db, _MADE_BY, "")


def mark_whole(db: sqlite3.Connection) -> None:
    """Notes that every item is in the index by today's rules; entries of items that are gone leave."""
    db.execute("DELETE FROM words WHERE rowid NOT IN (SELECT id FROM items)")
    key_values.put(db, _MADE_BY, TOKENIZER)


def extent(db: sqlite3.Connection) -> tuple[int, int]:
    """How many items are indexed, and a number above every item's id."""
    row = db.execute("SELECT count(*), coalesce(max(id), 0) + 1 FROM items").fetchone()
    return int(row[0]), int(row[1])


def side_by_side(stems: Iterable[str]) -> str:
    """The expression for these words next to each other, in any form."""
    return f"{{title body names}} : {_quoted(' '.join(stems))}"


def named(name: str) -> str:
    """The expression for a name as it is written."""
    return f"exact : {_quoted(name)}"


def beginning(start: str) -> str:
    """The expression for words that begin so."""
    return f"raw : {_quoted(start)} *"


def frequencies(db: sqlite3.Connection, stems: Iterable[str]) -> dict[str, int]:
    """How many items hold each of these stems, at least; stems nothing holds are left out."""
    rows = db.execute(
        "SELECT term, max(doc) AS doc FROM vocabulary WHERE col IN ('title', 'body', 'names')"
        " AND term IN (SELECT value FROM json_each(?)) GROUP BY term",
        (json.dumps(list(stems)),),
    )
    return {row["term"]: row["doc"] for row in rows}


def scored(db: sqlite3.Connection, expression: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Ids of the items that answer an expression, and their bm25, larger is better: two arrays (n,)."""
    rows = db.cursor()
    # Plain tuples: a common word has thousands.
    rows.row_factory = None
    rows.execute(f"SELECT rowid, -bm25(words, {_WEIGHTS}) FROM words WHERE words MATCH ?", (expression,))
    found = np.array(rows.fetchall(), dtype=np.float64).reshape(-1, 2)
    return found[:, 0].astype(np.int64), found[:, 1]


def was_read(db: sqlite3.Connection, expression: str) -> bool:
    """Whether an item that was read answers an expression."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM words JOIN items ON items.id = words.rowid"
        " WHERE words MATCH ? AND items.state = ?)",
        (expression, State.READ),
    ).fetchone()
    return bool(row[0])


def with_phrase(db: sqlite3.Connection, text: str, *, as_written: bool = True) -> set[int]:
    """Ids of the items where these words stand side by side, as written or in any form."""
    words = written_words(text) if as_written else stems(text)
    if not words:
        return set()
    columns = "raw" if as_written else "{title body names}"
    rows = db.execute(
        "SELECT rowid FROM words WHERE words MATCH ?", (f"{columns} : {_quoted(' '.join(words))}",)
    )
    return {row["rowid"] for row in rows}


def titled(db: sqlite3.Connection, title: str) -> set[int]:
    """Ids of the items whose title holds the first words or the second half of this one, in any form."""
    words = stems(title)
    parts = (words[:_FIRST], words[len(words) // 2 :])
    wanted = " OR ".join(f"title : {_quoted(' '.join(part))}" for part in parts if part)
    rows = db.execute("SELECT rowid FROM words WHERE words MATCH ?", (wanted,)) if wanted else ()
    return {row["rowid"] for row in rows}


def titles_with(db: sqlite3.Connection, starts: Iterable[str]) -> list[tuple[int, str]]:
    """Ids and titles of the items in which words begin with each of these folded beginnings, the newest
    first."""
    rows = db.execute(
        "SELECT items.id, items.title FROM words JOIN items ON items.id = words.rowid WHERE words MATCH ?"
        " ORDER BY items.dated DESC, items.id DESC",
        (" AND ".join(map(beginning, starts)),),
    )
    return [(row["id"], row["title"]) for row in rows]


def titles_beginning(db: sqlite3.Connection, title: str) -> list[tuple[int, str]]:
    """Ids and titles of the items whose title begins with all words of this one in any form, those saved
    first before others."""
    words = stems(title)
    rows = db.execute(
        "SELECT items.id, items.title FROM words JOIN items ON items.id = words.rowid WHERE words MATCH ?"
        " ORDER BY items.id",
        (f"title : ^ {_quoted(' '.join(words))}",),
    ) if words else ()  # fmt: skip
    return [(row["id"], row["title"]) for row in rows]


def known(db: sqlite3.Connection, words: Iterable[str]) -> set[str]:
    """Those of these folded words that an item holds, in this or another form."""
    forms = {word: (word, stem(word)) for word in words}
    rows = db.execute(
        "SELECT DISTINCT term FROM vocabulary WHERE term IN (SELECT value FROM json_each(?))",
        (json.dumps([form for pair in forms.values() for form in pair]),),
    )
    held = {row["term"] for row in rows}
    return {word for word, pair in forms.items() if held.intersection(pair)}


def begins_a_word(db: sqlite3.Connection, start: str) -> bool:
    """Whether a word of the library begins so."""
    row = db.execute(
        "SELECT 1 FROM vocabulary WHERE term >= ? AND term < ? AND col = 'raw' LIMIT 1",
        (start, start + "\U0010ffff"),
    ).fetchone()
    return row is not None


def vocabulary(db: sqlite3.Connection, letters: str) -> dict[str, int]:
    """The words as written, folded, that begin with one of these letters, with the number of items that
    hold each. (All words of a large library take a second to list.)"""
    found: dict[str, int] = {}
    for letter in dict.fromkeys(letters):
        rows = db.execute(
            "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND col = 'raw'",
            (letter, letter + "\U0010ffff"),
        )
        found.update((row["term"], row["doc"]) for row in rows)
    return found


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def stale(db: sqlite3.Connection) -> bool:
    """Whether the index was made by other rules than today's."""
    return key_values.get(db, _MADE_BY) != TOKENIZER


def problems(db: sqlite3.Connection, thorough: bool = True) -> list[str]:
    """What is wrong with the index, in words; empty when nothing is. A thorough look has to be allowed to
    write, although it changes nothing."""
    found = []
    if stale(db):
        found.append(_("made by an earlier version"))
    lacking = db.execute("SELECT count(*) FROM items WHERE id NOT IN (SELECT rowid FROM words)").fetchone()[0]
    extra = db.execute("SELECT count(*) FROM words WHERE rowid NOT IN (SELECT id FROM items)").fetchone()[0]
    if lacking:
        found.append(n_("{count} item is missing", "{count} items are missing", lacking))
    if extra:
        found.append(n_("{count} entry belongs to no item", "{count} entries belong to no item", extra))
    try:
        if thorough:
            db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        found.append(_("damaged ({why})", why=cause(error)))
    return found
