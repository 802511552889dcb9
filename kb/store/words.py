"""The words index (FTS5): which items hold which words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from kb.store import facts
from kb.text.words import TOKENIZER, Query, exact_names, stems
from kb.types import Document

# Weights of the columns title, body, names (authors, tags, source), exact in bm25.
_WEIGHTS = "4.0, 1.0, 2.0, 3.0"


def put(db: sqlite3.Connection, item_id: int, document: Document) -> None:
    """Indexes an item anew."""
    body = f"{document.summary}\n{document.text}"
    names = " ".join((*document.authors, *document.tags, document.source))
    addresses = [document.key, *document.aliases, *(ref.key for ref in document.references)]
    tokens = exact_names(f"{document.title}\n{body}\n{names}")
    tokens += [address.split(":", 1)[-1].lower() for address in addresses]
    tokens += [address.rsplit("/", 1)[-1].lower() for address in addresses]
    db.execute("DELETE FROM words WHERE rowid = ?", (item_id,))
    db.execute(
        "INSERT INTO words (rowid, title, body, names, exact) VALUES (?, ?, ?, ?, ?)",
        (
            item_id,
            " ".join(stems(document.title)),
            " ".join(stems(body)),
            " ".join(stems(names)),
            " ".join(dict.fromkeys(tokens)),
        ),
    )


def remove(db: sqlite3.Connection, item_ids: Iterable[int]) -> None:
    db.executemany("DELETE FROM words WHERE rowid = ?", [(i,) for i in item_ids])


def clear(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM words")
    facts.put(db, "words-tokenizer", TOKENIZER)


def search(db: sqlite3.Connection, query: Query, limit: int) -> list[int]:
    """Ids of the items that hold words of the query, best first: those with the words side by side,
    then those with all of them, then those with some; by bm25 within each."""
    found: dict[int, None] = {}
    for match in _matches(query):
        rows = db.execute(
            "SELECT rowid FROM words WHERE words MATCH ?"
            f" ORDER BY bm25(words, {_WEIGHTS}), rowid DESC LIMIT ?",
            (match, limit),
        )
        found.update(dict.fromkeys(row["rowid"] for row in rows))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _matches(query: Query) -> list[str]:
    """FTS5 expressions from the strictest to the loosest."""
    words = [f"{{title body names}} : {_quoted(one)}" for one in query.stems]
    exact = [f"exact : {_quoted(token)}" for token in query.exact]
    every = [*words, *exact]
    if len(every) < 2:
        return every
    side_by_side = [f"{{title body}} : {_quoted(' '.join(query.stems))}"] if len(words) > 1 else []
    # An exact name is also there as its parts, so it need not be asked for twice.
    together = words or exact
    return [*side_by_side, " AND ".join(together), " OR ".join(every)]


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def problems(db: sqlite3.Connection) -> list[str]:
    """What is wrong with the index, in words; empty when nothing is."""
    found = []
    if facts.get(db, "words-tokenizer", TOKENIZER) != TOKENIZER:
        found.append("made by an earlier version")
    lacking = db.execute("SELECT count(*) FROM items WHERE id NOT IN (SELECT rowid FROM words)").fetchone()[0]
    extra = db.execute("SELECT count(*) FROM words WHERE rowid NOT IN (SELECT id FROM items)").fetchone()[0]
    if lacking:
        found.append(f"{lacking} items are missing")
    if extra:
        found.append(f"{extra} entries belong to no item")
    try:
        db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        found.append(f"damaged ({error})")
    return found
