"""What the person's own writing retells of the library's papers, found by meaning once both are embedded."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

from kb.library.vectors import Vectors
from kb.store import Store, chunks, key_values, passages, works, writing
from kb.store.chunks import ChunkVectors
from kb.store.embedded import OF_WRITING
from kb.text.digest import text_hash
from kb.types import Kind
from kb.types.evidence import Trace, WorkFacts, WrittenPassage
from kb.types.reasons import Reason
from kb.vectors.embed import embed_pending
from kb.vectors.linear import Floats

_FOUND_AT = "retold"
"""The state of passages, of writing and of items, that retellings were looked for at last."""
_FOUND_IN = "retold-in"
"""A digest of what they were looked for in: not every item that comes is a paper."""


class Retold:
    """Keeps the traces of retellings up to date. Nothing is changed by what stops it."""

    def __init__(self, store: Store, vectors: Vectors) -> None:
        self._store = store
        self._vectors = vectors

    def behind(self) -> bool:
        """Whether passages came or went since retellings were looked for."""
        db = self._store.read()
        return key_values.get(db, _FOUND_AT) != _state(db) and passages.any_kept(db)

    def find(self, progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> int:
        """Embeds the passages that lack a vector, then finds what they retell; returns how many texts were
        embedded. The library's own passages have their vectors by now."""
        space = self._vectors.space
        done = embed_pending(
            self._store, self._vectors.encoder, space.fingerprint, progress, should_stop, OF_WRITING
        )
        if should_stop():
            return done
        db = self._store.read()
        # Read first: what comes meanwhile is looked for again.
        state = _state(db)
        told, vectors = passages.embedded(db, space.fingerprint, space.dimension)
        papers = [one for one in works.facts(db) if one.kind is Kind.PAPER]
        heads = chunks.head_vectors(db, space.fingerprint, space.dimension, [one.item_id for one in papers])
        saved = [(one.item_id, one.saved_at) for one in papers]
        digest = text_hash(repr((space.fingerprint, told, heads.chunk_ids.tolist(), saved)))
        if key_values.get(db, _FOUND_IN) == digest:
            with self._store.write(silent=True) as db:
                key_values.put(db, _FOUND_AT, state)
            return done
        found = _retellings(db, told, vectors, papers, heads)
        with self._store.write() as db:
            writing.put_retellings(db, found)
            OF_WRITING.drop_unused(db)
            key_values.put(db, _FOUND_AT, state)
            key_values.put(db, _FOUND_IN, digest)
        return done


def in_draft(trace: Trace) -> Trace:
    """A trace in a page that was not published: its reason says so."""
    return replace(trace, reason=Reason.IN_DRAFT.format(reason=trace.reason))


def _state(db: sqlite3.Connection) -> str:
    return f"{key_values.get(db, 'written')} {key_values.get(db, 'passages')}"


def _retellings(
    db: sqlite3.Connection,
    told: list[WrittenPassage],
    vectors: Floats,
    papers: list[WorkFacts],
    heads: ChunkVectors,
) -> dict[int, list[Trace]]:
    """Retellings by the number of their page. What one wrote oneself is not retold."""
    # Reads dictionaries, which only a library with writing in it needs.
    from kb.evidence import Papers, retellings

    facts = {one.item_id: one for one in papers}
    said = chunks.texts(db, heads.chunk_ids.tolist())
    drafts, own = writing.drafts(db), set(writing.own_items(db))
    known = Papers(
        [facts[item_id] for item_id in heads.item_ids.tolist()],
        [said.get(chunk_id, "") for chunk_id in heads.chunk_ids.tolist()],
        heads.vectors,
    )
    traced = {(str(page_id), item_id) for page_id, item_id in writing.mentions(db)}
    found: dict[int, list[Trace]] = {}
    for trace in retellings(told, vectors, known, traced):
        page_id = int(trace.place)
        if trace.item_id not in own:
            found.setdefault(page_id, []).append(in_draft(trace) if page_id in drafts else trace)
    return found
